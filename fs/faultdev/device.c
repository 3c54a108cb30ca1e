/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The device, and the count of requests. */
#include <errno.h>
#include <stdint.h>
#include <uk/access.h>
#include <uk/faultdev.h>
#include <uk/init.h>
#include <vfscore/dentry.h>
#include <vfscore/fs.h>
#include "faultdev_priv.h"

/* Among those for local use */
#define FAULTDEV_NUMBER ((dev_t)250 << 8)

static unsigned long requests, failures, fail_at;
static bool armed;

bool faultdev_request(void)
{
	if (!armed || ++requests != fail_at)
		return false;
	failures++;
	return true;
}

static void arm(unsigned long nth)
{
	requests = 0;
	failures = 0;
	fail_at = nth;
	armed = true;
}

static int stats(unsigned long to)
{
	struct uk_faultdev_stats st = {
		.requests = requests,
		.failures = failures,
		.pieces = faultdev_heap_pieces(),
		.frames = faultdev_frames_used(),
	};

	return uk_copy_to_app((void *)to, &st, sizeof(st));
}

static int fault_ioctl(struct vfscore_file *fp __unused, unsigned long cmd,
		       unsigned long arg)
{
	switch (cmd) {
	case FAULTDEV_ARM:
		arm(arg);
		return 0;
	case FAULTDEV_STOP:
		armed = false;
		return 0;
	case FAULTDEV_STATS:
		return stats(arg);
	case FAULTDEV_SHRINK:
		while (vfscore_dcache_shrink(SIZE_MAX))
			;
		return 0;
	default:
		return -ENOTTY;
	}
}

static const struct vfscore_fileops fault_ops = {.ioctl = fault_ioctl};

static int fault_open(struct vfscore_file *fp)
{
	fp->f_op = &fault_ops;
	return 0;
}

static struct vfscore_chrdev device = {
	.name = "fault",
	.dev = FAULTDEV_NUMBER,
	.mode = 0600,
	.open = fault_open,
};

static int fault_init(void)
{
	faultdev_heap_init();
	faultdev_frames_init();
	return vfscore_chrdev_register(&device);
}

uk_lib_initcall(fault_init);
