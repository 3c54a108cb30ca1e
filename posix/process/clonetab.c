/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The functions that modules registered with UK_POSIX_CLONE_HANDLER. */
#include "process_priv.h"

/* From extra.ld, sorted by priority */
extern const struct uk_posix_clonetab_entry uk_posix_clonetab_start[];
extern const struct uk_posix_clonetab_entry uk_posix_clonetab_end[];

static bool wants(const struct uk_posix_clonetab_entry *entry, __u64 flags)
{
	return !entry->presence_only || (entry->flags_mask & flags);
}

static void term_before(const struct uk_posix_clonetab_entry *end, __u64 flags,
			struct uk_thread *child)
{
	while (end-- > uk_posix_clonetab_start)
		if (end->term && wants(end, flags))
			end->term(flags, child);
}

int process_clone_init(const struct clone_args *args, __sz len,
		       struct uk_thread *child, struct uk_thread *parent)
{
	const struct uk_posix_clonetab_entry *entry;
	int rc;

	for (entry = uk_posix_clonetab_start; entry < uk_posix_clonetab_end;
	     entry++) {
		if (!entry->init || !wants(entry, args->flags))
			continue;
		rc = entry->init(args, len, child, parent);
		if (rc < 0) {
			term_before(entry, args->flags, child);
			return rc;
		}
	}
	return 0;
}

void process_clone_term(__u64 flags, struct uk_thread *child)
{
	term_before(uk_posix_clonetab_end, flags, child);
}
