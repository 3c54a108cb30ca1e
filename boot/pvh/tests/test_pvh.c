/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <string.h>
#include <uk/test.h>
#include "../../common/tests/fake_machine.h"
#include "../pvh_priv.h"

#define MEMORY (2UL << 20)

UK_TESTCASE(pvh, everything)
{
	struct hvm_memmap_entry map[] = {
		{0, 0xa0000, HVM_MEMMAP_TYPE_RAM, 0},
		{0xf0000, 0x10000, 2, 0},
		{0x100000, 0x100000, HVM_MEMMAP_TYPE_RAM, 0},
	};
	struct hvm_modlist_entry mod = {.paddr = 0x180000, .size = 77};
	struct hvm_start_info si = {
		.magic = HVM_START_MAGIC,
		.version = 1,
		.nr_modules = 1,
		.memmap_entries = 3,
	};
	struct boot_state bs;

	boot_begin(&bs, fake_start(MEMORY), "pvh");
	si.cmdline_paddr = fake_put(0x2000, "a b", 4);
	si.modlist_paddr = fake_put(0x3004, &mod, sizeof(mod));
	si.memmap_paddr = fake_put(0x4004, map, sizeof(map));
	pvh_read(&bs, &si);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	UK_TEST_EXPECT_ZERO(strcmp((char *)bs.bi->cmdline, "a b"));
	UK_TEST_EXPECT_ZERO(strcmp(bs.bi->bootprotocol, "pvh"));
	UK_TEST_EXPECT_SNUM_EQ(fake_region(UKPLAT_MEMRT_INITRD, 0)->len, 77);
	UK_TEST_EXPECT_SNUM_EQ(bs.ram, 0x1a0000);
	fake_stop();
}

/* Version 0 has no memory map: the image does not start. */
UK_TESTCASE(pvh, version_without_map)
{
	struct hvm_start_info si = {.magic = HVM_START_MAGIC,
				    .memmap_entries = 100};
	struct boot_state bs;

	boot_begin(&bs, fake_start(MEMORY), "pvh");
	pvh_read(&bs, &si);
	UK_TEST_EXPECT_SNUM_LT(boot_end(&bs), 0);
	fake_stop();
}

/* Counts that reach beyond memory end where memory does. */
UK_TESTCASE(pvh, lists_beyond_memory)
{
	struct hvm_memmap_entry e = {0x100000, 0x100000, 1, 0};
	struct hvm_start_info si = {
		.magic = HVM_START_MAGIC,
		.version = 1,
		.nr_modules = 0xffffffff,
		.modlist_paddr = MEMORY - 10,
		.memmap_entries = 0xffffffff,
		.memmap_paddr = MEMORY - sizeof(e),
	};
	struct boot_state bs;

	boot_begin(&bs, fake_start(MEMORY), "pvh");
	fake_put(si.memmap_paddr, &e, sizeof(e));
	pvh_read(&bs, &si);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	fake_stop();
}

uk_testsuite_register(pvh, NULL);
