/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What show functions print with. */
#include <limits.h>
#include <string.h>
#include <uk/alloc.h>
#include <uk/errptr.h>
#include <vfscore/namei.h>
#include "procfs_priv.h"

void procfs_bytes(struct uk_streambuf *out, const void *data, size_t len)
{
	/* With a terminator, which the next append overwrites */
	char *to = uk_streambuf_reserve(out, len + 1);

	if (!to) {
		out->flags |= UK_STREAMBUF_S_TRUNCATED;
		return;
	}
	memcpy(to, data, len);
	to[len] = '\0';
}

void procfs_escaped(struct uk_streambuf *out, const char *text,
		    const char *special)
{
	size_t n;

	while (*text) {
		n = strcspn(text, special);
		procfs_bytes(out, text, n);
		text += n;
		if (*text)
			uk_streambuf_printf(out, "\\%03o",
					    (unsigned char)*text++);
	}
}

int procfs_path(struct uk_streambuf *out, const struct vfscore_ctx *ctx,
		const struct vfscore_path *path, const char *special)
{
	char *buf = uk_malloc(uk_alloc_get_default(), PATH_MAX);
	char *text;

	if (!buf)
		return -ENOMEM;
	text = vfscore_path_print(ctx, path, buf, PATH_MAX, NULL);
	if (!PTRISERR(text))
		procfs_escaped(out, text, special);
	uk_free(uk_alloc_get_default(), buf);
	return PTRISERR(text) ? PTR2ERR(text) : 0;
}
