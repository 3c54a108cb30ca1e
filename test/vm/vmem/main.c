/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Accesses memory as its argument says, for test_vmem.py. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uk/arch/ctx.h>
#include <uk/vmem.h>

#define LEN 0x10000

static __vaddr_t map(unsigned long attr, const char *name)
{
	__vaddr_t at = __VADDR_ANY;

	if (uk_vma_map_anon(uk_vas_get_active(), &at, LEN, attr, 0, name))
		printf("no area\n");
	return at;
}

static void write_to(__vaddr_t at)
{
	*(volatile int *)at = 1;
}

static void write_read_only(void)
{
	__vaddr_t at = map(PAGE_ATTR_PROT_READ, "constants");

	printf("reads %d\n", *(volatile int *)at);
	write_to(at);
}

static void write_behind(void)
{
	write_to(map(PAGE_ATTR_PROT_RW, "short") + LEN);
}

static void execute(void)
{
	__vaddr_t at = map(PAGE_ATTR_PROT_RW, "data");
	void (*volatile code)(void) = (void (*)(void))(uintptr_t)at;

	write_to(at);
	code();
}

/* More memory than there is, and all of it is touched. */
static void exhaust(void)
{
	__sz len = uk_vas_get_active()->pt->fa->total_memory;
	__vaddr_t at = __VADDR_ANY;
	int rc;

	rc = uk_vma_map_anon(uk_vas_get_active(), &at, 2 * len,
			     PAGE_ATTR_PROT_RW, 0, "greedy");
	printf("reserved: %d\n", rc);
	rc = uk_vma_map_anon(uk_vas_get_active(), &at, 2 * len,
			     PAGE_ATTR_PROT_RW, UK_VMA_MAP_NORESERVE, "greedy");
	printf("not reserved: %d\n", rc);
	for (__sz off = 0; off < 2 * len; off += PAGE_SIZE)
		write_to(at + off);
}

static int depth;

static int recurse(volatile char *above)
{
	volatile char here[512];

	depth++;
	here[0] = above[0];
	return recurse(here) + here[0];
}

static void __attribute__((noreturn)) on_stack(long arg)
{
	char start = (char)arg;

	(void)recurse(&start);
	for (;;)
		;
}

/* On a stack area with all its pages. */
static void overflow(void)
{
	struct ukarch_ctx here, there;
	__vaddr_t at = __VADDR_ANY;

	if (uk_vma_map_stack(uk_vas_get_active(), &at, LEN, 0, "small stack",
			     LEN))
		printf("no stack\n");
	ukarch_ctx_init_entry1(&there, at + LEN, 0, on_stack, 0);
	ukarch_ctx_switch(&here, &there);
}

static const struct {
	const char *name;
	void (*run)(void);
} ways[] = {
	{"readonly", write_read_only},
	{"behind", write_behind},
	{"exec", execute},
	{"oom", exhaust},
	{"stack", overflow},
};

int main(int argc, char *argv[])
{
	const char *name = argc > 1 ? argv[argc - 1] : "";

	for (unsigned int i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (!strcmp(name, ways[i].name))
			ways[i].run();
	printf("still alive\n");
	return 1;
}
