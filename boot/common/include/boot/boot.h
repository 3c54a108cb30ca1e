/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What every boot protocol does with what the loader told it. A protocol's
 * entry calls boot_begin(), the functions of the middle part for each thing
 * that it finds, and boot_end(). Nothing that it is told is trusted: what lies
 * where it cannot be is left out.
 *
 * Physical addresses are read through boot_phys() alone, so that a test can
 * put a machine of its own behind it.
 */
#ifndef __BOOT_BOOT_H__
#define __BOOT_BOOT_H__

#include <stdbool.h>
#include <uk/arch/types.h>
#include <uk/essentials.h>
#include <uk/plat/bootinfo.h>

/* The longest command line that is looked at. */
#define BOOT_CMDLINE_MAX (1UL << 20)

/* What is collected while the protocol is read. */
struct boot_state {
	struct ukplat_bootinfo *bi;
	__paddr_t cmdline; /* where the loader put it */
	__sz cmdline_len;  /* without terminator */
	__sz ram;	   /* bytes of memory that the machine has */
	__sz image_ram;	   /* how many of those the image lies in */
	bool too_many;	   /* regions: one that is in use is not listed */
};

/*
 * What lies at [paddr, paddr + len), or NULL if that cannot be reached yet:
 * only a part of memory is mapped.
 */
const void *boot_phys(__paddr_t paddr, __sz len);

/* Copies what lies there, aligned or not; false if it cannot be reached. */
bool boot_read(__paddr_t paddr, void *dst, __sz len);

/* The string at paddr, of at most BOOT_CMDLINE_MAX bytes with its terminator;
 * NULL if there is none. Its length goes to *len.
 */
const char *boot_phys_string(__paddr_t paddr, __sz *len);

/* Starts with the image's own regions, as the build prepared them. */
void boot_begin(struct boot_state *bs, struct ukplat_bootinfo *bi,
		const char *protocol);

/* Who loads us: a name. */
void boot_loader_set(struct boot_state *bs, const char *name);

/* [start, start + len) is memory (available), or belongs to someone else. */
void boot_memory_add(struct boot_state *bs, __u64 start, __u64 len,
		     bool available);

/* [start, start + len) holds a file that was loaded for us. */
void boot_module_add(struct boot_state *bs, __u64 start, __u64 len,
		     const char *name);

/* [start, end) is of that type and may be used like that. For what the others
 * have no word for.
 */
void boot_region_add(struct boot_state *bs, __paddr_t start, __paddr_t end,
		     __u16 type, __u16 flags, const char *name);

/* The command line is the string at paddr. */
void boot_cmdline_set(struct boot_state *bs, __paddr_t paddr);

/*
 * Resolves overlaps and copies the command line to memory of its own; from then
 * on nothing of the loader's is needed. Returns 0, or -ENOMEM when the image
 * does not fit into the memory, or the command line.
 */
int boot_end(struct boot_state *bs);

/* boot_end(), then on to the platform's set-up. */
void boot_go(struct boot_state *bs) __noreturn;

#endif /* __BOOT_BOOT_H__ */
