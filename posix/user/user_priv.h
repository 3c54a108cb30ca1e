/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __USER_PRIV_H__
#define __USER_PRIV_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/process.h>

#define ID_KEEP ((uint32_t)-1) /* in setres*id(): as it is */

/* The four ids of one kind, users' or groups'; may they become any other? */
struct ids {
	uint32_t real, effective, saved, fs;
	bool any;
};

/* May an unprivileged process take an id? One of its own, or none. */
static inline bool ids_has(const struct ids *ids, uint32_t id)
{
	return id == ID_KEEP || id == ids->real || id == ids->effective ||
	       id == ids->saved;
}

/*
 * setresuid(2), setreuid(2), setuid(2) for either kind: change *ids, or return
 * -EPERM, -EINVAL.
 */
int ids_setres(struct ids *ids, uint32_t real, uint32_t effective,
	       uint32_t saved);
int ids_setre(struct ids *ids, uint32_t real, uint32_t effective);
int ids_set(struct ids *ids, uint32_t id);
/* setfsuid(2): returns what it was, changed or not. */
uint32_t ids_setfs(struct ids *ids, uint32_t id);

/* What changing users, or only that of files, does to capabilities; *old are
 * the ids before.
 */
void caps_follow(struct uk_credentials *c, const struct ids *old);
void caps_follow_fs(struct uk_credentials *c, const struct ids *old);

#endif /* __USER_PRIV_H__ */
