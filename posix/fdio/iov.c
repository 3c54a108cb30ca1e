/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/alloc.h>
#include "fdio_priv.h"

int fdio_iov_get(struct fdio_iov *v, const struct iovec *app, unsigned long n)
{
	int rc;

	if (n > UIO_MAXIOV)
		return -EINVAL;
	v->n = (int)n;
	v->iov = v->buf;
	if (n > FDIO_IOV_SHORT) {
		v->iov = uk_malloc(uk_alloc_get_default(), n * sizeof(*app));
		if (!v->iov)
			return -ENOMEM;
	}
	rc = uk_copy_from_app(v->iov, app, n * sizeof(*app));
	if (rc)
		goto err;
	for (unsigned long i = 0; i < n; i++) {
		rc = -EINVAL;
		if ((ssize_t)v->iov[i].iov_len < 0)
			goto err;
	}
	return 0;

err:
	fdio_iov_put(v);
	return rc;
}

void fdio_iov_put(struct fdio_iov *v)
{
	if (v->iov != v->buf)
		uk_free(uk_alloc_get_default(), v->iov);
}
