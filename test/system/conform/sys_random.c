/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* getrandom(). */
#include "check.h"
#include <sys/syscall.h>

#define NONBLOCK 1
#define RANDOM	 2
#define INSECURE 4

static long get(void *to, size_t size, unsigned int flags)
{
	return raw(SYS_getrandom, to, size, flags);
}

int main(void)
{
	static unsigned char one[4096], two[4096], zero[4096];
	static unsigned char large[300000];
	unsigned long ones = 0, i;

	result("a page", get(one, sizeof(one), 0));
	result("another page", get(two, sizeof(two), 0));
	value("they differ", memcmp(one, two, sizeof(one)) != 0);
	value("they are not zero", memcmp(one, zero, sizeof(one)) != 0);
	for (i = 0; i < sizeof(one); i++)
		ones += (unsigned long)__builtin_popcount(one[i]);
	value("about half of the bits", ones > 15000 && ones < 17800);
	result("nothing", get(one, 0, 0));
	result("nothing to nowhere", get(NULL, 0, 0));
	result("one byte", get(one, 1, 0));
	result("a large piece", get(large, sizeof(large), 0));
	value("to its end", memcmp(large + sizeof(large) - 64, zero, 64) != 0);
	result("at once", get(one, 256, NONBLOCK));
	result("of the pool", get(one, 16, RANDOM));
	result("of the pool, at once", get(one, 16, RANDOM | NONBLOCK));
	result("not secure", get(one, 16, INSECURE));
	result("not secure, of the pool", get(one, 16, INSECURE | RANDOM));
	result("unknown flag", get(one, 16, 8));
	result("unmapped", get(bad_unmapped(), 16, 0));
	result("read only", get(bad_readonly(), 16, 0));
	result("partly mapped", get(bad_partly(64), 128, 0));
	return 0;
}
