/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The terminal's signals, and whose it is. */
#include <stddef.h>
#include <devfs/tty.h>
#include <uk/init.h>
#include "signal_priv.h"

static void tty_signal(int group, int signo)
{
	struct uk_process *p;

	for (int pid = uk_process_next(0); pid > 0;
	     pid = uk_process_next(pid + 1)) {
		p = uk_process_find(pid);
		if (p->pgid == group)
			(void)uk_signal_send_process(p, signo, NULL);
	}
}

static int tty_session(void)
{
	return uk_posix_thread_current() ? uk_process_current()->sid : 0;
}

static bool tty_is_leader(void)
{
	return tty_session() && tty_session() == uk_process_current()->pid;
}

/* session 0: in any */
static bool tty_has_group(int session, int group)
{
	for (int pid = uk_process_next(0); pid > 0;
	     pid = uk_process_next(pid + 1)) {
		const struct uk_process *p = uk_process_find(pid);

		if (p->pgid == group && (!session || p->sid == session))
			return true;
	}
	return false;
}

static const struct devfs_tty_owner tty_owner = {
	.signal = tty_signal,
	.session = tty_session,
	.is_leader = tty_is_leader,
	.has_group = tty_has_group,
};

static int tty_boot(void)
{
	devfs_tty_owner_set(&tty_owner);
	return 0;
}

uk_lib_initcall(tty_boot);
