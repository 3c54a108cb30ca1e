/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The line discipline beside that of a pseudo-terminal of Linux. */
#ifndef __DEVFS_TESTS_PTY_H__
#define __DEVFS_TESTS_PTY_H__

#include <stdbool.h>

/* false: this machine has none. */
bool pty_start(unsigned int seed);
void pty_stop(void);

/* Does both do the same? Says what differs. */
bool pty_run(unsigned int steps);

#endif /* __DEVFS_TESTS_PTY_H__ */
