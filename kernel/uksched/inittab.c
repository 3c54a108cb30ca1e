/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The functions that modules registered with UK_THREAD_INIT. */
#include "thread_priv.h"

/* From extra.ld, sorted by priority */
extern const struct uk_thread_inittab_entry uk_thread_inittab_start[];
extern const struct uk_thread_inittab_entry uk_thread_inittab_end[];

static bool wants(const struct uk_thread_inittab_entry *entry,
		  const struct uk_thread *t)
{
	return (entry->flags & t->flags) == entry->flags;
}

/* The term functions of the entries before end, last one first. */
static void term_before(const struct uk_thread_inittab_entry *end,
			struct uk_thread *t)
{
	while (end-- > uk_thread_inittab_start) {
		if (end->term && wants(end, t))
			end->term(t);
	}
}

int thread_hooks_init(struct uk_thread *t)
{
	const struct uk_thread_inittab_entry *entry;
	int rc;

	rc = thread_tcb_init(t);
	if (rc < 0)
		return rc;
	for (entry = uk_thread_inittab_start; entry < uk_thread_inittab_end;
	     entry++) {
		if (!entry->init || !wants(entry, t))
			continue;
		rc = entry->init(t, uk_thread_current());
		if (rc < 0) {
			term_before(entry, t);
			thread_tcb_fini(t);
			return rc;
		}
	}
	return 0;
}

void thread_hooks_fini(struct uk_thread *t)
{
	term_before(uk_thread_inittab_end, t);
	thread_tcb_fini(t);
}
