/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* ioctl() on /dev/fault. For programs, too: it includes nothing. */
#ifndef __UK_FAULTDEV_H__
#define __UK_FAULTDEV_H__

/*
 * From now on the nth request for memory fails, 1 is the next; 0: none, they
 * are only counted. Begins to count anew.
 */
#define FAULTDEV_ARM 0x4601

/* Nothing fails any more, nor is it counted. */
#define FAULTDEV_STOP 0x4602

/* Fills a struct uk_faultdev_stats. */
#define FAULTDEV_STATS 0x4603

/* Gives up what is only kept because it may be needed again. */
#define FAULTDEV_SHRINK 0x4604

struct uk_faultdev_stats {
	unsigned long requests; /* since FAULTDEV_ARM */
	unsigned long failures; /* among them */
	/* In use, of those that were given since the image began */
	long pieces; /* of the heap */
	long frames; /* the heap's own excepted, which it keeps when it can */
};

#endif /* __UK_FAULTDEV_H__ */
