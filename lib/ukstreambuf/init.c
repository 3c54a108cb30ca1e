/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Objects: where they come from and how they begin */
#include <string.h>
#include <uk/alloc.h>
#include <uk/assert.h>
#include <uk/streambuf.h>

void uk_streambuf_reset(struct uk_streambuf *sb)
{
	UK_ASSERT(sb);
	sb->seek = 0;
	sb->flags &= UK_STREAMBUF_C_MASK;
	if (sb->flags & UK_STREAMBUF_C_WIPEZERO)
		memset(sb->bufp, 0, sb->buflen);
	if (sb->flags & UK_STREAMBUF_C_TERMSHIFT)
		sb->bufp[0] = '\0';
}

void uk_streambuf_init(struct uk_streambuf *sb, void *buf, __sz buflen,
		       int cfg_flags)
{
	UK_ASSERT(sb);
	UK_ASSERT(buf);
	UK_ASSERT(buflen >= 1);

	sb->bufp = buf;
	sb->buflen = buflen;
	sb->flags = cfg_flags;
	sb->_a = NULL;
	uk_streambuf_reset(sb);
}

/* The object lies in front of its buffer, in one piece of memory. */
struct uk_streambuf *uk_streambuf_alloc2(struct uk_alloc *a, __sz buflen,
					 __sz bufalign, int cfg_flags)
{
	struct uk_streambuf *sb;
	__sz align, head;

	UK_ASSERT(buflen >= 1);
	UK_ASSERT(POWER_OF_2(bufalign));

	align = MAX(bufalign, sizeof(void *));
	head = ALIGN_UP(sizeof(*sb), align);
	if (head < sizeof(*sb) || buflen > ~(__sz)0 - head)
		return NULL;
	sb = uk_memalign(a, align, head + buflen);
	if (!sb)
		return NULL;
	uk_streambuf_init(sb, (char *)sb + head, buflen, cfg_flags);
	sb->_a = a;
	return sb;
}

void uk_streambuf_free(struct uk_streambuf *sb)
{
	UK_ASSERT(sb);
	UK_ASSERT(sb->_a);
	uk_free(sb->_a, sb);
}
