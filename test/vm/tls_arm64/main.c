/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Thread-local storage with a control block of 200 bytes, as a C library
 * reserves it: says where it lies, and whether the variables are right.
 */
#include <stdio.h>
#include <string.h>
#include <uk/arch/tls.h>
#include <uk/plat/tls.h>

static __thread int number = 4711;
static __thread char zeros[100];
static __thread long aligned __attribute__((aligned(64))) = 42;

void ukarch_tls_tcb_init(void *tcbp)
{
	memset(tcbp, 0xab, ukarch_tls_tcb_size());
}

static int all_are(const char *bytes, __sz len, char value)
{
	for (__sz i = 0; i < len; i++)
		if (bytes[i] != value)
			return 0;
	return 1;
}

int main(void)
{
	__uptr tlsp = ukplat_tlsp_get();
	char *tcb = ukarch_tls_tcb_get(tlsp);

	printf("size: %lu\n", ukarch_tls_tcb_size());
	printf("below: %ld\n", (long)(tlsp - (__uptr)tcb));
	printf("control block: %d\n",
	       all_are(tcb, ukarch_tls_tcb_size(), (char)0xab));
	printf("variables: %d %d %ld\n", number, all_are(zeros, 100, 0),
	       aligned);
	printf("aligned: %d\n", !((__uptr) & aligned & 63));
	printf("area: %d\n",
	       ukarch_tls_tlsp(ukarch_tls_area_get(tlsp)) == tlsp);
	return 0;
}
