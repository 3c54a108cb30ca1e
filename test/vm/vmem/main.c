/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Accesses memory as its argument says, for test_vmem.py. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uk/arch/ctx.h>
#include <uk/kva.h>
#include <uk/vmem.h>
#include "vmem.h"

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

/* Twice three quarters of the memory. */
static void promise(void)
{
	struct uk_vas *vas = uk_vas_get_active();
	__sz len = PAGE_ALIGN_DOWN(vas->pt->fa->total_memory / 4 * 3);
	__vaddr_t a = __VADDR_ANY, b = __VADDR_ANY;
	int first, second;

	first = uk_vma_map_anon(vas, &a, len, PAGE_ATTR_PROT_RW, 0, NULL);
	second = uk_vma_map_anon(vas, &b, len, PAGE_ATTR_PROT_RW, 0, NULL);
	printf("promised: %d %d\n", first, second);
}

/* Where areas go when nobody says. */
static void places(void)
{
	struct uk_vas *vas = uk_vas_get_active();
	__vaddr_t stack = __VADDR_ANY, any = __VADDR_ANY;
	__vaddr_t anon = map(PAGE_ATTR_PROT_RW, "anon");

	if (uk_vma_map_stack(vas, &stack, LEN, 0, NULL, 0) ||
	    uk_vma_reserve(vas, &any, LEN))
		printf("no area\n");
	printf("places %lx %lx %lx\n", (unsigned long)anon,
	       (unsigned long)stack, (unsigned long)any);
}

/* To where nothing is. */
static void jump(void)
{
	void (*volatile nowhere)(void) = (void (*)(void))0x123456789000;

	nowhere();
}

/* The stack that the thread came with. */
static void recurse_here(void)
{
	char start = 0;

	(void)recurse(&start);
}

/* Behind the end of a heap, and in front of it. */
static struct uk_kheap heap_make(void)
{
	struct uk_kheap h = {0};

	if (uk_kheap_create(&h, 4 * LEN) || uk_kheap_grow(&h, LEN))
		printf("no heap\n");
	write_to(h.start);
	write_to(h.end - sizeof(int));
	return h;
}

static void overrun(void)
{
	write_to(heap_make().end);
}

static void underrun(void)
{
	write_to(heap_make().start - sizeof(int));
}

static const struct way ways[] = {
	{"overrun", overrun},
	{"underrun", underrun},
	{"readonly", write_read_only},
	{"behind", write_behind},
	{"exec", execute},
	{"oom", exhaust},
	{"stack", overflow},
	{"jump", jump},
	{"recursion", recurse_here},
	{"places", places},
	{"promise", promise},
};

int main(int argc, char *argv[])
{
	const char *name = argc > 1 ? argv[argc - 1] : "";

	for (unsigned int i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (!strcmp(name, ways[i].name))
			vmem_run(&ways[i]);
	printf("still alive\n");
	return 1;
}
