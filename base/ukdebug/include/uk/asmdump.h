/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Instructions as text. There is no disassembler in the image (the interface
 * has one with libzydis only): these print nothing.
 */
#ifndef __UK_ASMDUMP_H__
#define __UK_ASMDUMP_H__

#define __UKDEBUG_ASMDUMP__

#include <stddef.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

static inline void uk_asmdumpk(int lvl __unused, const void *instr __unused,
			       unsigned int instr_count __unused)
{
}

static inline void uk_asmndumpk(int lvl __unused, const void *instr __unused,
				size_t len __unused)
{
}

#define uk_asmdumpd(instr, instr_count) uk_asmdumpk(-1, (instr), (instr_count))
#define uk_asmndumpd(instr, len)	uk_asmndumpk(-1, (instr), (len))

#ifdef __cplusplus
}
#endif

#endif /* __UK_ASMDUMP_H__ */
