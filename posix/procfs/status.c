/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* status: the same as stat and more, for people. */
#include <uk/fdtab.h>
#include <uk/signal.h>
#include "usage_priv.h"

static void put_names(struct uk_streambuf *out, const struct procfs_ids *of,
		      const struct uk_posix_thread *pt)
{
	const struct uk_process *p = pt->process;

	uk_streambuf_strcpy(out, "Name:\t");
	procfs_escaped(out, pt->comm, "\n\\");
	uk_streambuf_printf(
		out,
		"\nUmask:\t%04o\nState:\t%s\nTgid:\t%d\nNgid:\t0\nPid:\t%d\n"
		"PPid:\t%d\nTracerPid:\t0\n",
		pt->fs->umask,
		proc_state(pt) == 'R' ? "R (running)" : "S (sleeping)", p->pid,
		of->id, p->parent ? p->parent->pid : 0);
}

static void put_identities(struct uk_streambuf *out,
			   const struct uk_posix_thread *pt)
{
	const struct uk_credentials *c = &pt->cred;

	uk_streambuf_printf(
		out,
		"Uid:\t%u\t%u\t%u\t%u\nGid:\t%u\t%u\t%u\t%u\nFDSize:\t%u\n"
		"Groups:\t",
		c->uid, c->euid, c->suid, c->fsuid, c->gid, c->egid, c->sgid,
		c->fsgid, pt->process->fdtab->size);
	for (unsigned int i = 0; i < c->nr_groups; i++)
		uk_streambuf_printf(out, "%u ", c->groups[i]);
	if (!c->nr_groups)
		uk_streambuf_strcpy(out, " ");
	uk_streambuf_printf(out, "\nNStgid:\t%d\n", pt->process->pid);
}

static void put_kb(struct uk_streambuf *out, const char *name,
		   unsigned long bytes)
{
	uk_streambuf_printf(out, "%s:\t%8lu kB\n", name, bytes >> 10);
}

static void put_memory(struct uk_streambuf *out, const struct uk_process *p)
{
	struct proc_usage usage;

	proc_usage_get(p, &usage);
	put_kb(out, "VmPeak", usage.size);
	put_kb(out, "VmSize", usage.size);
	put_kb(out, "VmLck", 0);
	put_kb(out, "VmPin", 0);
	put_kb(out, "VmHWM", usage.resident);
	put_kb(out, "VmRSS", usage.resident);
	put_kb(out, "RssAnon", usage.resident - usage.shared);
	put_kb(out, "RssFile", usage.shared);
	put_kb(out, "RssShmem", 0);
	put_kb(out, "VmData", usage.data);
	put_kb(out, "VmStk", usage.stack);
	put_kb(out, "VmExe", usage.text);
	put_kb(out, "VmLib", 0);
	put_kb(out, "VmSwap", 0);
}

static void put_signals(struct uk_streambuf *out,
			const struct uk_posix_thread *pt)
{
	const struct uk_process *p = pt->process;
	struct uk_signal_sets sets;

	uk_signal_sets(pt, &sets);
	uk_streambuf_printf(
		out,
		"Threads:\t%u\nSigQ:\t%u/%lu\nSigPnd:\t%016lx\n"
		"ShdPnd:\t%016lx\nSigBlk:\t%016lx\nSigIgn:\t%016lx\n"
		"SigCgt:\t%016lx\n",
		p->thread_count, sets.queued,
		p->rlimits[11 /* SIGPENDING */].cur,
		(unsigned long)sets.pending, (unsigned long)sets.shared_pending,
		(unsigned long)sets.blocked, (unsigned long)sets.ignored,
		(unsigned long)sets.caught);
}

static void put_capabilities(struct uk_streambuf *out,
			     const struct uk_posix_thread *pt)
{
	const struct uk_caps *caps = &pt->cred.caps;

	uk_streambuf_printf(
		out,
		"CapInh:\t%016lx\nCapPrm:\t%016lx\nCapEff:\t%016lx\n"
		"CapBnd:\t%016lx\nCapAmb:\t%016lx\nNoNewPrivs:\t%d\n"
		"Seccomp:\t0\n",
		(unsigned long)caps->inheritable,
		(unsigned long)caps->permitted, (unsigned long)caps->effective,
		(unsigned long)caps->bounding, (unsigned long)caps->ambient,
		pt->no_new_privs);
}

int proc_status(struct uk_streambuf *out, const struct procfs_ids *of)
{
	const struct uk_posix_thread *pt = proc_thread(of);

	if (!pt)
		return -ESRCH;
	put_names(out, of, pt);
	put_identities(out, pt);
	put_memory(out, pt->process);
	put_signals(out, pt);
	put_capabilities(out, pt);
	uk_streambuf_strcpy(out, "Cpus_allowed:\t1\nCpus_allowed_list:\t0\n"
				 "Mems_allowed:\t1\nMems_allowed_list:\t0\n"
				 "voluntary_ctxt_switches:\t0\n"
				 "nonvoluntary_ctxt_switches:\t0\n");
	return 0;
}
