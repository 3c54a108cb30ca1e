/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What a file may say, and what not: one good file, spoilt in each way. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <uk/arch/paging.h>
#include <uk/essentials.h>
#include <uk/test.h>
#include "image.h"

#ifdef __aarch64__
#define MACHINE EM_AARCH64
#else
#define MACHINE EM_X86_64
#endif

static struct image image;
static struct uk_elf elf;

static void make_good(void)
{
	image = (struct image){
		.h =
			{
				.e_ident = "\177ELF\2\1\1",
				.e_type = ET_DYN,
				.e_machine = MACHINE,
				.e_version = EV_CURRENT,
				.e_entry = 0x1010,
				.e_phoff = sizeof(struct elf_header),
				.e_phentsize = sizeof(struct elf_phdr),
				.e_phnum = 3,
			},
		.p =
			{
				{.p_type = PT_LOAD,
				 .p_flags = PF_R | PF_X,
				 .p_vaddr = 0x1000,
				 .p_filesz = sizeof(image),
				 .p_memsz = sizeof(image),
				 .p_align = 0x1000},
				{.p_type = PT_LOAD,
				 .p_flags = PF_R | PF_W,
				 .p_vaddr = 0x3000,
				 .p_memsz = 0x123,
				 .p_align = 0x1000},
				{.p_type = PT_GNU_STACK,
				 .p_flags = PF_R | PF_W},
			},
		.interp = "/ld.so",
	};
}

static int parse_of(size_t size)
{
	struct uk_elf_source src = {
		.read = image_read,
		.size = size,
		.data = &image,
	};

	return uk_elf_parse(&elf, &src);
}

static bool is_refused(void)
{
	bool refused = parse_of(sizeof(image)) == -ENOEXEC && elf.why;

	make_good();
	return refused;
}

UK_TESTCASE(ukelf, a_good_file)
{
	make_good();
	UK_TEST_EXPECT_ZERO(parse_of(sizeof(image)));
	UK_TEST_EXPECT_NULL(elf.why);
	UK_TEST_EXPECT(elf.is_pie);
	UK_TEST_EXPECT_SNUM_EQ(elf.nr_segments, 2);
	UK_TEST_EXPECT_SNUM_EQ(elf.low, 0x1000);
	UK_TEST_EXPECT_SNUM_EQ(elf.high, 0x3123);
	UK_TEST_EXPECT_SNUM_EQ(elf.phdr, 0x1000 + sizeof(struct elf_header));
	UK_TEST_EXPECT_SNUM_EQ(elf.segments[0].attr,
			       PAGE_ATTR_PROT_READ | PAGE_ATTR_PROT_EXEC);
	UK_TEST_EXPECT_SNUM_EQ(elf.segments[1].attr, PAGE_ATTR_PROT_RW);
	UK_TEST_EXPECT_ZERO(elf.interp_len);
}

UK_TESTCASE(ukelf, an_interpreter)
{
	make_good();
	image.h.e_phnum = 4;
	image.p[3] = (struct elf_phdr){
		.p_type = PT_INTERP,
		.p_offset = __builtin_offsetof(struct image, interp),
		.p_filesz = 7,
	};
	UK_TEST_EXPECT_ZERO(parse_of(sizeof(image)));
	UK_TEST_EXPECT_SNUM_EQ(elf.interp_len, 7);
	UK_TEST_EXPECT_SNUM_EQ(elf.interp,
			       __builtin_offsetof(struct image, interp));
}

UK_TESTCASE(ukelf, a_header_that_is_wrong)
{
	make_good();
	image.h.e_ident[0] = 'X';
	UK_TEST_EXPECT(is_refused());
	image.h.e_ident[EI_CLASS] = 1;
	UK_TEST_EXPECT(is_refused());
	image.h.e_ident[EI_DATA] = 2;
	UK_TEST_EXPECT(is_refused());
	image.h.e_machine = EM_X86_64 + EM_AARCH64;
	UK_TEST_EXPECT(is_refused());
	image.h.e_type = 1;
	UK_TEST_EXPECT(is_refused());
	image.h.e_version = 2;
	UK_TEST_EXPECT(is_refused());
	image.h.e_phnum = 0;
	UK_TEST_EXPECT(is_refused());
	image.h.e_phnum = 0xffff;
	UK_TEST_EXPECT(is_refused());
	image.h.e_phoff = ~0UL - 8;
	UK_TEST_EXPECT(is_refused());
	image.h.e_phentsize = 32;
	UK_TEST_EXPECT(is_refused());
	image.h.e_entry = 0x3010; /* no code */
	UK_TEST_EXPECT(is_refused());
	image.h.e_entry = 0x9000;
	UK_TEST_EXPECT(is_refused());
}

UK_TESTCASE(ukelf, segments_that_are_wrong)
{
	make_good();
	image.p[0].p_filesz = sizeof(image) + 1;
	UK_TEST_EXPECT(is_refused());
	image.p[0].p_offset = ~0UL;
	UK_TEST_EXPECT(is_refused());
	image.p[0].p_memsz = ~0UL;
	UK_TEST_EXPECT(is_refused());
	image.p[0].p_vaddr = 1UL << 63;
	UK_TEST_EXPECT(is_refused());
	image.p[0].p_vaddr = 0x1001;
	UK_TEST_EXPECT(is_refused());
	image.p[0].p_align = 3;
	UK_TEST_EXPECT(is_refused());
	image.p[0].p_flags |= PF_W;
	UK_TEST_EXPECT(is_refused());
	image.p[0].p_memsz = 1; /* less than the file's part */
	UK_TEST_EXPECT(is_refused());
	image.p[1].p_vaddr = 0x1000;
	UK_TEST_EXPECT(is_refused());
	image.p[0].p_type = image.p[1].p_type = 0;
	UK_TEST_EXPECT(is_refused());
}

UK_TESTCASE(ukelf, files_that_end_early)
{
	make_good();
	for (size_t size = 0; size < sizeof(image); size++)
		UK_TEST_EXPECT(parse_of(size) < 0);
}

uk_testsuite_register(ukelf, NULL);
