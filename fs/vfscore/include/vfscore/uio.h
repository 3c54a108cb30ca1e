/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A transfer between an object and one or more buffers, on its way: how much
 * is left, where it goes on, and whose the buffers are. An application's are
 * only touched by the checked copies of <uk/access.h>.
 */
#ifndef __VFSCORE_UIO_H__
#define __VFSCORE_UIO_H__

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <uk/access.h>

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

/* n bytes of the buffer at hand have been moved. */
static inline void vfscore_uio_advance(struct uio *uio, size_t n)
{
	struct iovec *iov = uio->uio_iov;

	iov->iov_base = (char *)iov->iov_base + n;
	iov->iov_len -= n;
	uio->uio_resid -= (ssize_t)n;
	uio->uio_offset += (off_t)n;
}

/* A byte or a word of an application, by one access. false: in another way. */
static inline bool _vfscore_uiomove_value(void *cp, size_t n, struct uio *uio)
{
	__vaddr_t base = (__vaddr_t)uio->uio_iov->iov_base;

	if (unlikely(uio->uio_segflg != UIO_APPSPACE) ||
	    unlikely(n > uio->uio_iov->iov_len) ||
	    unlikely(!uk_app_range_ok(base, n)) ||
	    unlikely(!(uio->uio_rw == UIO_READ ? _uk_app_store(base, cp, n)
					       : _uk_app_load(cp, base, n))))
		return false;
	vfscore_uio_advance(uio, n);
	return true;
}

/* vfscore_uiomove() for paths that have to be short with a byte or a word. */
static inline int vfscore_uiomove_short(void *cp, size_t n, struct uio *uio)
{
	if (n <= sizeof(uint64_t) && likely(_vfscore_uiomove_value(cp, n, uio)))
		return 0;
	return vfscore_uiomove(cp, n, uio);
}

/* The same from zeros, UIO_READ only. */
int vfscore_uiozero(size_t n, struct uio *uio);

/*
 * The same of one value, as eventfd has it, in few instructions: put to the
 * buffers (UIO_READ), got from them (UIO_WRITE; then all of it or nothing).
 */
int vfscore_uio_put64_parts(uint64_t value, struct uio *uio);
int vfscore_uio_get64_parts(uint64_t *value, struct uio *uio);

static inline bool _vfscore_uio_one64(const struct uio *uio, __vaddr_t base)
{
	return likely(uio->uio_segflg == UIO_APPSPACE) &&
	       likely(uio->uio_iov->iov_len >= sizeof(uint64_t)) &&
	       likely(uk_app_range_ok(base, sizeof(uint64_t)));
}

static inline __attribute__((always_inline)) int vfscore_uio_put64(
	uint64_t value, struct uio *uio)
{
	__vaddr_t base = (__vaddr_t)uio->uio_iov->iov_base;

	if (unlikely(!_vfscore_uio_one64(uio, base)) ||
	    unlikely(!arch_nofault_store(base, value)))
		return vfscore_uio_put64_parts(value, uio);
	vfscore_uio_advance(uio, sizeof(value));
	return 0;
}

static inline __attribute__((always_inline)) int vfscore_uio_get64(
	uint64_t *value, struct uio *uio)
{
	__vaddr_t base = (__vaddr_t)uio->uio_iov->iov_base;

	if (unlikely(!_vfscore_uio_one64(uio, base)) ||
	    unlikely(!arch_nofault_load(base, value)))
		return vfscore_uio_get64_parts(value, uio);
	vfscore_uio_advance(uio, sizeof(*value));
	return 0;
}

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
