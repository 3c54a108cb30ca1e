/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* System calls as text. */
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <uk/essentials.h>
#include <uk/syscall.h>
#include <uk/test.h>

#define BAD 0x10L /* nothing is there */

static char line[256];

static bool is(int len, const char *expected)
{
	if (strcmp(line, expected) == 0 && (size_t)len == strlen(expected))
		return true;
	uk_test_printf("\tline: %s\n", line);
	return false;
}

/* Variable arguments are longs: an int's upper half would be anything. */
#define PRINT(nr, ret, ...) \
	uk_snprsyscall(line, sizeof(line), 0, nr, ret, ##__VA_ARGS__)

UK_TESTCASE(syscall_print, files)
{
	static const char path[] = "/x";

	UK_TEST_EXPECT(is(PRINT(SYS_openat, -2L, (long)AT_FDCWD, (long)path,
				(long)(O_WRONLY | O_CREAT), 0644L),
			  "openat(AT_FDCWD, \"/x\", O_WRONLY|O_CREAT, 0644) = "
			  "ENOENT: No such file or directory (-2)"));
	UK_TEST_EXPECT(is(PRINT(SYS_openat, 3L, 4L, (long)path, 0L, 0L),
			  "openat(dirfd:4, \"/x\", O_RDONLY, 0) = fd:3"));
	UK_TEST_EXPECT(is(PRINT(SYS_openat, 3L, 4L, BAD, 0x40000000L, 0L),
			  "openat(dirfd:4, va:0x10, O_RDONLY|0x40000000, 0) = "
			  "fd:3"));
	UK_TEST_EXPECT(is(PRINT(SYS_close, -9L, 44L),
			  "close(fd:44) = EBADF: Bad file descriptor (-9)"));
	UK_TEST_EXPECT(is(PRINT(SYS_close, 0L, 3L), "close(fd:3) = OK"));
}

UK_TESTCASE(syscall_print, data)
{
	static const char bytes[] = "he\x01llo";
	static const char many[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	struct iovec iov[] = {{(void *)(uintptr_t)bytes, 2},
			      {(void *)(uintptr_t)BAD, 5}};

	UK_TEST_EXPECT(is(PRINT(SYS_write, 5L, 3L, (long)bytes, 6L),
			  "write(fd:3, \"he\\x01llo\", 6) = 5"));
	UK_TEST_EXPECT(is(PRINT(SYS_write, -14L, 3L, BAD, 6L),
			  "write(fd:3, va:0x10, 6) = EFAULT: Bad address "
			  "(-14)"));
	UK_TEST_EXPECT(is(PRINT(SYS_write, 36L, 3L, (long)many, 36L),
			  "write(fd:3, \"0123456789abcdefghijklmn\"..., 36) = "
			  "36"));
	UK_TEST_EXPECT(is(PRINT(SYS_read, 2L, 3L, (long)bytes, 6L),
			  "read(fd:3, <out>\"he\", 6) = 2"));
	UK_TEST_EXPECT(is(PRINT(SYS_read, -9L, 3L, 0x5000L, 6L),
			  "read(fd:3, va:0x5000, 6) = EBADF: Bad file "
			  "descriptor (-9)"));
	UK_TEST_EXPECT(is(PRINT(SYS_writev, 2L, 1L, (long)iov, 2L),
			  "writev(fd:1, [{\"he\", 2}, {va:0x10, 5}], 2) = 2"));
}

UK_TESTCASE(syscall_print, memory)
{
	UK_TEST_EXPECT(is(PRINT(SYS_mmap, 0x7000L, 0L, 4096L,
				(long)(PROT_READ | PROT_WRITE),
				(long)(MAP_PRIVATE | MAP_ANONYMOUS), -1L, 0L),
			  "mmap(NULL, 4096, PROT_READ|PROT_WRITE, "
			  "MAP_PRIVATE|MAP_ANONYMOUS, fd:-1, 0) = va:0x7000"));
	UK_TEST_EXPECT(is(PRINT(SYS_mprotect, 0L, 0x7000L, 4096L, 0L),
			  "mprotect(va:0x7000, 4096, PROT_NONE) = OK"));
	UK_TEST_EXPECT(is(PRINT(SYS_munmap, 0L, 0x7000L, 4096L),
			  "munmap(va:0x7000, 4096) = OK"));
}

UK_TESTCASE(syscall_print, numbers_and_times)
{
	long time[] = {3, 50};

	UK_TEST_EXPECT(is(PRINT(SYS_getpid, 1L), "getpid() = pid:1"));
	UK_TEST_EXPECT(is(PRINT(SYS_clock_gettime, 0L, 1L, (long)time),
			  "clock_gettime(CLOCK_MONOTONIC, "
			  "<out>{3.000000050}) = OK"));
	UK_TEST_EXPECT(is(PRINT(SYS_clock_gettime, -22L, 99L, 0L),
			  "clock_gettime(99, NULL) = EINVAL: Invalid argument "
			  "(-22)"));
	UK_TEST_EXPECT(is(PRINT(SYS_futex, 0L, 0x1000L, 129L, 1L, 0L, 0L, 0L),
			  "futex(va:0x1000, FUTEX_WAKE|FUTEX_PRIVATE_FLAG, 1, "
			  "NULL, NULL, 0) = 0"));
	UK_TEST_EXPECT(is(PRINT(SYS_exit_group, 0L, 3L), "exit_group(3) = ?"));
	UK_TEST_EXPECT(is(PRINT(SYS_bpf, -38L, 1L, 2L, 3L),
			  "bpf(0x1, 0x2, 0x3) = ENOSYS: Function not "
			  "implemented (-38)"));
	UK_TEST_EXPECT(is(PRINT(4711L, 7L, 1L, 2L, 0L, 0L, 0L, 0L),
			  "syscall_4711(0x1, 0x2, 0, 0, 0, 0) = 0x7"));
}

UK_TESTCASE(syscall_print, what_does_not_fit)
{
	static const char text[] = "abcdefghijklmnop";
	int len;

	len = uk_snprsyscall(line, 30, 0, SYS_read, 16L, 3L, (long)text, 16L);
	UK_TEST_EXPECT(is(len, "read(fd:3, <out>\"abcdefghi..."));
	len = uk_snprsyscall(line, 30, UK_PRSYSCALL_FMTF_NEWLINE, SYS_read, 16L,
			     3L, (long)text, 16L);
	UK_TEST_EXPECT(is(len, "read(fd:3, <out>\"abcdefgh...\n"));
	for (size_t max = 0; max < 30; max++) {
		memset(line, 'x', sizeof(line));
		len = uk_snprsyscall(line, max, 1, SYS_close, 0L, 3L);
		UK_TEST_EXPECT(len < (int)max || (!max && !len));
		UK_TEST_EXPECT(line[max] == 'x');
	}
}

UK_TESTCASE(syscall_print, colours)
{
	int flags = UK_PRSYSCALL_FMTF_ANSICOLOR | UK_PRSYSCALL_FMTF_NEWLINE;
	int len = uk_snprsyscall(line, sizeof(line), flags, SYS_close, 0L, 3L);

	UK_TEST_EXPECT(is(len, "\033[34mclose\033[0m(\033[36mfd:3\033[0m) = "
			       "\033[33mOK\033[0m\n"));
}

uk_testsuite_register(syscall_print, NULL);
