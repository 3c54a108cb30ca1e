/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* mprotect(): what it refuses, and what an access does afterwards. */
#include "check.h"
#include "probe.h"
#include <sys/syscall.h>

#define RW   (PROT_READ | PROT_WRITE)
#define RX   (PROT_READ | PROT_EXEC)
#define PAGE 4096

#if defined(__x86_64__)
static const unsigned char returns[] = {0xc3};
#else
static const unsigned char returns[] = {0xc0, 0x03, 0x5f, 0xd6};
#endif

static void arguments(void)
{
	char *area = pages(4, RW);

	result("not aligned", raw(SYS_mprotect, area + 1, PAGE, RW));
	result("length 0", raw(SYS_mprotect, area, 0, PROT_NONE));
	result("length 0 at no memory", raw(SYS_mprotect, 0, 0, RW));
	result("length that wraps", raw(SYS_mprotect, area, -1UL, RW));
	result("unknown protection", raw(SYS_mprotect, area, PAGE, 0x40));
	result("grows down, which it does not",
	       raw(SYS_mprotect, area, PAGE, RW | PROT_GROWSDOWN));
	result("unknown protection beyond user addresses",
	       raw(SYS_mprotect, 1UL << 62, PAGE, 0x40));
	result("grows up and down", raw(SYS_mprotect, area, PAGE,
					RW | PROT_GROWSDOWN | PROT_GROWSUP));
	munmap(area + 2 * PAGE, PAGE);
	result("from a hole", mprotect(area + 2 * PAGE, PAGE, PROT_READ));
	result("grows down, which what is behind the hole does not",
	       raw(SYS_mprotect, area + 2 * PAGE, 2 * PAGE,
		   RW | PROT_GROWSDOWN));
	result("grows down, nothing there",
	       raw(SYS_mprotect, area + 2 * PAGE, PAGE, RW | PROT_GROWSDOWN));
	result("over a hole", mprotect(area, 4 * PAGE, PROT_READ));
	text("before the hole it is done", probe_write(area + PAGE));
	text("behind it is not", probe_write(area + 3 * PAGE));
	munmap(area, 4 * PAGE);
}

static void accesses(void)
{
	char *area = pages(3, RW);

	area[PAGE] = 'm';
	result("read only", mprotect(area + PAGE, PAGE, PROT_READ));
	text("read", probe_read(area + PAGE));
	text("write", probe_write(area + PAGE));
	text("write the byte before", probe_write(area + PAGE - 1));
	text("write the byte behind", probe_write(area + 2 * PAGE));
	result("none", mprotect(area + PAGE, PAGE, PROT_NONE));
	text("read", probe_read(area + PAGE + 7));
	text("write", probe_write(area + PAGE + 7));
	text("call", probe_call(area + PAGE + 8));
	result("both again", mprotect(area + PAGE, PAGE, RW));
	value("its content stayed", area[PAGE]);
	text("write", probe_write(area + PAGE));
	result("one byte of it", mprotect(area + PAGE, 1, PROT_READ));
	text("the whole page", probe_write(area + 2 * PAGE - 1));
	munmap(area, 3 * PAGE);
}

static void execution(void)
{
	char *area = pages(1, RW);

	memcpy(area, returns, sizeof(returns));
	text("call data", probe_call(area));
	result("made code", mprotect(area, PAGE, RX));
	__builtin___clear_cache(area, area + PAGE);
	text("call code", probe_call(area));
	text("write code", probe_write(area));
	result("made data", mprotect(area, PAGE, RW));
	text("call data again", probe_call(area));
	munmap(area, PAGE);
	text("call nothing", probe_call(area));
}

static void first_page(void)
{
	text("read address 0", probe_read(NULL));
	text("write address 0", probe_write(NULL));
	text("call address 0", probe_call(NULL));
	text("write a constant", probe_write((void *)(uintptr_t)returns));
}

int main(void)
{
	arguments();
	accesses();
	execution();
	first_page();
	return 0;
}
