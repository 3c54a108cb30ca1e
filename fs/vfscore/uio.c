/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <uk/access.h>
#include <uk/arch/lcpu.h>
#include <uk/assert.h>
#include <uk/page.h>
#include <vfscore/uio.h>

/* cp NULL: zeros, to the buffers. 0 or -EFAULT. */
static inline int move(void *cp, void *base, size_t n, const struct uio *uio)
{
	if (uio->uio_segflg == UIO_APPSPACE) {
		if (!cp)
			return uk_clear_app(base, n);
		return uio->uio_rw == UIO_READ ? uk_copy_to_app(base, cp, n)
					       : uk_copy_from_app(cp, base, n);
	}
	if (!cp)
		memset(base, 0, n);
	else if (uio->uio_rw == UIO_READ)
		memcpy(base, cp, n);
	else
		memcpy(cp, base, n);
	return 0;
}

/*
 * A part that is not accessible as a whole is moved as far as it is, page by
 * page of the buffer. Returns -EFAULT.
 */
static int move_what_is_there(char *cp, size_t n, struct uio *uio)
{
	while (n) {
		char *base = uio->uio_iov->iov_base;
		size_t part = __PAGE_SIZE - (uintptr_t)base % __PAGE_SIZE;

		part = MIN(part, n);
		if (move(cp, base, part, uio))
			break;
		vfscore_uio_advance(uio, part);
		cp = cp ? cp + part : NULL;
		n -= part;
	}
	return -EFAULT;
}

static int move_all(char *cp, size_t n, struct uio *uio)
{
	while (n && uio->uio_resid) {
		size_t part = MIN(n, uio->uio_iov->iov_len);

		if (!part) {
			uio->uio_iov++;
			uio->uio_iovcnt--;
			continue;
		}
		if (unlikely(move(cp, uio->uio_iov->iov_base, part, uio)))
			return move_what_is_there(cp, part, uio);
		vfscore_uio_advance(uio, part);
		cp = cp ? cp + part : NULL;
		n -= part;
	}
	return 0;
}

/*
 * The usual case is that all fits in the buffer at hand and is there. No buffer
 * has more than uio_resid.
 */
static inline bool move_one(void *cp, size_t n, struct uio *uio)
{
	if (unlikely(n > uio->uio_iov->iov_len) ||
	    unlikely(move(cp, uio->uio_iov->iov_base, n, uio)))
		return false;
	vfscore_uio_advance(uio, n);
	return true;
}

int vfscore_uiomove(void *cp, size_t n, struct uio *uio)
{
	UK_ASSERT(cp);
	return move_one(cp, n, uio) ? 0 : move_all(cp, n, uio);
}

int vfscore_uiozero(size_t n, struct uio *uio)
{
	UK_ASSERT(uio->uio_rw == UIO_READ);
	return move_one(NULL, n, uio) ? 0 : move_all(NULL, n, uio);
}

int vfscore_uio_put64_parts(uint64_t value, struct uio *uio)
{
	return vfscore_uiomove(&value, sizeof(value), uio);
}

int vfscore_uio_get64_parts(uint64_t *value, struct uio *uio)
{
	ssize_t before = uio->uio_resid;
	int rc = vfscore_uiomove(value, sizeof(*value), uio);

	if (rc)
		uio->uio_resid = before;
	return rc;
}

int vfscore_uioforeach(int (*f)(void *data, void *part, size_t *part_len),
		       void *data, size_t n, struct uio *uio)
{
	size_t part, left;
	int rc;

	UK_ASSERT(uio->uio_segflg == UIO_SYSSPACE);
	while (n && uio->uio_resid) {
		part = MIN(n, uio->uio_iov->iov_len);
		if (!part) {
			uio->uio_iov++;
			uio->uio_iovcnt--;
			continue;
		}
		left = part;
		rc = f(data, uio->uio_iov->iov_base, &part);
		if (rc)
			return rc;
		UK_ASSERT(part <= left);
		vfscore_uio_advance(uio, part);
		n -= part;
		if (part < left)
			break;
	}
	return 0;
}
