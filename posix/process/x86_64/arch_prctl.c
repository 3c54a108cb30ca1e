/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * arch_prctl(2): the FS base, which is the thread pointer. GS finds the per-CPU
 * data, since programs run in the kernel's privilege level: setting it is
 * refused.
 */
#include <errno.h>
#include <uk/access.h>
#include <uk/plat/tls.h>
#include <uk/syscall.h>

#define ARCH_SET_GS 0x1001
#define ARCH_SET_FS 0x1002
#define ARCH_GET_FS 0x1003
#define ARCH_GET_GS 0x1004

UK_LLSYSCALL_R_DEFINE(int, arch_prctl, int, code, unsigned long, addr)
{
	switch (code) {
	case ARCH_SET_FS:
		if (addr >= uk_app_limit() - 1)
			return -EPERM;
		ukplat_tlsp_set(addr);
		return 0;
	case ARCH_GET_FS:
		return uk_put_to_app(ukplat_tlsp_get(), (__uptr *)addr);
	case ARCH_GET_GS:
		return uk_put_to_app(0UL, (unsigned long *)addr);
	case ARCH_SET_GS:
		return addr ? -EPERM : 0;
	default:
		return -EINVAL;
	}
}
