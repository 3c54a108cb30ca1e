/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* ukplat_paging_init() on machines of many shapes; on the build machine. */
#include <errno.h>
#include <uk/falloc.h>
#include <uk/fallocbuddy.h>
#include <uk/test.h>
#include "../paging_priv.h"
#include "check_tables.h"
#include "host_machine.h"

#define KIB 1024UL
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

#define FREE(base, size)                                                   \
	{                                                                  \
		.pbase = (base), .len = (size), .type = UKPLAT_MEMRT_FREE, \
		.flags = UKPLAT_MEMRF_READ | UKPLAT_MEMRF_WRITE,           \
	}
#define OTHER(t, base, size)                                              \
	{                                                                 \
		.pbase = (base), .len = (size), .type = UKPLAT_MEMRT_##t, \
		.flags = UKPLAT_MEMRF_READ | UKPLAT_MEMRF_MAP,            \
	}

/* The lowest pages hold the boot code's tables. */
#define TABLES OTHER(KERNEL, 0x1000, 0x4000)

static int boot(struct ukplat_memregion_desc *mrds, unsigned long count)
{
	if (!machine_start())
		return -ENOENT;
	machine_regions(mrds, (int)count);
	return ukplat_paging_init();
}

#define BOOT(mrds) boot(mrds, ARRAY_SIZE(mrds))

static struct uk_falloc *fa(void)
{
	return ukplat_pt_get_active()->fa;
}

/* Is the memory where the direct map says, and can it be written? */
static bool direct_holds(__paddr_t start, __sz len)
{
	struct uk_pagetable *pt = ukplat_pt_get_active();
	__paddr_t at = start;

	while (at < start + len) {
		unsigned int lvl = PAGE_LEVEL;
		__vaddr_t va = DIRECTMAP_BASE + at;
		__pte_t pte;

		(void)ukplat_pt_walk(pt, va, &lvl, NULL, &pte);
		if (!pt_is_leaf(pte, lvl) ||
		    PT_Lx_PTE_PADDR(pte, lvl) != PAGE_Lx_ALIGN_DOWN(at, lvl) ||
		    (arch_pte_attr(pte, lvl) & PAGE_ATTR_PROT_MASK) !=
			    PAGE_ATTR_PROT_RW)
			return false;
		at = PAGE_Lx_ALIGN_DOWN(at, lvl) + PAGE_Lx_SIZE(lvl);
	}
	return true;
}

UK_TESTCASE(ukpaging_boot, in_two_megabytes)
{
	struct ukplat_memregion_desc mrds[] = {
		TABLES,
		FREE(0x5000, 0x9fc00 - 0x5000),
		OTHER(KERNEL, MIB, 128 * KIB),
		FREE(MIB + 128 * KIB, MIB - 128 * KIB - 0x20000),
	};

	UK_TEST_EXPECT_ZERO(BOOT(mrds));
	UK_TEST_EXPECT_SNUM_GT(fa()->free_memory, 1300 * KIB);
	UK_TEST_EXPECT_SNUM_LT(machine_touched(), 32);
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa()));
}

/* The same work for any size of memory: what is touched stays little. */
UK_TESTCASE(ukpaging_boot, in_much_memory)
{
	struct ukplat_memregion_desc mrds[] = {
		TABLES,
		FREE(0x5000, 0x9fc00 - 0x5000),
		FREE(2 * MIB, 2 * GIB - 2 * MIB - 0x21000),
		OTHER(RESERVED, 2 * GIB - 0x21000, 0x21000),
		OTHER(RESERVED, 0xb0000000, 256 * MIB),
		FREE(4 * GIB, 3 * GIB),
		FREE(7 * GIB + 5 * MIB + 0x3000, 100 * MIB),
	};
	__paddr_t high = __PADDR_ANY;

	UK_TEST_EXPECT_ZERO(BOOT(mrds));
	UK_TEST_EXPECT(direct_holds(2 * MIB, 2 * GIB - 2 * MIB));
	UK_TEST_EXPECT(direct_holds(4 * GIB, 3 * GIB));
	UK_TEST_EXPECT(direct_holds(7 * GIB + 5 * MIB + 0x3000, 100 * MIB));
	UK_TEST_EXPECT(!direct_holds(0xb0000000, PAGE_SIZE));
	UK_TEST_EXPECT_SNUM_LT(machine_touched(), 128);
	UK_TEST_EXPECT_SNUM_GT(fa()->free_memory, 5 * GIB + 90 * MIB);
	UK_TEST_EXPECT_ZERO(fa()->falloc_from_range(fa(), &high, GIB >> 12, 0,
						    4 * GIB, 7 * GIB));
	UK_TEST_EXPECT_ZERO(fa()->ffree(fa(), high, GIB >> 12));
}

/* Pages of 1 GiB are not on every CPU. */
UK_TESTCASE(ukpaging_boot, without_the_largest_pages)
{
	struct ukplat_memregion_desc mrds[] = {
		TABLES,
		FREE(2 * MIB, 3 * GIB),
	};

	x86_has_page1g = false;
	UK_TEST_EXPECT_ZERO(BOOT(mrds));
	x86_has_page1g = true;
	UK_TEST_EXPECT(direct_holds(2 * MIB, 3 * GIB));
}

UK_TESTCASE(ukpaging_boot, maps_what_it_was_given)
{
	struct ukplat_memregion_desc mrds[] = {
		TABLES,
		FREE(2 * MIB, 62 * MIB),
		OTHER(INITRD, 6 * GIB + 0x1234, 3 * MIB),
		OTHER(RESERVED, 8 * GIB, 3 * MIB),
	};

	UK_TEST_EXPECT_ZERO(BOOT(mrds));
	UK_TEST_EXPECT(direct_holds(6 * GIB + 0x1000, 3 * MIB + 0x1000));
	UK_TEST_EXPECT(!direct_holds(8 * GIB, PAGE_SIZE));
}

UK_TESTCASE(ukpaging_boot, unmaps_what_it_is_told)
{
	struct ukplat_memregion_desc mrds[] = {
		TABLES,
		FREE(2 * MIB, 62 * MIB),
		{
			.pbase = 128 * MIB,
			.vbase = DIRECTMAP_BASE + 128 * MIB,
			.len = 2 * MIB,
			.type = UKPLAT_MEMRT_RESERVED,
			.flags = UKPLAT_MEMRF_UNMAP,
		},
	};

	UK_TEST_EXPECT_ZERO(BOOT(mrds));
	UK_TEST_EXPECT(direct_holds(126 * MIB, 2 * MIB));
	UK_TEST_EXPECT(!direct_holds(128 * MIB, PAGE_SIZE));
	UK_TEST_EXPECT(!direct_holds(130 * MIB - PAGE_SIZE, PAGE_SIZE));
	UK_TEST_EXPECT(direct_holds(130 * MIB, 2 * MIB));
}

/* A region that ends where physical memory does, and one beyond the map. */
UK_TESTCASE(ukpaging_boot, at_the_physical_limit)
{
	struct ukplat_memregion_desc mrds[] = {
		TABLES,
		FREE(2 * MIB, 62 * MIB),
		OTHER(RESERVED, (1UL << 40) - 3 * GIB, 3 * GIB),
		FREE(DIRECTMAP_SIZE, 64 * MIB),
	};

	UK_TEST_EXPECT_ZERO(BOOT(mrds));
	UK_TEST_EXPECT_SNUM_LE(fa()->total_memory, 62 * MIB);
}

UK_TESTCASE(ukpaging_boot, with_too_little)
{
	struct ukplat_memregion_desc none[] = {TABLES};
	struct ukplat_memregion_desc little[] = {
		TABLES,
		FREE(2 * MIB, 100 * KIB),
	};
	struct ukplat_memregion_desc far[] = {
		TABLES,
		FREE(4 * GIB, GIB),
	};
	struct ukplat_memregion_desc crumbs[] = {
		TABLES,
		FREE(0x10001, PAGE_SIZE),
		FREE(0x20000, PAGE_SIZE),
		FREE(2 * MIB, 62 * MIB),
		FREE(5 * GIB, PAGE_SIZE),
		FREE(6 * GIB + 1, 100),
	};

	UK_TEST_EXPECT_SNUM_EQ(BOOT(none), -ENOMEM);
	UK_TEST_EXPECT_SNUM_EQ(BOOT(little), -ENOMEM);
	/* nothing of it is where the first tables could lie */
	UK_TEST_EXPECT_SNUM_EQ(BOOT(far), -ENOMEM);
	/* what is too small for its own metadata is left */
	UK_TEST_EXPECT_ZERO(BOOT(crumbs));
	UK_TEST_EXPECT_SNUM_LT(fa()->total_memory, 62 * MIB);
}

uk_testsuite_register(ukpaging_boot, NULL);
