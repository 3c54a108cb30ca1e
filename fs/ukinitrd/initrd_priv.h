/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __INITRD_PRIV_H__
#define __INITRD_PRIV_H__

#include <stdbool.h>
#include <uk/initrd.h>

/* room.c: a run of frames to decompress into. */
struct room {
	char *base;
	__sz len, used;	 /* bytes */
	bool is_longest; /* there is no longer run */
};

/* A run of so many bytes, and as long a one as there is; but for a reserve that
 * others may need. 0 or -ENOMEM.
 */
int room_take(struct room *r, __sz len);
int room_take_longest(struct room *r);
/* Gives back what is not used, but for a first frame; and all of it. */
void room_trim(struct room *r);
void room_drop(struct room *r);
/* Zeros up to a page's start. */
void room_align(struct room *r);

/* unpack.c: what from holds from pos on, into frames of its own. Says what is
 * wrong. As uk_initrd_get().
 */
int initrd_unpack(const struct uk_initrd_part *from, __sz pos,
		  struct uk_initrd_part *to);

/* The first byte from pos on that is not 0, or the length. */
__sz initrd_skip_zeros(const struct uk_initrd_part *part, __sz pos);

#endif /* __INITRD_PRIV_H__ */
