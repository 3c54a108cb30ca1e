/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <errno.h>
#include <string.h>
#include <uk/arch/limits.h>
#include <uk/essentials.h>
#include <uk/plat/bootinfo.h>
#include <uk/test.h>

#define ROOM 40

#define FREE	 UKPLAT_MEMRT_FREE
#define RESERVED UKPLAT_MEMRT_RESERVED
#define KERNEL	 UKPLAT_MEMRT_KERNEL
#define INITRD	 UKPLAT_MEMRT_INITRD

static __u64 room[1 + ROOM * sizeof(struct ukplat_memregion_desc) / 8];
static struct ukplat_memregion_list *const list = (void *)room;

static int add(__paddr_t pbase, __sz len, __u16 type)
{
	struct ukplat_memregion_desc mrd = {
		.pbase = pbase,
		.vbase = pbase,
		.len = len,
		.type = type,
		.flags = UKPLAT_MEMRF_READ,
	};

	return ukplat_memregion_list_insert(list, &mrd);
}

static int is(__u32 i, __paddr_t pbase, __sz len, __u16 type)
{
	const struct ukplat_memregion_desc *mrd = &list->mrds[i];

	return i < list->count && mrd->pbase == pbase && mrd->vbase == pbase &&
	       mrd->len == len && mrd->type == type;
}

UK_TESTCASE(ukbootinfo, test_insert_sorts_and_refuses)
{
	ukplat_memregion_list_init(list, 3);
	UK_TEST_EXPECT_SNUM_EQ(add(0x3000, 0x1000, FREE), 0);
	UK_TEST_EXPECT_SNUM_EQ(add(0x1000, 0x1000, FREE), 0);
	UK_TEST_EXPECT_SNUM_EQ(add(0x5000, 0, FREE), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(add(0x5000, __PADDR_MAX, FREE), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(add(0x2000, 0x1000, KERNEL), 1);
	UK_TEST_EXPECT_SNUM_EQ(add(0x9000, 0x1000, FREE), -ENOMEM);
	UK_TEST_EXPECT(is(0, 0x1000, 0x1000, FREE));
	UK_TEST_EXPECT(is(1, 0x2000, 0x1000, KERNEL));
	UK_TEST_EXPECT(is(2, 0x3000, 0x1000, FREE));

	ukplat_memregion_list_delete(list, 0);
	UK_TEST_EXPECT_SNUM_EQ(list->count, 2);
	UK_TEST_EXPECT(is(0, 0x2000, 0x1000, KERNEL));
}

UK_TESTCASE(ukbootinfo, test_the_image_cuts_a_hole)
{
	ukplat_memregion_list_init(list, ROOM);
	add(0x100000, 0x700000, FREE);
	add(0x200000, 0x10000, KERNEL);
	UK_TEST_EXPECT_ZERO(ukplat_memregion_list_coalesce(list));
	UK_TEST_EXPECT_SNUM_EQ(list->count, 3);
	UK_TEST_EXPECT(is(0, 0x100000, 0x100000, FREE));
	UK_TEST_EXPECT(is(1, 0x200000, 0x10000, KERNEL));
	UK_TEST_EXPECT(is(2, 0x210000, 0x5f0000, FREE));
}

UK_TESTCASE(ukbootinfo, test_rank_decides)
{
	ukplat_memregion_list_init(list, ROOM);
	add(0, 0x2000, INITRD);
	add(0x1000, 0x3000, RESERVED);
	add(0x3000, 0x5000, FREE);
	UK_TEST_EXPECT_ZERO(ukplat_memregion_list_coalesce(list));
	UK_TEST_EXPECT_SNUM_EQ(list->count, 3);
	UK_TEST_EXPECT(is(0, 0, 0x2000, INITRD));
	UK_TEST_EXPECT(is(1, 0x2000, 0x2000, RESERVED));
	UK_TEST_EXPECT(is(2, 0x4000, 0x4000, FREE));
}

UK_TESTCASE(ukbootinfo, test_neighbours_merge)
{
	ukplat_memregion_list_init(list, ROOM);
	add(0x1000, 0x1000, FREE);
	add(0x2000, 0x1000, FREE);
	add(0x2800, 0x2000, FREE);
	add(0x5000, 0x1000, FREE);
	add(0x6000, 0x1000, RESERVED);
	UK_TEST_EXPECT_ZERO(ukplat_memregion_list_coalesce(list));
	UK_TEST_EXPECT_SNUM_EQ(list->count, 3);
	UK_TEST_EXPECT(is(0, 0x1000, 0x3800, FREE));
	UK_TEST_EXPECT(is(1, 0x5000, 0x1000, FREE));
	UK_TEST_EXPECT(is(2, 0x6000, 0x1000, RESERVED));
}

UK_TESTCASE(ukbootinfo, test_no_room_for_a_tail)
{
	ukplat_memregion_list_init(list, 2);
	add(0x1000, 0x9000, FREE);
	add(0x2000, 0x1000, KERNEL);
	UK_TEST_EXPECT_SNUM_EQ(ukplat_memregion_list_coalesce(list), -ENOMEM);
}

/* What the bytes at addr are, by the rules, from the regions as given. */
static __u16 type_at(const struct ukplat_memregion_desc *given, __u32 count,
		     __paddr_t addr, int *used_types)
{
	__u16 best = 0;
	__u32 i;

	*used_types = 0;
	for (i = 0; i < count; i++) {
		if (addr < given[i].pbase ||
		    addr >= given[i].pbase + given[i].len)
			continue;
		if (given[i].type > RESERVED)
			*used_types |= given[i].type;
		if (given[i].type > best)
			best = given[i].type;
	}
	return best;
}

static int list_is_resolved(void)
{
	__u32 i;

	for (i = 0; i + 1 < list->count; i++)
		if (list->mrds[i].pbase + list->mrds[i].len >
		    list->mrds[i + 1].pbase)
			return 0;
	return 1;
}

/* Every byte ends up as what claims it most; random lists, small addresses. */
UK_TESTCASE(ukbootinfo, test_random_lists_resolve)
{
	static const __u16 types[] = {FREE, FREE, RESERVED, KERNEL, INITRD};
	struct ukplat_memregion_desc given[12];
	unsigned int round, bad = 0;
	__u32 seed = 1, i;
	__u16 got, want;
	__paddr_t addr;
	int used;

	for (round = 0; round < 3000; round++) {
		ukplat_memregion_list_init(list, ROOM);
		for (i = 0; i < ARRAY_SIZE(given); i++) {
			seed = seed * 1664525 + 1013904223;
			add(seed >> 26, 1 + (seed >> 20) % 24,
			    types[(seed >> 12) % ARRAY_SIZE(types)]);
		}
		memcpy(given, list->mrds, sizeof(given));
		if (ukplat_memregion_list_coalesce(list) || !list_is_resolved())
			bad++;
		for (addr = 0; addr < 100; addr++) {
			want = type_at(given, ARRAY_SIZE(given), addr, &used);
			got = type_at(list->mrds, list->count, addr, &(int){0});
			/* Of two in use either may win. */
			if (used ? !(got & used) : got != want)
				bad++;
		}
	}
	UK_TEST_EXPECT_ZERO(bad);
}

uk_testsuite_register(ukbootinfo, NULL);
