/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Thousands of spoilt programs, one after the other in the image's own address
 * space: each is refused, or is there and can be touched, and nothing of it
 * stays.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <uk/access.h>
#include <uk/arch/paging.h>
#include <uk/essentials.h>
#include <uk/test.h>
#include <uk/vmem.h>
#include "image.h"

#ifdef __aarch64__
#define MACHINE EM_AARCH64
#else
#define MACHINE EM_X86_64
#endif

#define MUTANTS 4000

static struct {
	struct image head;
	char rest[2 * PAGE_SIZE];
} file;

/* untold: refused without a word; kept: something stayed */
static unsigned int refused, mapped, untold, kept, untouched;

static uint32_t random_next(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

/* A program of code, data and a stack; the file is longer than that. */
static void file_make(void)
{
	memset(&file, 0, sizeof(file));
	file.head.h = (struct elf_header){
		.e_ident = "\177ELF\2\1\1",
		.e_type = ET_DYN,
		.e_machine = MACHINE,
		.e_version = EV_CURRENT,
		.e_entry = 0x10,
		.e_phoff = sizeof(struct elf_header),
		.e_phentsize = sizeof(struct elf_phdr),
		.e_phnum = 3,
	};
	file.head.p[0] = (struct elf_phdr){
		.p_type = PT_LOAD,
		.p_flags = PF_R | PF_X,
		.p_filesz = 0x800,
		.p_memsz = 0x800,
		.p_align = PAGE_SIZE,
	};
	file.head.p[1] = (struct elf_phdr){
		.p_type = PT_LOAD,
		.p_flags = PF_R | PF_W,
		.p_offset = 0x800,
		.p_vaddr = 0x1800,
		.p_filesz = 0x1100,
		.p_memsz = 0x3000,
		.p_align = PAGE_SIZE,
	};
	file.head.p[2] = (struct elf_phdr){
		.p_type = PT_GNU_STACK,
		.p_flags = PF_R | PF_W,
	};
}

/* Changes up to four bytes or words of the headers. */
static void file_spoil(uint32_t seed)
{
	static const uint64_t words[] = {
		0,	    1,		0xfff,		0x1000,
		0x7fffffff, 0xffffffff, 0x7ffffffff000, 0x800000000000,
		~0ULL,	    1ULL << 63,
	};
	char *bytes = (char *)&file.head;
	uint32_t state = seed, at, n = random_next(&state) % 4 + 1;

	while (n--) {
		at = random_next(&state) % (sizeof(file.head) - 8);
		if (random_next(&state) % 2)
			bytes[at] = (char)random_next(&state);
		else
			memcpy(bytes + (at & ~7U),
			       &words[random_next(&state) % ARRAY_SIZE(words)],
			       8);
	}
}

static bool is_free(struct uk_vas *vas, __vaddr_t start, __vaddr_t end)
{
	const struct uk_vma *vma;

	for (vma = uk_vma_first(vas); vma; vma = uk_vma_next(vma))
		if (vma->start < end && start < vma->end)
			return false;
	return true;
}

/* The place of a program: 0, or a negative errno. */
static int place(struct uk_vas *vas, const struct uk_elf *elf, __vaddr_t *at,
		 __sz *len)
{
	__vaddr_t low = elf->low & ~(PAGE_SIZE - 1);

	if (PAGE_ALIGN_UP(elf->high) < elf->high)
		return -ENOMEM;
	*len = PAGE_ALIGN_UP(elf->high) - low;
	*at = __VADDR_ANY;
	if (elf->is_pie)
		return uk_vma_reserve(vas, at, *len);
	*at = low;
	return is_free(vas, low, low + *len) ? 0 : -EEXIST;
}

static void touch(const struct uk_elf *elf, __vaddr_t bias)
{
	const struct uk_elf_segment *s;
	char c = 0;

	for (unsigned int i = 0; i < elf->nr_segments; i++) {
		s = &elf->segments[i];
		if (!s->memsz)
			continue;
		if (uk_copy_from_app(&c, (void *)(bias + s->vaddr), 1) ||
		    uk_copy_from_app(
			    &c, (void *)(bias + s->vaddr + s->memsz - 1), 1))
			untouched++;
	}
}

static void load(struct uk_vas *vas)
{
	const struct uk_elf_source src = {
		.read = image_read,
		.size = sizeof(file),
		.data = &file,
	};
	struct uk_elf elf;
	__vaddr_t at, bias;
	__sz len;
	int rc;

	rc = uk_elf_parse(&elf, &src);
	if (rc) {
		untold += rc == -ENOEXEC && !elf.why;
		refused++;
		return;
	}
	if (place(vas, &elf, &at, &len)) {
		refused++;
		return;
	}
	bias = elf.is_pie ? at - (elf.low & ~(PAGE_SIZE - 1)) : 0;
	rc = uk_elf_map(&elf, &src, vas, bias);
	if (rc == 0) {
		mapped++;
		touch(&elf, bias);
	} else {
		refused++;
	}
	kept += uk_vma_unmap(vas, at, len, 0) != 0;
}

UK_TESTCASE(ukelf_mutated, test_none_ends_the_image)
{
	struct uk_vas *vas = uk_vas_get_active();
	unsigned long areas;
	__sz committed;

	if (!vas)
		return;
	areas = vas->vma_count;
	committed = vas->committed;
	file_make();
	load(vas);
	UK_TEST_EXPECT_SNUM_EQ(mapped, 1);
	UK_TEST_EXPECT_ZERO(untouched);
	for (uint32_t seed = 0; seed < MUTANTS; seed++) {
		file_make();
		file_spoil(seed);
		load(vas);
		kept += vas->vma_count != areas || vas->committed != committed;
	}
	UK_TEST_EXPECT_ZERO(untold);
	UK_TEST_EXPECT_ZERO(kept);
	/* It is about both kinds */
	UK_TEST_EXPECT(refused > MUTANTS / 10);
	UK_TEST_EXPECT(mapped > MUTANTS / 10);
	UK_TEST_EXPECT(refused + mapped == MUTANTS + 1);
	UK_TEST_EXPECT_ZERO(uk_vas_check(vas));
}

uk_testsuite_register(ukelf_mutated, NULL);
