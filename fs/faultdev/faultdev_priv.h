/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between the files of this folder. */
#ifndef __FAULTDEV_PRIV_H__
#define __FAULTDEV_PRIV_H__

#include <stdbool.h>

/* device.c: a request for memory. true: it is the one that shall fail. */
bool faultdev_request(void);

/* heap.c, frames.c: from now on requests are asked about. */
void faultdev_heap_init(void);
void faultdev_frames_init(void);

/* heap.c: pieces in use, of those that were made since. */
long faultdev_heap_pieces(void);
/* Is the heap at work? Then requests are its own. */
bool faultdev_heap_busy(void);

/* frames.c: frames in use, of those that were taken since, not by the heap. */
long faultdev_frames_used(void);

#endif /* __FAULTDEV_PRIV_H__ */
