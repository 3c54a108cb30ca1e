/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Threads by their ids. A process's id is that of its first thread. Ids grow
 * until the largest one and begin anew behind those that programs take for
 * special.
 */
#include <stddef.h>
#include "process_priv.h"

#define BUCKETS	    64
#define TID_RESTART 300

static struct uk_hlist_head buckets[BUCKETS];
static int tid_last;
static int tid_max = 32767;

long uk_pid_max(void)
{
	return tid_max + 1;
}

int uk_pid_max_set(long max)
{
	tid_max = (int)max - 1;
	return 0;
}

struct uk_posix_thread *uk_posix_thread_find(int tid)
{
	struct uk_posix_thread *pt;

	uk_hlist_for_each_entry (pt, &buckets[(unsigned int)tid % BUCKETS],
				 hash)
		if (pt->tid == tid)
			return pt;
	return NULL;
}

struct uk_process *uk_process_find(int pid)
{
	struct uk_posix_thread *pt = uk_posix_thread_find(pid);

	/* The first thread may have ended before the others */
	if (pt)
		return pt->process->pid == pid ? pt->process : NULL;
	for (unsigned int i = 0; i < BUCKETS; i++)
		uk_hlist_for_each_entry (pt, &buckets[i], hash)
			if (pt->process->pid == pid)
				return pt->process;
	return NULL;
}

int uk_process_next(int from)
{
	const struct uk_posix_thread *pt;
	int pid, lowest = -1;

	for (unsigned int i = 0; i < BUCKETS; i++) {
		uk_hlist_for_each_entry (pt, &buckets[i], hash) {
			pid = pt->process->pid;
			if (pid >= from && (lowest < 0 || pid < lowest))
				lowest = pid;
		}
	}
	return lowest;
}

int process_tid_get(void)
{
	int tid = tid_last;

	/* The largest may have become less than the last one */
	for (int tries = 0; tries < tid_max; tries++) {
		tid = tid < tid_max ? tid + 1 : TID_RESTART;
		if (!uk_posix_thread_find(tid)) {
			tid_last = tid;
			return tid;
		}
	}
	return -1;
}

void process_thread_insert(struct uk_posix_thread *pt)
{
	uk_hlist_add_head(&pt->hash, &buckets[(unsigned int)pt->tid % BUCKETS]);
}

void process_thread_remove(struct uk_posix_thread *pt)
{
	uk_hlist_del(&pt->hash);
}
