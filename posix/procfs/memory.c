/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What the process itself has in its memory: arguments, environment, auxv. */
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/vmem.h>
#include "process_priv.h"

/* More than a stack has for it */
#define LENGTH_MAX (256UL << 20)

/* Bytes of a process's memory, as many as there are. */
static int put_memory(struct uk_streambuf *out, const struct uk_process *p,
		      __vaddr_t start, __vaddr_t end)
{
	__sz len = end - start;
	char *to;

	if (end <= start || len > LENGTH_MAX || p->vas != uk_vas_get_active())
		return 0;
	/* With a terminator, which the next append overwrites */
	to = uk_streambuf_reserve(out, len + 1);
	if (!to) {
		out->flags |= UK_STREAMBUF_S_TRUNCATED;
		return 0;
	}
	to[len] = '\0';
	return uk_copy_from_app(to, (const void *)start, len) ? -EIO : 0;
}

int proc_cmdline(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);

	if (!p)
		return -ESRCH;
	return put_memory(out, p, p->arg_start, p->arg_end);
}

int proc_environ(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);

	if (!p)
		return -ESRCH;
	if (!proc_may_look(p))
		return -EACCES;
	return put_memory(out, p, p->env_start, p->env_end);
}

int proc_auxv(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_process *p = proc_process(of);

	if (!p)
		return -ESRCH;
	if (!proc_may_look(p))
		return -EACCES;
	return put_memory(out, p, p->auxv_start, p->auxv_end);
}
