/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Who has the terminal. That processes have sessions the layer above knows. */
#ifndef __DEVFS_TTY_H__
#define __DEVFS_TTY_H__

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct devfs_tty_owner {
	/* To all processes of a group. Any context. */
	void (*signal)(int group, int signo);
	/* The session of the running thread's process, and is that its id? */
	int (*session)(void);
	bool (*is_leader)(void);
	/* Is there a group in this session? */
	bool (*has_group)(int session, int group);
};

/* Once, during boot. Without it the terminal is nobody's. */
void devfs_tty_owner_set(const struct devfs_tty_owner *owner);

#ifdef __cplusplus
}
#endif

#endif /* __DEVFS_TTY_H__ */
