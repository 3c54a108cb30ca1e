/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Scatter-gather lists: where memory lies physically, as devices want it.
 *
 * Neighbouring segments that are physically contiguous are kept as one. A
 * function that fails leaves its lists as they were. No locks: a list has one
 * user at a time, except for its reference counter.
 */
#ifndef __UK_SGLIST_H__
#define __UK_SGLIST_H__

#include <stddef.h>
#include <stdint.h>
#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;
struct uk_netbuf;

struct uk_sglist_seg {
	__paddr_t ss_paddr;
	size_t ss_len;
};

struct uk_sglist {
	struct uk_sglist_seg *sg_segs;
	__atomic sg_refs;
	uint16_t sg_nseg;   /* in use */
	uint16_t sg_maxseg; /* room */
};

/* sglist.c */

/* The physical address behind a virtual one, __PADDR_ANY if there is none */
typedef __paddr_t (*uk_sglist_translate_t)(const volatile void *address);

/*
 * Set by the memory management, before anybody appends. Returns what was set
 * before, NULL at first.
 */
uk_sglist_translate_t uk_sglist_set_translator(uk_sglist_translate_t fn);

/* Makes a list of the caller's segments, with one reference. */
void uk_sglist_init(struct uk_sglist *sg, uint16_t maxsegs,
		    struct uk_sglist_seg *segs);

/* Empties a list. */
void uk_sglist_reset(struct uk_sglist *sg);

/*
 * An empty list with room for nsegs segments (1 to 65535) and one reference;
 * NULL without memory.
 */
struct uk_sglist *uk_sglist_alloc(struct uk_alloc *a, int nsegs);

/* Drops a reference; the last one frees the list. a is where it came from. */
void uk_sglist_free(struct uk_sglist *sg, struct uk_alloc *a);

/* Bytes in all segments */
size_t uk_sglist_length(struct uk_sglist *sg);

/*
 * Appends a range of virtual memory. -EFBIG if there is no room for its
 * segments, -EINVAL for a list without any room, -EFAULT if nothing is mapped
 * at some place.
 */
int uk_sglist_append(struct uk_sglist *sg, void *buf, size_t len);

/* How many segments a range of virtual memory has; 0 for len 0, or -EFAULT */
int uk_sglist_count(void *buf, size_t len);

/* A new list of a range that is mapped and not empty; NULL if that fails. */
struct uk_sglist *uk_sglist_build(struct uk_alloc *a, void *buf, size_t len);

/* combine.c */

/*
 * Appends length bytes at offset of another list. -EINVAL if it has not as
 * many, -EFBIG if there is no room.
 */
int uk_sglist_append_sglist(struct uk_sglist *sg,
			    const struct uk_sglist *source, size_t offset,
			    size_t length);

/* A copy with as much room; NULL without memory. */
struct uk_sglist *uk_sglist_clone(struct uk_sglist *sg, struct uk_alloc *a);

/* Moves what is in second to the end of first; -EFBIG without room. */
int uk_sglist_join(struct uk_sglist *first, struct uk_sglist *second);

/*
 * length bytes at offset as a list of its own. *slice is an empty list, or
 * NULL for a new one. -EINVAL if *slice is not empty or original has not as
 * many bytes, -EFBIG if *slice has no room, -ENOMEM. Nothing is done for
 * length 0.
 */
int uk_sglist_slice(struct uk_sglist *original, struct uk_sglist **slice,
		    struct uk_alloc *a, size_t offset, size_t length);

/*
 * Moves the first length bytes, or all if there are less, to *head: an empty
 * list, or NULL for a new one. -EBUSY if somebody else holds a reference on
 * original, else as uk_sglist_slice().
 */
int uk_sglist_split(struct uk_sglist *original, struct uk_sglist **head,
		    struct uk_alloc *a, size_t length);

/* Appends a chain of packet buffers; uknetdev has this function. */
int uk_sglist_append_netbuf(struct uk_sglist *sg, struct uk_netbuf *netbuf);

#ifdef __cplusplus
}
#endif

#endif /* __UK_SGLIST_H__ */
