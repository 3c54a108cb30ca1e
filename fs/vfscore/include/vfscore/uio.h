/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A transfer between an object and one or more buffers, on its way: how much
 * is left, where it goes on, and whose the buffers are. An application's are
 * only touched by the checked copies of <uk/access.h>.
 */
#ifndef __VFSCORE_UIO_H__
#define __VFSCORE_UIO_H__

#include <sys/types.h>
#include <sys/uio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Linux's limits: buffers in one call, bytes in one call */
#ifndef UIO_MAXIOV
#define UIO_MAXIOV 1024
#endif
#define IOSIZE_MAX 0x7ffff000L

enum uio_rw {
	UIO_READ,  /* object to buffers */
	UIO_WRITE, /* buffers to object */
};

enum uio_seg {
	UIO_SYSSPACE, /* the kernel's buffers */
	UIO_APPSPACE, /* the application's, unchecked */
};

struct uio {
	struct iovec *uio_iov; /* the current one; the kernel's copy, changed */
	int uio_iovcnt;	       /* from there on */
	off_t uio_offset;      /* in the object; advances with the transfer */
	ssize_t uio_resid;     /* bytes still to go */
	enum uio_rw uio_rw;
	enum uio_seg uio_segflg;
};

/*
 * Moves up to n bytes between the kernel's cp and the buffers, in the direction
 * of uio_rw, and advances. Returns 0, or -EFAULT when a buffer is not
 * accessible; then what was moved before it counts: uio_resid tells.
 */
int vfscore_uiomove(void *cp, size_t n, struct uio *uio);

/* The same from zeros, UIO_READ only. */
int vfscore_uiozero(size_t n, struct uio *uio);

/* f(data, part, &part_len) for each piece of up to n bytes, as the interface
 * has it: f says in part_len how much it took and returns 0 or a negative
 * errno, which ends it. For UIO_SYSSPACE only.
 */
int vfscore_uioforeach(int (*f)(void *data, void *part, size_t *part_len),
		       void *data, size_t n, struct uio *uio);

#ifdef __cplusplus
}
#endif

#endif /* __VFSCORE_UIO_H__ */
