/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* /dev/console, for images without devfs: writing, and nothing to read. */
#include <sys/sysmacros.h>
#include <uk/essentials.h>
#include <uk/init.h>
#include <uk/plat/console.h>
#include <vfscore/fs.h>
#include <vfscore/namei.h>

static int console_write(struct vfscore_file *fp __unused, struct uio *uio,
			 int flags __unused)
{
	char chunk[256];
	size_t part;
	int rc;

	while (uio->uio_resid) {
		part = MIN((size_t)uio->uio_resid, sizeof(chunk));
		rc = vfscore_uiomove(chunk, part, uio);
		if (rc)
			return rc;
		ukplat_coutk(chunk, (unsigned int)part);
	}
	return 0;
}

static int console_read(struct vfscore_file *fp __unused,
			struct uio *uio __unused, int flags __unused)
{
	return 0;
}

static const struct vfscore_fileops console_ops = {
	.read = console_read,
	.write = console_write,
};

static int console_open(struct vfscore_file *fp)
{
	fp->f_op = &console_ops;
	return 0;
}

static struct vfscore_chrdev console = {
	.name = "console",
	.dev = makedev(5, 1),
	.mode = 0600,
	.open = console_open,
};

static int console_init(void)
{
	int rc = vfscore_chrdev_register(&console);

	if (rc)
		return rc == -EEXIST ? 0 : rc;
	(void)vfscore_mkdir(vfscore_ctx_boot(), NULL, "/dev", 0755);
	rc = vfscore_mknod(vfscore_ctx_boot(), NULL, "/dev/console",
			   S_IFCHR | 0600, console.dev);
	return rc == -EEXIST ? 0 : rc;
}

uk_rootfs_initcall_prio(console_init, 6);
