/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <string.h>
#include <arch/mmu.h>
#include <uk/test.h>
#include "fake_machine.h"

#define MEMORY (2UL << 20)

static void begin(struct boot_state *bs)
{
	boot_begin(bs, fake_start(MEMORY), "test");
}

UK_TESTCASE(boot, memory_is_free_around_the_image)
{
	struct boot_state bs;

	begin(&bs);
	boot_memory_add(&bs, 0, 0x9fc00, true);
	boot_memory_add(&bs, 0x9fc00, 0x400, false);
	boot_memory_add(&bs, 0x100000, 0x100000, true);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	UK_TEST_EXPECT_SNUM_EQ(fake_region(UKPLAT_MEMRT_FREE, 0)->pbase,
			       0x1000);
	UK_TEST_EXPECT_SNUM_EQ(fake_region(UKPLAT_MEMRT_FREE, 0)->len, 0x9e000);
	UK_TEST_EXPECT_SNUM_EQ(fake_region(UKPLAT_MEMRT_RESERVED, 0)->pbase,
			       0x9f000);
	UK_TEST_EXPECT_SNUM_EQ(fake_region(UKPLAT_MEMRT_FREE, 1)->pbase,
			       FAKE_IMAGE_START + FAKE_IMAGE_LEN);
	UK_TEST_EXPECT_NULL(fake_region(UKPLAT_MEMRT_FREE, 2));
	UK_TEST_EXPECT_SNUM_EQ(bs.ram, 0x9fc00 + 0x100000);
	fake_stop();
}

UK_TESTCASE(boot, image_outside_of_memory_is_refused)
{
	struct boot_state bs;

	begin(&bs);
	boot_memory_add(&bs, 0, 0x100000 + FAKE_IMAGE_LEN - 0x1000, true);
	UK_TEST_EXPECT_SNUM_EQ(boot_end(&bs), -ENOMEM);
	fake_stop();

	begin(&bs);
	UK_TEST_EXPECT_SNUM_EQ(boot_end(&bs), -ENOMEM);
	fake_stop();
}

UK_TESTCASE(boot, addresses_that_wrap_around_are_cut)
{
	struct boot_state bs;

	begin(&bs);
	boot_memory_add(&bs, 0x100000, 0x100000, true);
	boot_memory_add(&bs, 0xfffffffffffff000, 0x2000, true);
	boot_memory_add(&bs, DIRECTMAP_SIZE - 0x2000, __U64_MAX, true);
	boot_memory_add(&bs, DIRECTMAP_SIZE - 0x800, 0x10, false);
	boot_module_add(&bs, __U64_MAX - 5, 100, "");
	boot_module_add(&bs, DIRECTMAP_SIZE - 5, 100, "");
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	UK_TEST_EXPECT_SNUM_EQ(fake_region(UKPLAT_MEMRT_FREE, 1)->len, 0x1000);
	UK_TEST_EXPECT_NULL(fake_region(UKPLAT_MEMRT_INITRD, 0));
	fake_stop();
}

UK_TESTCASE(boot, module_keeps_its_length)
{
	const struct ukplat_memregion_desc *m;
	struct boot_state bs;

	begin(&bs);
	boot_memory_add(&bs, 0x100000, 0x100000, true);
	boot_module_add(&bs, 0x180000, 12345, "file");
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	m = fake_region(UKPLAT_MEMRT_INITRD, 0);
	UK_TEST_EXPECT_NOT_NULL(m);
	UK_TEST_EXPECT_SNUM_EQ(m->pbase, 0x180000);
	UK_TEST_EXPECT_SNUM_EQ(m->len, 12345);
	UK_TEST_EXPECT_SNUM_EQ(m->vbase - m->pbase, DIRECTMAP_BASE);
	fake_stop();
}

/* The loader's copy lies in free memory, even where ours will. */
UK_TESTCASE(boot, command_line_is_copied_whole)
{
	static char text[9000];
	struct boot_state bs;

	memset(text, 'x', sizeof(text) - 1);
	text[0] = 'a';
	begin(&bs);
	boot_memory_add(&bs, 0, 0xa0000, true);
	boot_memory_add(&bs, 0x100000, 0x100000, true);
	boot_cmdline_set(&bs, fake_put(0x1004, text, sizeof(text)));
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	UK_TEST_EXPECT_BYTES_EQ((void *)bs.bi->cmdline, text, sizeof(text));
	UK_TEST_EXPECT_SNUM_EQ(fake_region(UKPLAT_MEMRT_CMDLINE, 0)->len,
			       0x3000);
	fake_stop();
}

UK_TESTCASE(boot, command_line_must_end)
{
	struct boot_state bs;

	begin(&bs);
	memset(fake_memory + MEMORY - 100, 'x', 100);
	boot_memory_add(&bs, 0x100000, 0x100000, true);
	boot_cmdline_set(&bs, MEMORY - 100);
	boot_cmdline_set(&bs, MEMORY + 100);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	UK_TEST_EXPECT_ZERO(bs.bi->cmdline);
	fake_stop();
}

UK_TESTCASE(boot, free_memory_that_the_list_has_no_room_for)
{
	struct boot_state bs;

	begin(&bs);
	boot_memory_add(&bs, 0x100000, 0x100000, true);
	for (unsigned int i = 0; i < 2 * FAKE_REGIONS; i++)
		boot_memory_add(&bs, 0x10000000 + i * 0x10000UL, 0x1000, true);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	fake_stop();
}

UK_TESTCASE(boot, used_memory_that_the_list_has_no_room_for)
{
	struct boot_state bs;

	begin(&bs);
	boot_memory_add(&bs, 0x100000, 0x100000, true);
	for (unsigned int i = 0; i < 2 * FAKE_REGIONS; i++)
		boot_memory_add(&bs, 0x10000000 + i * 0x10000UL, 0x1000, false);
	UK_TEST_EXPECT_SNUM_EQ(boot_end(&bs), -E2BIG);
	fake_stop();

	/* neighbours of one kind need no more room than one */
	begin(&bs);
	boot_memory_add(&bs, 0x100000, 0x100000, true);
	for (unsigned int i = 0; i < 2 * FAKE_REGIONS; i++)
		boot_memory_add(&bs, 0x10000000 + i * 0x1000UL, 0x1000, false);
	UK_TEST_EXPECT_ZERO(boot_end(&bs));
	UK_TEST_EXPECT_ZERO(fake_check(&bs));
	fake_stop();
}

uk_testsuite_register(boot, NULL);
