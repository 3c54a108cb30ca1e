/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* How the object's functions read the page in front of it. */
#ifndef __VDSO_CLOCKS_H__
#define __VDSO_CLOCKS_H__

#include <stdint.h>
#include "../page.h"
#include "cpu.h"

#define EXPORTED __attribute__((visibility("default")))

#define NSEC_PER_SEC 1000000000U

/* By the linker script, in front of the object */
extern const volatile struct vdso_page vdso_page
	__attribute__((visibility("hidden")));

/* A clock's time; 0 if the page does not say (no clock shows that). */
static inline uint64_t now_read(int wall)
{
	uint32_t want = wall ? VDSO_WALL : VDSO_MONOTONIC, seq;
	uint64_t base, ticks;

	do {
		seq = __atomic_load_n(&vdso_page.seq, __ATOMIC_ACQUIRE);
		if (!(vdso_page.known & want))
			return 0;
		ticks = cpu_counter() - vdso_page.counter;
		/* So is a step back, after a migration */
		if (ticks > vdso_page.limit)
			return 0;
		ticks = (uint64_t)((unsigned __int128)ticks * vdso_page.mult >>
				   32);
		base = wall ? vdso_page.wall : vdso_page.monotonic;
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
	} while ((seq & 1) || seq != vdso_page.seq);
	return base + ticks;
}

#endif /* __VDSO_CLOCKS_H__ */
