/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A buffer of fixed length that text and bytes are appended to. It knows where
 * it is and how much is left; what does not fit is cut and remembered as cut.
 *
 * With UK_STREAMBUF_C_TERMSHIFT it always holds one C string: the next append
 * overwrites the terminator that the last one left.
 */
#ifndef __UK_STREAMBUF_H__
#define __UK_STREAMBUF_H__

#include <stdarg.h>
#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;

/* Configuration, given at the beginning */
#define UK_STREAMBUF_C_TERMSHIFT 0x001 /* appends overwrite the last byte */
#define UK_STREAMBUF_C_WIPEZERO	 0x002 /* clear the buffer at init, reset */
#define UK_STREAMBUF_C_MASK	 0x00F

/* Status */
#define UK_STREAMBUF_S_TRUNCATED 0x010 /* something did not fit */
#define UK_STREAMBUF_S_MASK	 0x0F0

struct uk_streambuf {
	char *bufp;
	__sz buflen;
	__sz seek; /* bytes used; uk_streambuf_seek() is where to go on */
	int flags;
	struct uk_alloc *_a; /* who owns it; NULL if the caller does */
};

/* init.c */

/* Makes the caller's object and its buffer of at least one byte ready. */
void uk_streambuf_init(struct uk_streambuf *sb, void *buf, __sz buflen,
		       int cfg_flags);

/* Back to the beginning, nothing cut; the configuration stays. */
void uk_streambuf_reset(struct uk_streambuf *sb);

/*
 * Allocates an object with a buffer of at least one byte, aligned to
 * bufalign, a power of two. NULL if there is no memory.
 */
struct uk_streambuf *uk_streambuf_alloc2(struct uk_alloc *a, __sz buflen,
					 __sz bufalign, int cfg_flags);
#define uk_streambuf_alloc(a, buflen, flags) \
	uk_streambuf_alloc2((a), (buflen), sizeof(void *), (flags))

/* Only for what uk_streambuf_alloc() or alloc2() returned */
void uk_streambuf_free(struct uk_streambuf *sb);

#define uk_streambuf_buf(sb)	((void *)(sb)->bufp)
#define uk_streambuf_buflen(sb) ((sb)->buflen)

/* Used bytes, the last terminator included */
#define uk_streambuf_len(sb) ((sb)->seek)

/* Where the next append begins: with TERMSHIFT on the last byte */
#define uk_streambuf_seek(sb) \
	((sb)->seek -         \
	 ((((sb)->flags & UK_STREAMBUF_C_TERMSHIFT) && (sb)->seek) ? 1 : 0))
#define uk_streambuf_wptr(sb) ((void *)((sb)->bufp + uk_streambuf_seek(sb)))
#define uk_streambuf_left(sb) ((sb)->buflen - uk_streambuf_seek(sb))

#define uk_streambuf_istruncated(sb) \
	(((sb)->flags & UK_STREAMBUF_S_TRUNCATED) != 0)

/* append.c: each returns the bytes that it wrote */

/*
 * Text and its terminator. If only one byte is left that is the terminator,
 * if none is left nothing is written.
 */
__sz uk_streambuf_printf(struct uk_streambuf *sb, const char *fmt, ...)
	__printf(2, 3);
__sz uk_streambuf_vprintf(struct uk_streambuf *sb, const char *fmt, va_list ap)
	__printf(2, 0);
__sz uk_streambuf_strcpy(struct uk_streambuf *sb, const char *src);

/* Bytes without a terminator; as many as fit */
__sz uk_streambuf_memcpy(struct uk_streambuf *sb, const void *src, __sz len);

/*
 * len bytes that the caller fills, or NULL if less is left; then nothing
 * changes.
 */
void *uk_streambuf_reserve(struct uk_streambuf *sb, __sz len);

#ifdef __cplusplus
}
#endif

#endif /* __UK_STREAMBUF_H__ */
