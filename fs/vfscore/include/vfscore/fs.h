/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Flags of open files, and special files: what is behind a device's number, a
 * FIFO, a socket.
 */
#ifndef __VFSCORE_FS_H__
#define __VFSCORE_FS_H__

#include <sys/types.h>
#include <uk/list.h>
#include <vfscore/file.h>
#include <vfscore/vnode.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UK_ALLPERMS 07777

/* O_RDONLY, O_WRONLY, O_RDWR to UK_FREAD, UK_FWRITE and back; more stays. */
static inline int vfscore_fflags(int oflags)
{
	return (oflags & ~O_ACCMODE) | (((oflags & O_ACCMODE) + 1) & O_ACCMODE);
}

static inline int vfscore_oflags(int fflags)
{
	return (fflags & ~O_ACCMODE) | (((fflags & O_ACCMODE) - 1) & O_ACCMODE);
}

/*
 * Opens a special file: fp has its vnode, mode and flags; sets f_op and f_data.
 * 0 or a negative errno, and then release is not called. May sleep.
 */
typedef int (*vfscore_open_t)(struct vfscore_file *fp);

/* special.c: a character device; in devfs by this name with this mode. */
struct vfscore_chrdev {
	const char *name;
	dev_t dev;
	mode_t mode; /* permissions */
	vfscore_open_t open;
	struct uk_list_head link;
};

/* During boot; cd stays. -EEXIST. */
int vfscore_chrdev_register(struct vfscore_chrdev *cd);

/* f for each, until it returns not 0, which is returned. */
int vfscore_chrdev_foreach(int (*f)(const struct vfscore_chrdev *cd, void *arg),
			   void *arg);

/*
 * What opens VFIFO or VSOCK, and what gives up v_private of a vnode
 * that goes (may be NULL). Until then opening is -ENXIO.
 */
void vfscore_special_register(enum vtype type, vfscore_open_t open,
			      void (*inactive)(struct vnode *vp));

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_FS_H__ */
