/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* random, urandom: random(4). What is written is entropy. */
#include <errno.h>
#include <uk/swrand.h>
#include "devfs_priv.h"

#define CHUNK 256

static int random_read(struct vfscore_file *fp __unused, struct uio *uio,
		       int flags __unused)
{
	char buf[CHUNK];
	size_t n;
	int rc = 0;

	while (uio->uio_resid && rc == 0) {
		n = MIN((size_t)uio->uio_resid, sizeof(buf));
		(void)uk_swrand_fill_buffer(buf, n);
		rc = vfscore_uiomove(buf, n, uio);
	}
	return rc;
}

static int random_write(struct vfscore_file *fp __unused, struct uio *uio,
			int flags __unused)
{
	char buf[CHUNK];
	size_t n;
	int rc;

	while (uio->uio_resid) {
		n = MIN((size_t)uio->uio_resid, sizeof(buf));
		rc = vfscore_uiomove(buf, n, uio);
		if (rc)
			return rc;
		uk_swrand_add(buf, n);
	}
	return 0;
}

static const struct vfscore_fileops random_ops = {
	.read = random_read,
	.write = random_write,
	.seek = devfs_seek_none,
};

static int random_open(struct vfscore_file *fp)
{
	fp->f_op = &random_ops;
	fp->f_mode |= UK_FANYPOS;
	return 0;
}

static struct vfscore_chrdev devices[] = {
	{
		.name = "random",
		.dev = DEVFS_DEV(1, 8),
		.mode = 0666,
		.open = random_open,
	},
	{
		.name = "urandom",
		.dev = DEVFS_DEV(1, 9),
		.mode = 0666,
		.open = random_open,
	},
};

int devfs_random_init(void)
{
	int rc = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(devices) && rc == 0; i++)
		rc = vfscore_chrdev_register(&devices[i]);
	return rc;
}
