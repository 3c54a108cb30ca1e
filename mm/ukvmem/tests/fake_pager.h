/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A pager with a few pages: the first byte of page i is i + 1. Between
 * tv_start() and tv_stop().
 */
#ifndef __VMEM_TESTS_FAKE_PAGER_H__
#define __VMEM_TESTS_FAKE_PAGER_H__

#include "common.h"

#define FAKE_PAGES 64UL

struct fake_pager {
	struct uk_pager pager;
	__paddr_t frame[FAKE_PAGES];
	unsigned long size;  /* pages; what is behind is -ENXIO */
	unsigned long waits; /* so many times it says -EAGAIN */
	bool full;	     /* nothing may become dirty */
	long areas;	     /* that refer to it */
	long pins;	     /* pages that are out */
	long writes;	     /* pages that became dirty */
};

extern struct fake_pager fake;

bool fake_start(void);

/* After all areas are gone: whether everything was given back. */
bool fake_stop(void);

/* The first byte of a page. */
unsigned char *fake_byte(unsigned long i);

#endif /* __VMEM_TESTS_FAKE_PAGER_H__ */
