/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* null, zero, full: mem(4) has them. */
#include <errno.h>
#include "devfs_priv.h"

static int null_read(struct vfscore_file *fp __unused, struct uio *uio __unused,
		     int flags __unused)
{
	return 0;
}

static int null_write(struct vfscore_file *fp __unused, struct uio *uio,
		      int flags __unused)
{
	uio->uio_resid = 0;
	return 0;
}

static int zero_read(struct vfscore_file *fp __unused, struct uio *uio,
		     int flags __unused)
{
	return vfscore_uiozero((size_t)uio->uio_resid, uio);
}

static int full_write(struct vfscore_file *fp __unused,
		      struct uio *uio __unused, int flags __unused)
{
	return -ENOSPC;
}

static const struct vfscore_fileops null_ops = {
	.read = null_read,
	.write = null_write,
	.seek = devfs_seek_none,
};

static const struct vfscore_fileops zero_ops = {
	.read = zero_read,
	.write = null_write,
	.seek = devfs_seek_none,
};

static const struct vfscore_fileops full_ops = {
	.read = zero_read,
	.write = full_write,
	.seek = devfs_seek_none,
};

static int mem_open(struct vfscore_file *fp, const struct vfscore_fileops *op)
{
	fp->f_op = op;
	fp->f_mode |= UK_FANYPOS;
	return 0;
}

static int null_open(struct vfscore_file *fp)
{
	return mem_open(fp, &null_ops);
}

static int zero_open(struct vfscore_file *fp)
{
	fp->f_mode |= UK_FZERO;
	return mem_open(fp, &zero_ops);
}

static int full_open(struct vfscore_file *fp)
{
	return mem_open(fp, &full_ops);
}

static struct vfscore_chrdev devices[] = {
	{.name = "null",
	 .dev = DEVFS_DEV(1, 3),
	 .mode = 0666,
	 .open = null_open},
	{.name = "zero",
	 .dev = DEVFS_DEV(1, 5),
	 .mode = 0666,
	 .open = zero_open},
	{.name = "full",
	 .dev = DEVFS_DEV(1, 7),
	 .mode = 0666,
	 .open = full_open},
};

int devfs_mem_init(void)
{
	int rc = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(devices) && rc == 0; i++)
		rc = vfscore_chrdev_register(&devices[i]);
	return rc;
}
