/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What an access to memory does: nothing, or which signal with which code. */
#ifndef CONFORM_PROBE_H
#define CONFORM_PROBE_H

#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static sigjmp_buf probe_back;
static volatile int probe_signal;
static volatile int probe_code;
static void *volatile probe_address;

static void probe_caught(int signal, siginfo_t *info, void *context)
{
	(void)context;
	probe_signal = signal;
	probe_code = info->si_code;
	probe_address = info->si_addr;
	siglongjmp(probe_back, 1);
}

static const char *probe_name(void)
{
	if (probe_signal == SIGSEGV && probe_code == SEGV_MAPERR)
		return "SIGSEGV MAPERR";
	if (probe_signal == SIGSEGV && probe_code == SEGV_ACCERR)
		return "SIGSEGV ACCERR";
	if (probe_signal == SIGBUS && probe_code == BUS_ADRERR)
		return "SIGBUS ADRERR";
	return "a signal or code that is not expected";
}

/**
 * Runs act(address) with handlers for SIGSEGV and SIGBUS and says how that
 * ended. What the signal reports as its address must be the one accessed.
 */
static inline const char *probe_with(void (*act)(char *), void *address)
{
	struct sigaction action = {.sa_flags = SA_SIGINFO};
	struct sigaction segv, bus;
	const char *volatile end = "fine";

	action.sa_sigaction = probe_caught;
	sigemptyset(&action.sa_mask);
	sigaction(SIGSEGV, &action, &segv);
	sigaction(SIGBUS, &action, &bus);
	if (sigsetjmp(probe_back, 1) == 0)
		act(address);
	else if (probe_address != address)
		end = "reported at another address";
	else
		end = probe_name();
	sigaction(SIGSEGV, &segv, NULL);
	sigaction(SIGBUS, &bus, NULL);
	return end;
}

static void probe_do_read(char *at)
{
	(void)*(volatile char *)at;
}

static void probe_do_write(char *at)
{
	*(volatile char *)at = 0x5a;
}

static void probe_do_call(char *at)
{
	void (*function)(void);

	memcpy(&function, &at, sizeof(function));
	function();
}

/** Reads the byte at address. */
static inline const char *probe_read(void *address)
{
	return probe_with(probe_do_read, address);
}

/** Writes 0x5a to address. */
static inline const char *probe_write(void *address)
{
	return probe_with(probe_do_write, address);
}

/** Calls address as a function without arguments. */
static inline const char *probe_call(void *address)
{
	return probe_with(probe_do_call, address);
}

/** 0 for an address that mmap() or mremap() returned, -1 for MAP_FAILED. */
static inline long mapped(void *address)
{
	return address == MAP_FAILED ? -1 : 0;
}

/** count pages of private anonymous memory; ends the program without any. */
static inline char *pages(size_t count, int protection)
{
	void *memory = mmap(NULL, count * (size_t)sysconf(_SC_PAGESIZE),
			    protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		abort();
	return memory;
}

/** Descriptor of a new, already unlinked file of length bytes of 'f'. */
static inline int file_of(size_t length)
{
	char name[] = "/tmp/conform-XXXXXX";
	int fd = mkstemp(name);
	char byte = 'f';

	if (fd < 0 || unlink(name))
		abort();
	while (length-- > 0)
		if (write(fd, &byte, 1) != 1)
			abort();
	return fd;
}

#endif /* CONFORM_PROBE_H */
