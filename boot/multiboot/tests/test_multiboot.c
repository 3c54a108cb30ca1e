/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <string.h>
#include <uk/test.h>
#include "../../common/tests/fake_machine.h"
#include "../multiboot_priv.h"

#define MEMORY (2UL << 20)

static void map_put(struct multiboot_info *mi, struct multiboot_mmap *map,
		    size_t len)
{
	mi->flags |= MULTIBOOT_INFO_MMAP;
	mi->mmap_addr = (uint32_t)fake_put(0x5001, map, len);
	mi->mmap_length = (uint32_t)len;
}

UK_TESTCASE(multiboot, everything)
{
	struct multiboot_mmap map[] = {
		{20, 0, 0xa0000, 1},
		{20, 0xf0000, 0x10000, 2},
		{20, 0x100000, 0x100000, 1},
		{20, 0x100000000, 0x40000000, 1},
	};
	struct multiboot_mod mods[] = {
		{0x180000, 0x180007, 0x3000, 0},
		{0x181000, 0x181000, 0, 0}, /* empty */
		{0x182000, 0x180000, 0, 0}, /* ends before it begins */
	};
	struct multiboot_info mi = {
		.flags = MULTIBOOT_INFO_CMDLINE | MULTIBOOT_INFO_MODS |
			 MULTIBOOT_INFO_LOADER,
		.mods_count = 3,
	};
	struct boot_state bs;

	boot_begin(&bs, fake_start(MEMORY), "multiboot");
	mi.cmdline = (uint32_t)fake_put(0x2000, "kernel a", 9);
	mi.boot_loader_name = (uint32_t)fake_put(0x2100, "qemu", 5);
	fake_put(0x3000, "initrd", 7);
	mi.mods_addr = (uint32_t)fake_put(0x4002, mods, sizeof(mods));
	map_put(&mi, map, sizeof(map));

	multiboot_read(&bs, &mi);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	UK_TEST_EXPECT_ZERO(strcmp((char *)bs.bi->cmdline, "kernel a"));
	UK_TEST_EXPECT_ZERO(strcmp(bs.bi->bootloader, "qemu"));
	UK_TEST_EXPECT_ZERO(strcmp(bs.bi->bootprotocol, "multiboot"));
	UK_TEST_EXPECT_SNUM_EQ(fake_region(UKPLAT_MEMRT_INITRD, 0)->len, 7);
	UK_TEST_EXPECT_NULL(fake_region(UKPLAT_MEMRT_INITRD, 1));
	UK_TEST_EXPECT_SNUM_EQ(bs.ram, 0xa0000 + 0x100000 + 0x40000000);
	fake_stop();
}

/* Entries may be longer than the fields that we know. */
UK_TESTCASE(multiboot, long_map_entries)
{
	struct {
		struct multiboot_mmap e;
		uint32_t more;
	} __attribute__((packed)) map[] = {
		{{24, 0, 0xa0000, 1}, 7},
		{{24, 0x100000, 0x100000, 1}, 7},
	};
	struct multiboot_info mi = {0};
	struct boot_state bs;

	boot_begin(&bs, fake_start(MEMORY), "multiboot");
	map_put(&mi, &map[0].e, sizeof(map));
	multiboot_read(&bs, &mi);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_SNUM_EQ(bs.ram, 0xa0000 + 0x100000);
	fake_stop();
}

UK_TESTCASE(multiboot, two_numbers_instead_of_a_map)
{
	struct multiboot_info mi = {
		.flags = MULTIBOOT_INFO_MEMORY,
		.mem_lower = 639,
		.mem_upper = 1024,
	};
	struct boot_state bs;

	boot_begin(&bs, fake_start(MEMORY), "multiboot");
	multiboot_read(&bs, &mi);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	UK_TEST_EXPECT_SNUM_EQ(bs.ram, (639 + 1024) << 10);
	fake_stop();
}

UK_TESTCASE(multiboot, nothing)
{
	struct multiboot_info mi = {0};
	struct boot_state bs;

	boot_begin(&bs, fake_start(MEMORY), "multiboot");
	multiboot_read(&bs, &mi);
	UK_TEST_EXPECT_SNUM_LT(boot_end(&bs), 0);
	fake_stop();
}

uk_testsuite_register(multiboot, NULL);
