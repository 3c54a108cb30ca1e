/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What probing and checked copies cost, in ticks of the CPU's counter for
 * ROUNDS calls each: one "name ticks rounds" line an operation. Under QEMU's
 * -icount shift=0 the counter counts instructions.
 */
#include <stdio.h>
#include <string.h>
#include <arch/cpu.h>
#include <uk/access.h>
#include <uk/nofault.h>
#include <uk/plat/paging.h>

#define ROUNDS 1000
#define PAGE   0x7654300000UL
#define HOLE   (PAGE + PAGE_SIZE)

static char src[4096] __attribute__((aligned(64)));
static char dst[4096] __attribute__((aligned(64)));
/* read at run time, so that no call is replaced by something shorter */
static volatile __sz words = 8, line = 64, page = 4096;

static __sz nothing(void)
{
	return page;
}

static __sz probe_r(void)
{
	return uk_nofault_probe_r(PAGE, page, 0);
}

static __sz probe_rw(void)
{
	return uk_nofault_probe_rw(PAGE, page, 0);
}

static __sz probe_fault(void)
{
	return uk_nofault_probe_r(HOLE, page, 0);
}

static __sz memcpy_8(void)
{
	return (__sz)memcpy(dst, src, words);
}

static __sz nofault_8(void)
{
	return uk_nofault_memcpy(dst, src, words, 0);
}

static __sz memcpy_64(void)
{
	return (__sz)memcpy(dst, src, line);
}

static __sz nofault_64(void)
{
	return uk_nofault_memcpy(dst, src, line, 0);
}

static __sz memcpy_4096(void)
{
	return (__sz)memcpy(dst, src, page);
}

static __sz nofault_4096(void)
{
	return uk_nofault_memcpy(dst, src, page, 0);
}

static __sz from_app_8(void)
{
	return (__sz)uk_copy_from_app(dst, src, words);
}

static __sz to_app_8(void)
{
	return (__sz)uk_copy_to_app(dst, src, words);
}

static __sz string_63(void)
{
	return (__sz)uk_strncpy_from_app(dst, src, page);
}

static const struct {
	const char *name;
	__sz (*op)(void);
} ops[] = {
	{"nothing", nothing},	      {"probe_r", probe_r},
	{"probe_rw", probe_rw},	      {"probe_fault", probe_fault},
	{"memcpy_8", memcpy_8},	      {"nofault_8", nofault_8},
	{"memcpy_64", memcpy_64},     {"nofault_64", nofault_64},
	{"memcpy_4096", memcpy_4096}, {"nofault_4096", nofault_4096},
	{"from_app_8", from_app_8},   {"to_app_8", to_app_8},
	{"string_63", string_63},
};

static unsigned long ticks(__sz (*op)(void))
{
	unsigned long irqs = arch_irq_save();
	unsigned long start = arch_counter_read();

	for (unsigned int i = 0; i < ROUNDS; i++)
		(void)op();
	start = arch_counter_read() - start;
	arch_irq_restore(irqs);
	return start;
}

int main(void)
{
	if (ukplat_page_map(ukplat_pt_get_active(), PAGE, __PADDR_ANY, 1,
			    PAGE_ATTR_PROT_RW, 0))
		return 1;
	memset(src, 'x', 63);
	for (unsigned int i = 0; i < sizeof(ops) / sizeof(ops[0]); i++)
		printf("%s %lu %u\n", ops[i].name, ticks(ops[i].op), ROUNDS);
	return 0;
}
