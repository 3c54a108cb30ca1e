/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __UK_SGLIST_PRIV_H__
#define __UK_SGLIST_PRIV_H__

#include <uk/sglist.h>

/* What an append can change, to take it back */
struct sglist_mark {
	uint16_t nseg;
	size_t last_len;
};

static inline struct sglist_mark sglist_mark(const struct uk_sglist *sg)
{
	struct sglist_mark mark = {sg->sg_nseg, 0};

	if (mark.nseg)
		mark.last_len = sg->sg_segs[mark.nseg - 1].ss_len;
	return mark;
}

static inline void sglist_rewind(struct uk_sglist *sg, struct sglist_mark mark)
{
	sg->sg_nseg = mark.nseg;
	if (mark.nseg)
		sg->sg_segs[mark.nseg - 1].ss_len = mark.last_len;
}

/* sglist.c: appends a physical range of at least one byte; 0 or -EFBIG */
int sglist_append_range(struct uk_sglist *sg, __paddr_t paddr, size_t len);

#endif /* __UK_SGLIST_PRIV_H__ */
