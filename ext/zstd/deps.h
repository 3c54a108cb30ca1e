/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Read before each of Zstandard's sources: there is no heap. A context lies in
 * memory of the caller's, ZSTD_initStaticDCtx(), and nothing else asks for any.
 */
#ifndef __EXT_ZSTD_DEPS_H__
#define __EXT_ZSTD_DEPS_H__

#define ZSTD_DEPS_MALLOC
#define ZSTD_malloc(size)    ((void)(size), (void *)0)
#define ZSTD_calloc(n, size) ((void)(n), (void)(size), (void *)0)
#define ZSTD_free(memory)    ((void)(memory))

#endif /* __EXT_ZSTD_DEPS_H__ */
