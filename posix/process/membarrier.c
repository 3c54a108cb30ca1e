/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * membarrier(2): with one CPU, on which the caller runs, every thread's
 * accesses are in order for all others once it has been switched from.
 */
#include <errno.h>
#include <uk/syscall_define.h>
#include "process_priv.h"

#define QUERY			   0
#define GLOBAL			   0x01
#define GLOBAL_EXPEDITED	   0x02
#define REGISTER_GLOBAL_EXPEDITED  0x04
#define PRIVATE_EXPEDITED	   0x08
#define REGISTER_PRIVATE_EXPEDITED 0x10
#define PRIVATE_SYNC_CORE	   0x20
#define REGISTER_PRIVATE_SYNC_CORE 0x40

UK_LLSYSCALL_R_DEFINE(int, membarrier, int, command, unsigned int, flags, int,
		      cpu)
{
	struct uk_process *p = uk_process_current();

	(void)cpu;
	if (flags)
		return -EINVAL;
	switch (command) {
	case QUERY:
		return GLOBAL | GLOBAL_EXPEDITED | REGISTER_GLOBAL_EXPEDITED |
		       PRIVATE_EXPEDITED | REGISTER_PRIVATE_EXPEDITED |
		       PRIVATE_SYNC_CORE | REGISTER_PRIVATE_SYNC_CORE;
	case GLOBAL:
	case GLOBAL_EXPEDITED:
		break;
	case REGISTER_GLOBAL_EXPEDITED:
	case REGISTER_PRIVATE_EXPEDITED:
	case REGISTER_PRIVATE_SYNC_CORE:
		p->membarrier |= (unsigned int)command;
		return 0;
	case PRIVATE_EXPEDITED:
	case PRIVATE_SYNC_CORE:
		/* The command to register is the next bit */
		if (!(p->membarrier & (unsigned int)command << 1))
			return -EPERM;
		break;
	default:
		return -EINVAL;
	}
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return 0;
}
