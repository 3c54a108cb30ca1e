/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The line discipline beside that of a pseudo-terminal of Linux. */
#ifndef __DEVFS_TESTS_PTY_H__
#define __DEVFS_TESTS_PTY_H__

#include <stdbool.h>

/* false: this machine has none. */
bool pty_start(unsigned int seed);
void pty_stop(void);

/* Do both do the same? Says what differs. Where nothing tells that Linux has
 * done its work it is given so many microseconds.
 */
bool pty_run(unsigned int steps, unsigned int wait);

#endif /* __DEVFS_TESTS_PTY_H__ */
