/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdio.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/streambuf.h>

/* Of wanted bytes, used are written at the place for the next append. */
static __sz advance(struct uk_streambuf *sb, __sz wanted, __sz used)
{
	sb->seek = uk_streambuf_seek(sb) + used;
	if (used < wanted)
		sb->flags |= UK_STREAMBUF_S_TRUNCATED;
	return used;
}

__sz uk_streambuf_vprintf(struct uk_streambuf *sb, const char *fmt, va_list ap)
{
	__sz left;
	int rc;

	UK_ASSERT(sb);
	UK_ASSERT(fmt);

	left = uk_streambuf_left(sb);
	if (!left) {
		sb->flags |= UK_STREAMBUF_S_TRUNCATED;
		return 0;
	}
	rc = vsnprintf(uk_streambuf_wptr(sb), left, fmt, ap);
	if (rc < 0) {
		/* not even the beginning is text */
		*(char *)uk_streambuf_wptr(sb) = '\0';
		return advance(sb, 2, 1);
	}
	return advance(sb, (__sz)rc + 1, MIN((__sz)rc + 1, left));
}

__sz uk_streambuf_printf(struct uk_streambuf *sb, const char *fmt, ...)
{
	va_list ap;
	__sz rc;

	va_start(ap, fmt);
	rc = uk_streambuf_vprintf(sb, fmt, ap);
	va_end(ap);
	return rc;
}

__sz uk_streambuf_strcpy(struct uk_streambuf *sb, const char *src)
{
	__sz left, len;
	char *to;

	UK_ASSERT(sb);
	UK_ASSERT(src);

	left = uk_streambuf_left(sb);
	if (!left) {
		sb->flags |= UK_STREAMBUF_S_TRUNCATED;
		return 0;
	}
	len = strlen(src);
	to = uk_streambuf_wptr(sb);
	memcpy(to, src, MIN(len, left - 1));
	to[MIN(len, left - 1)] = '\0';
	return advance(sb, len + 1, MIN(len + 1, left));
}

__sz uk_streambuf_memcpy(struct uk_streambuf *sb, const void *src, __sz len)
{
	__sz used;

	UK_ASSERT(sb);
	UK_ASSERT(src || !len);

	if (!len)
		return 0;
	used = MIN(len, uk_streambuf_left(sb));
	memcpy(uk_streambuf_wptr(sb), src, used);
	return advance(sb, len, used);
}

void *uk_streambuf_reserve(struct uk_streambuf *sb, __sz len)
{
	void *to;

	UK_ASSERT(sb);

	if (len > uk_streambuf_left(sb))
		return NULL;
	to = uk_streambuf_wptr(sb);
	if (len)
		advance(sb, len, len);
	return to;
}
