/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The end of threads: who waits for a lock that the thread holds, or for its
 * end, is woken. The list of robust locks is the application's memory, and may
 * be nonsense.
 */
#include <errno.h>
#include <stddef.h>
#include <sys/types.h>
#include <uk/access.h>
#include <uk/futex.h>
#include <uk/syscall_define.h>
#include "futex_priv.h"

#define LIST_MAX 2048 /* as Linux: what is behind is not looked at */

/* Bit 0 of an entry's address: a lock with an owner in the kernel's sense */
#define ENTRY_PI 1UL

UK_LLSYSCALL_R_DEFINE(int, set_tid_address, int *, uaddr)
{
	struct uk_posix_thread *self = uk_posix_thread_current();

	self->clear_child_tid = uaddr;
	return self->tid;
}

UK_LLSYSCALL_R_DEFINE(int, set_robust_list, void *, head, size_t, len)
{
	if (len != sizeof(struct robust_list_head))
		return -EINVAL;
	uk_posix_thread_current()->robust_list = head;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, get_robust_list, int, pid, void **, uhead, size_t *,
		      ulen)
{
	const struct uk_posix_thread *pt;

	pt = pid ? uk_posix_thread_find(pid) : uk_posix_thread_current();
	if (!pt)
		return -ESRCH;
	if (uk_put_to_app(sizeof(struct robust_list_head), ulen))
		return -EFAULT;
	return uk_put_to_app(pt->robust_list, uhead);
}

/* A lock whose holder may have ended. pending: it was about to take it, or to
 * free it; when it had freed it, it may not have woken anybody.
 */
static int word_release(uint32_t *word, int tid, bool pi, bool pending)
{
	struct futex_word w = {word, false};
	uint32_t old = 0, expected;

	if ((uintptr_t)word % sizeof(*word) || uk_get_from_app(old, word))
		return -EFAULT;
	do {
		if (pending && !pi && !old) {
			(void)futex_wake(w, 1, FUTEX_BITSET_MATCH_ANY);
			return 0;
		}
		if ((old & FUTEX_TID_MASK) != (uint32_t)tid)
			return 0;
		expected = old;
		if (uk_cmpxchg_app(word, &old,
				   (old & FUTEX_WAITERS) | FUTEX_OWNER_DIED))
			return -EFAULT;
	} while (old != expected);
	if (!pi && (old & FUTEX_WAITERS))
		(void)futex_wake(w, 1, FUTEX_BITSET_MATCH_ANY);
	return 0;
}

static uint32_t *word_of(uintptr_t entry, long offset)
{
	return (uint32_t *)((entry & ~ENTRY_PI) + (uintptr_t)offset);
}

static void robust_list_release(struct uk_posix_thread *pt)
{
	struct robust_list_head head, *uhead = pt->robust_list;
	uintptr_t entry, next, pending;

	pt->robust_list = NULL;
	if (!uhead || uk_copy_from_app(&head, uhead, sizeof(head)))
		return;
	entry = (uintptr_t)head.list.next;
	pending = (uintptr_t)head.list_op_pending;
	for (int i = 0; i < LIST_MAX; i++) {
		if ((entry & ~ENTRY_PI) == (uintptr_t)&uhead->list)
			break;
		/* It may be freed once the lock is */
		if (uk_get_from_app(next, (uintptr_t *)(entry & ~ENTRY_PI)))
			break;
		if (entry != pending &&
		    word_release(word_of(entry, head.futex_offset), pt->tid,
				 entry & ENTRY_PI, false))
			return;
		entry = next;
	}
	if (pending)
		(void)word_release(word_of(pending, head.futex_offset), pt->tid,
				   pending & ENTRY_PI, true);
}

/* Who joins the thread waits for this. */
static void tid_clear(struct uk_posix_thread *pt)
{
	struct futex_word w = {(uint32_t *)pt->clear_child_tid, false};

	pt->clear_child_tid = NULL;
	if (!w.at || uk_put_to_app(0U, w.at))
		return;
	(void)futex_wake(w, 1, FUTEX_BITSET_MATCH_ANY);
}

static void futex_thread_term(__u64 flags __unused, struct uk_thread *child)
{
	struct uk_posix_thread *pt = child->posix;
	struct uk_posix_thread *self = uk_posix_thread_current();

	if (pt->futex)
		(void)futex_queue_remove(pt->futex);
	/* In another address space the addresses mean something else; with its
	 * last thread the memory goes.
	 */
	if (self && self->process == pt->process &&
	    pt->process->thread_count > 1) {
		futex_locks_release(pt);
		robust_list_release(pt);
		tid_clear(pt);
	}
}

UK_POSIX_CLONE_HANDLER(0, false, NULL, futex_thread_term);
