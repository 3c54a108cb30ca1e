/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between the files of this folder. */
#ifndef __DEVFS_PRIV_H__
#define __DEVFS_PRIV_H__

#include <vfscore/fs.h>

/* A device's number, both parts below 256: makedev() is no constant
 * everywhere.
 */
#define DEVFS_DEV(major, minor) ((dev_t)(major) << 8 | (minor))

/* Each registers its devices; 0 or a negative errno. */
int devfs_mem_init(void);
int devfs_random_init(void);
int devfs_stream_init(void);

/* Is what arrives the streams', and not the terminal's? */
bool devfs_stream_is_wanted(void);
/* Takes it, and wakes who waits for it. Interrupt handlers, too. */
void devfs_stream_arrived(void);
int devfs_tty_init(void);

/*
 * Has the console told when something arrives from the first call on: signals
 * come although nobody reads. Returns whether it can; else one has to look.
 */
bool devfs_tty_is_told(void);

/* A position that never moves, as the memory devices have it. */
static inline off_t devfs_seek_none(struct vfscore_file *fp __unused,
				    off_t offset __unused, int whence __unused)
{
	return 0;
}

#endif /* __DEVFS_PRIV_H__ */
