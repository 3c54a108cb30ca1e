/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Memory, environment, jumps, clocks, what the system says about itself. */
#include <errno.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <uk/test.h>

UK_TESTCASE(nolibc_posix, memory)
{
	unsigned char *p, *q;
	void *v = NULL;
	size_t i;
	int good = 1;

	p = malloc(100);
	UK_TEST_EXPECT_NOT_NULL(p);
	for (i = 0; i < 100; i++)
		p[i] = (unsigned char)i;
	q = realloc(p, 5000);
	UK_TEST_EXPECT_NOT_NULL(q);
	p = q;
	for (i = 0; i < 100; i++)
		good &= p[i] == i;
	UK_TEST_EXPECT(good);
	q = calloc(10, 100);
	UK_TEST_EXPECT_NOT_NULL(q);
	for (i = 0; i < 1000; i++)
		good &= q[i] == 0;
	UK_TEST_EXPECT(good);
	free(p);
	free(q);
	free(NULL);

	p = malloc(0);
	UK_TEST_EXPECT_NOT_NULL(p);
	UK_TEST_EXPECT_NULL(realloc(p, 0));
	UK_TEST_EXPECT_ZERO(posix_memalign(&v, 256, 10));
	UK_TEST_EXPECT_ZERO((uintptr_t)v % 256);
	free(v);
	UK_TEST_EXPECT_SNUM_EQ(posix_memalign(&v, 3, 10), EINVAL);
	v = aligned_alloc(64, 640);
	UK_TEST_EXPECT(v && (uintptr_t)v % 64 == 0);
	free(v);
	errno = 0;
	UK_TEST_EXPECT_NULL(memalign(48, 10));
	UK_TEST_EXPECT_SNUM_EQ(errno, EINVAL);
}

UK_TESTCASE(nolibc_posix, no_memory)
{
	volatile size_t huge = SIZE_MAX / 2;
	void *p = malloc(10);

	errno = 0;
	UK_TEST_EXPECT_NULL(malloc(huge));
	UK_TEST_EXPECT_SNUM_EQ(errno, ENOMEM);
	errno = 0;
	UK_TEST_EXPECT_NULL(calloc(huge, 3));
	UK_TEST_EXPECT_SNUM_EQ(errno, ENOMEM);
	errno = 0;
	UK_TEST_EXPECT_NULL(reallocarray(p, huge, 3));
	UK_TEST_EXPECT_SNUM_EQ(errno, ENOMEM);
	free(p);
}

UK_TESTCASE(nolibc_posix, strings_in_new_memory)
{
	char *s = strdup("hello");
	int len;

	UK_TEST_EXPECT_ZERO(strcmp(s, "hello"));
	free(s);
	s = strndup("hello", 3);
	UK_TEST_EXPECT_ZERO(strcmp(s, "hel"));
	free(s);
	len = asprintf(&s, "%s %d", "abc", 42);
	UK_TEST_EXPECT_SNUM_EQ(len, 6);
	UK_TEST_EXPECT_ZERO(strcmp(s, "abc 42"));
	free(s);
}

UK_TESTCASE(nolibc_posix, environment)
{
	char word[] = "PUT=1";
	char name[] = "AB";

	UK_TEST_EXPECT_NULL(getenv("A"));
	UK_TEST_EXPECT_ZERO(setenv("A", "1", 0));
	UK_TEST_EXPECT_ZERO(setenv("AB", "2", 0));
	UK_TEST_EXPECT_ZERO(strcmp(getenv("A"), "1"));
	UK_TEST_EXPECT_ZERO(setenv("A", "3", 0));
	UK_TEST_EXPECT_ZERO(strcmp(getenv("A"), "1"));
	UK_TEST_EXPECT_ZERO(setenv("A", "longer", 1));
	UK_TEST_EXPECT_ZERO(strcmp(getenv("A"), "longer"));
	UK_TEST_EXPECT_ZERO(putenv(word));
	UK_TEST_EXPECT_PTR_EQ(getenv("PUT"), word + 4);
	UK_TEST_EXPECT_ZERO(strcmp(environ[0], "A=longer"));
	UK_TEST_EXPECT_ZERO(unsetenv("A"));
	UK_TEST_EXPECT_NULL(getenv("A"));
	UK_TEST_EXPECT_ZERO(strcmp(getenv("AB"), "2"));
	UK_TEST_EXPECT_ZERO(putenv(name));
	UK_TEST_EXPECT_NULL(getenv("AB"));
	errno = 0;
	UK_TEST_EXPECT_SNUM_EQ(setenv("A=B", "x", 1), -1);
	UK_TEST_EXPECT_SNUM_EQ(setenv("", "x", 1), -1);
	UK_TEST_EXPECT_SNUM_EQ(unsetenv(""), -1);
	UK_TEST_EXPECT_SNUM_EQ(errno, EINVAL);
	UK_TEST_EXPECT_ZERO(clearenv());
	UK_TEST_EXPECT_NULL(getenv("PUT"));
}

static jmp_buf env;

static void __noinline jump_inner(int value)
{
	longjmp(env, value);
}

static void __noinline jump(int value)
{
	volatile char stack[64];

	stack[0] = (char)value;
	jump_inner(stack[0]);
}

UK_TESTCASE(nolibc_posix, jumps)
{
	volatile int rounds = 0;
	volatile int values[3] = {-1, -1, -1};
	int value = setjmp(env);

	values[rounds] = value;
	rounds++;
	if (rounds == 1)
		jump(7);
	if (rounds == 2)
		jump(0);
	UK_TEST_EXPECT_SNUM_EQ(values[0], 0);
	UK_TEST_EXPECT_SNUM_EQ(values[1], 7);
	UK_TEST_EXPECT_SNUM_EQ(values[2], 1);
}

UK_TESTCASE(nolibc_posix, clocks)
{
	struct timespec a, b, req = {0, 20000000};
	struct timeval tv;
	time_t now;

	UK_TEST_EXPECT_ZERO(clock_gettime(CLOCK_MONOTONIC, &a));
	UK_TEST_EXPECT_ZERO(usleep(20000));
	UK_TEST_EXPECT_ZERO(nanosleep(&req, NULL));
	UK_TEST_EXPECT_ZERO(clock_gettime(CLOCK_MONOTONIC, &b));
	UK_TEST_EXPECT_SNUM_GE((b.tv_sec - a.tv_sec) * 1000000000 + b.tv_nsec -
				       a.tv_nsec,
			       40000000);
	now = time(NULL);
	UK_TEST_EXPECT_ZERO(gettimeofday(&tv, NULL));
	UK_TEST_EXPECT(tv.tv_sec == now || tv.tv_sec == now + 1);
	UK_TEST_EXPECT(tv.tv_usec >= 0 && tv.tv_usec < 1000000);
	errno = 0;
	UK_TEST_EXPECT_SNUM_EQ(clock_gettime(77, &a), -1);
	UK_TEST_EXPECT_SNUM_EQ(errno, EINVAL);
	req.tv_nsec = 1000000000;
	UK_TEST_EXPECT_SNUM_EQ(nanosleep(&req, NULL), -1);
}

UK_TESTCASE(nolibc_posix, the_system)
{
	UK_TEST_EXPECT_SNUM_EQ(sysconf(_SC_PAGESIZE), 4096);
	UK_TEST_EXPECT_SNUM_EQ(getpagesize(), 4096);
	UK_TEST_EXPECT_SNUM_EQ(sysconf(_SC_NPROCESSORS_ONLN), 1);
	UK_TEST_EXPECT_SNUM_EQ(sysconf(_SC_OPEN_MAX), 1024);
	errno = 0;
	UK_TEST_EXPECT_SNUM_EQ(sysconf(-1), -1);
	UK_TEST_EXPECT_SNUM_EQ(errno, EINVAL);
	UK_TEST_EXPECT(isatty(0) && !isatty(5));
	UK_TEST_EXPECT_SNUM_EQ(write(1, "", 0), 0);
	UK_TEST_EXPECT_SNUM_EQ(write(7, "x", 1), -1);
	UK_TEST_EXPECT_SNUM_EQ(errno, EBADF);
}

UK_TESTCASE(nolibc_posix, streams)
{
	char big[600];

	memset(big, '#', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	UK_TEST_EXPECT_SNUM_EQ(printf("%s %d\n", big, 1), 602);
	UK_TEST_EXPECT_SNUM_GE(puts("puts"), 0);
	UK_TEST_EXPECT_SNUM_GE(fputs("fputs\n", stderr), 0);
	UK_TEST_EXPECT_SNUM_EQ(putchar('\n'), '\n');
	UK_TEST_EXPECT_SNUM_EQ(fwrite("ab\n", 1, 3, stdout), 3);
	UK_TEST_EXPECT_ZERO(fwrite("ab\n", 1, 0, stdout));
	UK_TEST_EXPECT_ZERO(fflush(NULL));
	UK_TEST_EXPECT(fileno(stdout) == 1 && fileno(stderr) == 2);
	UK_TEST_EXPECT_ZERO(ferror(stdout));
	errno = 0;
	UK_TEST_EXPECT_SNUM_EQ(fputs("x", stdin), EOF);
	UK_TEST_EXPECT_SNUM_EQ(errno, EBADF);
	UK_TEST_EXPECT(ferror(stdin));
	clearerr(stdin);
	UK_TEST_EXPECT_SNUM_EQ(fgetc(stdout), EOF);
	clearerr(stdout);
	UK_TEST_EXPECT_SNUM_EQ(ungetc('x', stdin), 'x');
	UK_TEST_EXPECT_SNUM_EQ(ungetc('y', stdin), EOF);
	UK_TEST_EXPECT_SNUM_EQ(getchar(), 'x');
	UK_TEST_EXPECT_ZERO(setvbuf(stdout, NULL, _IOLBF, 0));
	UK_TEST_EXPECT_SNUM_EQ(setvbuf(stdout, NULL, 77, 0), -1);
}

uk_testsuite_register(nolibc_posix, NULL);
