/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/print.h>
#include "common.h"

struct uk_vas tv;
struct uk_test_alloc tv_heap;

static struct uk_pagetable pt;
static struct uk_pagetable *kernel_pt;
static struct uk_vas *boot_vas;
static __sz frames_before;

/* ---- the frame allocator, made to fail ---- */

static int (*real_falloc)(struct uk_falloc *, __paddr_t *, unsigned long,
			  unsigned long);
static unsigned long fail_at, requests;

static int failing_falloc(struct uk_falloc *fa, __paddr_t *paddr,
			  unsigned long frames, unsigned long flags)
{
	if (++requests == fail_at)
		return -ENOMEM;
	return real_falloc(fa, paddr, frames, flags);
}

void tv_fail_frame(unsigned long nth)
{
	requests = 0;
	fail_at = nth;
}

unsigned long tv_frame_requests(void)
{
	return requests;
}

/* ---- the address space ---- */

/* The page table stays the one that the CPU has: only the pointer changes. */
static void active_set(struct uk_vas *vas)
{
	struct uk_pagetable *own = vas->pt;

	vas->pt = kernel_pt;
	(void)uk_vas_set_active(vas);
	vas->pt = own;
}

/* The heap in the image keeps a page of each size that it has seen. */
static void heap_warm_up(__sz size)
{
	uk_free(&tv_heap.a, uk_malloc(&tv_heap.a, size));
}

bool tv_start(void)
{
	if (!tv_machine_start())
		return false;
	kernel_pt = ukplat_pt_get_active();
	boot_vas = uk_vas_get_active();
	uk_test_alloc_init(&tv_heap, NULL);
	heap_warm_up(sizeof(struct uk_vma));
	heap_warm_up(sizeof(struct uk_vma_dma));
	heap_warm_up(sizeof(struct uk_vma_pager));
	frames_before = kernel_pt->fa->free_memory;
	if (ukplat_pt_clone(&pt, kernel_pt, PAGE_FLAG_CLONE_NEW))
		return false;
	real_falloc = pt.fa->falloc;
	pt.fa->falloc = failing_falloc;
	tv_fail_frame(0);
	if (uk_vas_init(&tv, &pt, &tv_heap.a))
		return false;
	tv.flags |= UK_VAS_FLAG_NO_ASLR;
	active_set(&tv);
	return true;
}

bool tv_stop(void)
{
	struct uk_falloc *fa = pt.fa;

	tv_fail_frame(0);
	uk_vas_destroy(&tv);
	if (uk_vas_get_active())
		return false;
	if (boot_vas)
		active_set(boot_vas);
	fa->falloc = real_falloc;
	(void)ukplat_pt_free(&pt, 0);
	return fa->free_memory == frames_before &&
	       !uk_test_alloc_live(&tv_heap);
}

__sz tv_frames_out(void)
{
	return frames_before - pt.fa->free_memory;
}

/* ---- accesses ---- */

static bool walk(__vaddr_t vaddr, __paddr_t *paddr, unsigned long *attr)
{
	unsigned int lvl = PAGE_LEVEL;
	__pte_t pte;

	if (ukplat_pt_walk(&pt, vaddr, &lvl, NULL, &pte) ||
	    !PT_Lx_PTE_PRESENT(pte, lvl) || !PAGE_Lx_IS(pte, lvl))
		return false;
	*attr = arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_RWX;
	*paddr = PT_Lx_PTE_PADDR(pte, lvl) + (vaddr & (PAGE_Lx_SIZE(lvl) - 1));
	return true;
}

static int access(__vaddr_t vaddr, unsigned int type, unsigned char **byte)
{
	unsigned long need[] = {PAGE_ATTR_PROT_RWX, PAGE_ATTR_PROT_WRITE,
				PAGE_ATTR_PROT_EXEC};
	unsigned long attr;
	__paddr_t paddr;
	bool there = walk(vaddr, &paddr, &attr);
	int rc = 0;

	if (!there || !(attr & need[type]))
		rc = uk_vas_fault(
			&tv, vaddr,
			there && attr ? type : type | UK_VMA_FAULT_NONPRESENT,
			NULL);
	if (rc)
		return rc;
	if (!walk(vaddr, &paddr, &attr) || !(attr & need[type]))
		return -EIO;
	*byte = (unsigned char *)ukplat_page_kmap(&pt, PAGE_ALIGN_DOWN(paddr),
						  1, 0) +
		(paddr & (PAGE_SIZE - 1));
	return 0;
}

int tv_read(__vaddr_t vaddr, unsigned char *value)
{
	unsigned char *byte;
	int rc = access(vaddr, UK_VMA_FAULT_READ, &byte);

	if (!rc)
		*value = *byte;
	return rc;
}

int tv_write(__vaddr_t vaddr, unsigned char value)
{
	unsigned char *byte;
	int rc = access(vaddr, UK_VMA_FAULT_WRITE, &byte);

	if (!rc)
		*byte = value;
	return rc;
}

int tv_exec(__vaddr_t vaddr)
{
	unsigned char *byte;

	return access(vaddr, UK_VMA_FAULT_EXEC, &byte);
}

__paddr_t tv_frame(__vaddr_t vaddr)
{
	unsigned long attr;
	__paddr_t paddr;

	return walk(vaddr, &paddr, &attr) ? paddr : __PADDR_INV;
}

unsigned long tv_present(__vaddr_t vaddr, __sz len)
{
	unsigned long count = 0;

	for (__sz at = 0; at < len; at += PAGE_SIZE)
		count += tv_frame(vaddr + at) != __PADDR_INV;
	return count;
}

/* ---- areas ---- */

static bool is_area(const struct uk_vma *vma, const struct tv_area *a)
{
	return vma && vma->start == a->start && vma->end == a->end &&
	       vma->attr == a->attr && vma->ops == a->ops &&
	       (!a->name || vma->name == a->name);
}

bool tv_areas_are(const struct tv_area *areas, unsigned long count)
{
	const struct uk_vma *vma = uk_vma_first(&tv);

	if (uk_vas_check(&tv))
		return false;
	for (unsigned long i = 0; i < count; i++) {
		if (!is_area(vma, &areas[i])) {
			uk_pr_err("area %lu differs: 0x%lx-0x%lx\n", i,
				  vma ? vma->start : 0, vma ? vma->end : 0);
			return false;
		}
		vma = uk_vma_next(vma);
	}
	return !vma;
}
