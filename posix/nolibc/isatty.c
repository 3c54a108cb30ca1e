/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* isatty(), where descriptors are files: who has a terminal's settings is one.
 */
#include <unistd.h>
#include <uk/syscall.h>

#define TCGETS_ 0x5401

int isatty(int fd)
{
	char termios[64]; /* more than it fills in */

	return uk_syscall_e_ioctl(fd, TCGETS_, (long)termios) == 0;
}
