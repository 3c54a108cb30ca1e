/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The shared object at AT_SYSINFO_EHDR: its symbols and their versions, found
 * as a C library does, and that each function says what the system call says.
 */
#include "check.h"
#include <elf.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/time.h>
#include <time.h>

#ifdef __aarch64__
#define PREFIX	"__kernel_"
#define VERSION "LINUX_2.6.39"
#else
#define PREFIX	"__vdso_"
#define VERSION "LINUX_2.6"
#endif

static const char *base;
static const Elf64_Sym *symbols;
static const char *strings;
static const uint32_t *hash;
static const uint16_t *versions;
static const Elf64_Verdef *definitions;

/* Is a version's number that of VERSION? */
static int is_version(uint16_t number)
{
	const char *at = (const char *)definitions;
	const Elf64_Verdef *def;
	const Elf64_Verdaux *aux;

	for (;;) {
		def = (const Elf64_Verdef *)at;
		aux = (const Elf64_Verdaux *)(at + def->vd_aux);
		if (!(def->vd_flags & VER_FLG_BASE) &&
		    (def->vd_ndx & 0x7fff) == (number & 0x7fff))
			return strcmp(strings + aux->vda_name, VERSION) == 0;
		if (!def->vd_next)
			return 0;
		at += def->vd_next;
	}
}

static void *find(const char *name)
{
	char full[64];
	uint32_t i;

	snprintf(full, sizeof(full), "%s%s", PREFIX, name);
	for (i = 0; i < hash[1]; i++) {
		if (!symbols[i].st_shndx || !is_version(versions[i]) ||
		    strcmp(strings + symbols[i].st_name, full) != 0)
			continue;
		text(name, "is there");
		return (void *)(uintptr_t)(base + symbols[i].st_value);
	}
	text(name, "is missing");
	return NULL;
}

static int parse(void)
{
	const Elf64_Ehdr *head;
	const Elf64_Phdr *ph;
	const Elf64_Dyn *dyn = NULL;
	int i;

	base = (const char *)getauxval(AT_SYSINFO_EHDR);
	text("AT_SYSINFO_EHDR", base ? "is there" : "is missing");
	if (!base)
		return 0;
	head = (const Elf64_Ehdr *)base;
	text("ELF", memcmp(head->e_ident, ELFMAG, SELFMAG) ? "no" : "yes");
	value("type", head->e_type);
	ph = (const Elf64_Phdr *)(base + head->e_phoff);
	for (i = 0; i < head->e_phnum; i++) {
		if (ph[i].p_type == PT_LOAD) {
			value("load address", (long)ph[i].p_vaddr);
			value("load flags", ph[i].p_flags);
		}
		if (ph[i].p_type == PT_DYNAMIC)
			dyn = (const Elf64_Dyn *)(base + ph[i].p_vaddr);
	}
	for (; dyn && dyn->d_tag != DT_NULL; dyn++) {
		const char *at = base + dyn->d_un.d_ptr;

		if (dyn->d_tag == DT_SYMTAB)
			symbols = (const Elf64_Sym *)at;
		else if (dyn->d_tag == DT_STRTAB)
			strings = at;
		else if (dyn->d_tag == DT_HASH)
			hash = (const uint32_t *)at;
		else if (dyn->d_tag == DT_VERSYM)
			versions = (const uint16_t *)at;
		else if (dyn->d_tag == DT_VERDEF)
			definitions = (const Elf64_Verdef *)at;
	}
	text("tables", symbols && strings && hash && versions && definitions
			       ? "are there"
			       : "are missing");
	return symbols && strings && hash && versions && definitions;
}

static int64_t ns(const struct timespec *ts)
{
	return (int64_t)ts->tv_sec * 1000000000 + ts->tv_nsec;
}

/* A coarse clock says the time of the last tick */
static int is_between(const struct timespec *one, const struct timespec *it,
		      const struct timespec *two)
{
	return ns(one) <= ns(it) && ns(it) <= ns(two) &&
	       (unsigned long)it->tv_nsec < 1000000000;
}

static void clocks(void)
{
	static const clockid_t ids[] = {
		CLOCK_REALTIME,
		CLOCK_MONOTONIC,
		CLOCK_MONOTONIC_RAW,
		CLOCK_REALTIME_COARSE,
		CLOCK_MONOTONIC_COARSE,
		CLOCK_BOOTTIME,
		CLOCK_TAI,
		CLOCK_PROCESS_CPUTIME_ID,
		CLOCK_THREAD_CPUTIME_ID,
	};
	int (*get)(clockid_t, struct timespec *) = find("clock_gettime");
	int (*res)(clockid_t, struct timespec *) = find("clock_getres");
	struct timespec one, it, two;
	char name[40];
	int good, rc = 0, k;
	size_t i;

	if (!get || !res)
		return;
	for (i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		for (good = k = 0; k < 1000; k++) {
			raw(SYS_clock_gettime, ids[i], &one);
			rc |= get(ids[i], &it);
			raw(SYS_clock_gettime, ids[i], &two);
			good += is_between(&one, &it, &two);
		}
		snprintf(name, sizeof(name), "clock %d", (int)ids[i]);
		value(name, rc);
		snprintf(name, sizeof(name), "clock %d is the call's",
			 (int)ids[i]);
		value(name, good);
		memset(&it, 1, sizeof(it));
		raw(SYS_clock_getres, ids[i], &one);
		rc = res(ids[i], &it);
		snprintf(name, sizeof(name), "resolution of clock %d",
			 (int)ids[i]);
		check_line("%s: %d %s", name, rc,
			   memcmp(&one, &it, sizeof(it)) ? "differs" : "same");
	}
	value("no such clock", get(99, &it));
	value("none below", get(-1, &it));
	value("resolution of no such clock", res(99, &it));
	value("resolution for nobody", res(CLOCK_MONOTONIC, NULL));
}

static void day(void)
{
	int (*get)(struct timeval *, int *) = find("gettimeofday");
	struct timeval one, it, two;
	int zone[2] = {1, 1};

	if (!get)
		return;
	raw(SYS_gettimeofday, &one, NULL);
	value("time of day", get(&it, zone));
	raw(SYS_gettimeofday, &two, NULL);
	value("it is the call's",
	      one.tv_sec * 1000000 + one.tv_usec <=
			      it.tv_sec * 1000000 + it.tv_usec &&
		      it.tv_sec * 1000000 + it.tv_usec <=
			      two.tv_sec * 1000000 + two.tv_usec);
	value("minutes west", zone[0]);
	value("summer time", zone[1]);
	value("for nobody", get(NULL, NULL));
}

#ifdef __aarch64__
static void more(void)
{
	find("rt_sigreturn");
}
#else
static void more(void)
{
	long (*cpu)(unsigned int *, unsigned int *, void *) = find("getcpu");
	time_t (*get)(time_t *) = find("time");
	unsigned int number = 99, node = 99;
	time_t one, it = 0, two, said;

	if (!cpu || !get)
		return;
	raw(SYS_time, &one);
	said = get(&it);
	raw(SYS_time, &two);
	/* The call's is that of the last tick, which may be a second before */
	value("seconds", one <= said && said <= two + 1);
	value("seconds stored", it == said);
	it = get(NULL);
	value("seconds returned", it >= said);
	value("cpu", cpu(&number, &node, NULL));
	value("cpu's number", number < 4096);
	value("its node", node < 64);
	value("cpu for nobody", cpu(NULL, NULL, NULL));
}
#endif

/* Nobody writes to it, not even the kernel for us */
static void protection(void)
{
	result("to write to it",
	       raw(SYS_clock_gettime, CLOCK_MONOTONIC, (void *)base));
	result("to read of it", raw(SYS_write, -1, base, 1));
}

static void *in_thread(void *unused)
{
	struct timespec one, two;
	int i, good = 0;

	(void)unused;
	clock_gettime(CLOCK_MONOTONIC, &one);
	for (i = 0; i < 100000; i++, one = two) {
		clock_gettime(CLOCK_MONOTONIC, &two);
		good += ns(&one) <= ns(&two);
	}
	return (void *)(intptr_t)good;
}

int main(void)
{
	pthread_t thread;
	void *good;

	if (!parse())
		return 1;
	clocks();
	day();
	more();
	protection();
	pthread_create(&thread, NULL, in_thread, NULL);
	pthread_join(thread, &good);
	value("never back", (long)(intptr_t)good);
	return 0;
}
