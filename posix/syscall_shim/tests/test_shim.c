/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <string.h>
#include <uk/essentials.h>
#include <uk/syscall.h>
#include <uk/test.h>

/* Calls that Linux does not implement stand in for real ones. */
UK_SYSCALL_R_DEFINE(int, vserver, int, a, const char *, b, unsigned int, c,
		    long, d, long, e)
{
	return b ? a + (int)c + (int)d + (int)e : -EFAULT;
}

UK_LLSYSCALL_DEFINE(long, tuxcall, long, a, long, b, long, c)
{
	if (a + b + c == 0) {
		errno = EINVAL;
		return -1;
	}
	return c ? a + b + c : -1;
}

int vserver(int a, const char *b, unsigned int c, long d, long e);

UK_TESTCASE(syscall_shim, a_raw_handler_has_three_names)
{
	errno = 0;
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall_r_vserver(1, (long)"", 2, 3, 4), 10);
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall_r_vserver(1, 0, 2, 3, 4), -EFAULT);
	UK_TEST_EXPECT_ZERO(errno);
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall_e_vserver(1, 0, 2, 3, 4), -1);
	UK_TEST_EXPECT_SNUM_EQ(errno, EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(vserver(1, "", 2, 3, 4), 10);
	/* What is beyond a type's width is cut off, as the ABI says */
	UK_TEST_EXPECT_SNUM_EQ(
		uk_syscall_r_vserver(1L << 32 | 1, (long)"", 2, 3, 4), 10);
}

UK_TESTCASE(syscall_shim, an_errno_handler_has_a_raw_name)
{
	errno = 7;
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall_r_tuxcall(1, 2, 3), 6);
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall_r_tuxcall(0, 0, 0), -EINVAL);
	/* Without errno: something is wrong */
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall_r_tuxcall(1, 0, 0), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(errno, 7);
}

UK_TESTCASE(syscall_shim, numbers)
{
	UK_TEST_EXPECT_ZERO(strcmp(uk_syscall_name(SYS_write), "write"));
	UK_TEST_EXPECT_NULL(uk_syscall_name(-1));
	UK_TEST_EXPECT_NULL(uk_syscall_name(SHIM_TABLE_SIZE));
	UK_TEST_EXPECT_ZERO(strcmp(uk_syscall_name(SYS_bpf), "bpf"));
	UK_TEST_EXPECT_NULL(uk_syscall_name_p(SYS_bpf));
	UK_TEST_EXPECT_NULL(uk_syscall_r_fn(SYS_bpf));
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall_r(SYS_bpf, 1, 2), -ENOSYS);
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall_r(-1), -ENOSYS);
	UK_TEST_EXPECT_SNUM_EQ(uk_syscall(100000), -1);
	UK_TEST_EXPECT_SNUM_EQ(errno, ENOSYS);
}

uk_testsuite_register(syscall_shim, NULL);
