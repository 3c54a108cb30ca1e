/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * execve(2) and execveat(2). Everything that comes from the program is copied
 * first: path, arguments and environment, one string after the other.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/essentials.h>
#include <uk/process.h>
#include <uk/syscall_define.h>
#include <vfscore/file.h>
#include <vfscore/namei.h>
#include "file_priv.h"

#define AT_FLAGS_KNOWN (AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)

#define STRING_MAX  (128UL << 10) /* of one argument, as Linux */
#define STRINGS_MIN 1024UL
#define STRINGS_TOP (6UL << 20)

#define SIGSEGV_STATUS 11 /* how a process ends that cannot go on */

struct call {
	struct exec_request request;
	struct vfscore_file *dir; /* what at belongs to, or NULL */
	struct vfscore_path at;
	char path[PATH_MAX];
	char *strings; /* arguments, then environment */
	size_t used, size, limit;
	const char **pointers;
};

static void call_free(struct call *call)
{
	if (call->dir)
		vfscore_put_file(call->dir);
	uk_free(uk_alloc_get_default(), call->strings);
	uk_free(uk_alloc_get_default(), call->pointers);
	uk_free(uk_alloc_get_default(), call);
}

static void call_release(struct exec_request *request)
{
	call_free(__containerof(request, struct call, request));
}

static int strings_grow(struct call *call)
{
	size_t size = MAX(call->size * 2, STRINGS_MIN);
	char *strings;

	if (call->size >= call->limit)
		return -E2BIG;
	size = MIN(size, call->limit);
	strings = uk_realloc(uk_alloc_get_default(), call->strings, size);
	if (!strings)
		return -ENOMEM;
	call->strings = strings;
	call->size = size;
	return 0;
}

static int string_add(struct call *call, const char *ustring)
{
	size_t room;
	long len;
	int rc;

	for (;;) {
		room = MIN(call->size - call->used, STRING_MAX);
		len = room ? uk_strncpy_from_app(call->strings + call->used,
						 ustring, room)
			   : -ENAMETOOLONG;
		if (len >= 0) {
			call->used += (size_t)len + 1;
			return 0;
		}
		if (len != -ENAMETOOLONG)
			return (int)len;
		if (room == STRING_MAX)
			return -E2BIG;
		rc = strings_grow(call);
		if (rc)
			return rc;
	}
}

/* Appends a list's strings; how many, or a negative errno. */
static int list_add(struct call *call, const char *const *ulist)
{
	const char *ustring;
	int rc;

	for (int count = 0;; count++) {
		if (!ulist)
			return count;
		if (uk_get_from_app(ustring, ulist + count))
			return -EFAULT;
		if (!ustring)
			return count;
		/* A pointer counts, too */
		if ((size_t)count * sizeof(ustring) + call->used > call->limit)
			return -E2BIG;
		rc = string_add(call, ustring);
		if (rc)
			return rc;
	}
}

/* Without arguments a program gets an empty one, as since Linux 5.18. */
static int argument_none(struct call *call)
{
	int rc = call->size ? 0 : strings_grow(call);

	if (rc)
		return rc;
	call->strings[call->used++] = '\0';
	return 1;
}

static int lists_get(struct call *call, const char *const *uargv,
		     const char *const *uenvp)
{
	struct exec_request *r = &call->request;
	const char *at;
	int n;

	call->limit = MIN(uk_process_current()->rlimits[RLIMIT_STACK].cur / 4,
			  STRINGS_TOP);
	r->argc = list_add(call, uargv);
	if (!r->argc)
		r->argc = argument_none(call);
	if (r->argc < 0)
		return r->argc;
	r->envc = list_add(call, uenvp);
	if (r->envc < 0)
		return r->envc;
	n = r->argc + r->envc;
	call->pointers = uk_calloc(uk_alloc_get_default(), (size_t)n + 2,
				   sizeof(*call->pointers));
	if (!call->pointers)
		return -ENOMEM;
	at = call->strings;
	for (int i = 0; i < n; i++, at += strlen(at) + 1)
		call->pointers[i < r->argc ? i : i + 1] = at;
	r->argv = call->pointers;
	r->envp = call->pointers + r->argc + 1;
	return 0;
}

static int place_get(struct call *call, int dirfd, const char *upath, int flags)
{
	struct exec_request *r = &call->request;
	long len;

	if (flags & ~AT_FLAGS_KNOWN)
		return -EINVAL;
	len = uk_strncpy_from_app(call->path, upath, sizeof(call->path));
	if (len < 0)
		return (int)len;
	r->path = call->path;
	if (!(flags & AT_SYMLINK_NOFOLLOW))
		r->flags |= VFSCORE_FOLLOW;
	if (flags & AT_EMPTY_PATH)
		r->flags |= VFSCORE_EMPTY_PATH;
	if (dirfd == AT_FDCWD || call->path[0] == '/')
		return 0;
	call->dir = vfscore_get_file(dirfd);
	if (!call->dir)
		return -EBADF;
	r->at = &call->at;
	return vfscore_file_path(call->dir, &call->at);
}

static int do_execve(int dirfd, const char *upath, const char *const *uargv,
		     const char *const *uenvp, int flags)
{
	struct call *call;
	bool gone;
	int rc;

	call = uk_zalloc(uk_alloc_get_default(), sizeof(*call));
	if (!call)
		return -ENOMEM;
	call->request.release = call_release;
	rc = place_get(call, dirfd, upath, flags);
	if (rc == 0)
		rc = lists_get(call, uargv, uenvp);
	if (rc == 0)
		rc = exec_request_run(&call->request);
	gone = call->request.gone;
	call_free(call);
	if (gone)
		uk_process_exit(SIGSEGV_STATUS);
	return rc;
}

UK_LLSYSCALL_R_DEFINE(int, execve, const char *, upath, const char *const *,
		      uargv, const char *const *, uenvp)
{
	return do_execve(AT_FDCWD, upath, uargv, uenvp, 0);
}

UK_LLSYSCALL_R_DEFINE(int, execveat, int, dirfd, const char *, upath,
		      const char *const *, uargv, const char *const *, uenvp,
		      int, flags)
{
	return do_execve(dirfd, upath, uargv, uenvp, flags);
}
