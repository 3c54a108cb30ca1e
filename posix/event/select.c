/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <poll.h>
#include <sys/time.h>
#include <uk/access.h>
#include <uk/alloc.h>
#include <uk/fdtab.h>
#include <uk/syscall_define.h>
#include "event_priv.h"

#define BITS (8U * (unsigned int)sizeof(unsigned long))

#define SEL_IN	(POLLRDNORM | POLLRDBAND | POLLIN | POLLHUP | POLLERR)
#define SEL_OUT (POLLWRBAND | POLLWRNORM | POLLOUT | POLLERR)
#define SEL_EX	POLLPRI

/* The three sets, and the same as poll() has it */
struct sets {
	unsigned int words;
	unsigned long *in, *out, *ex; /* NULL: the application gave none */
	struct pollfd *fds;
	void *memory;
};

static bool set_has(const unsigned long *set, unsigned int n)
{
	return set && (set[n / BITS] >> (n % BITS) & 1);
}

/* Room for all at once; *set is left NULL where app is. */
static int sets_get(struct sets *s, unsigned int n, const void *in,
		    const void *out, const void *ex)
{
	const void *app[3] = {in, out, ex};
	unsigned long *map, *got[3];
	size_t bytes;

	s->words = DIV_ROUND_UP(n, BITS);
	bytes = s->words * sizeof(*map);
	s->memory = uk_malloc(uk_alloc_get_default(),
			      3 * bytes + n * sizeof(*s->fds) + 1);
	if (!s->memory)
		return -ENOMEM;
	map = s->memory;
	for (int i = 0; i < 3; i++) {
		got[i] = app[i] ? map + (size_t)i * s->words : NULL;
		if (app[i] && uk_copy_from_app(got[i], app[i], bytes)) {
			uk_free(uk_alloc_get_default(), s->memory);
			return -EFAULT;
		}
	}
	s->in = got[0];
	s->out = got[1];
	s->ex = got[2];
	s->fds = (struct pollfd *)(void *)(map + 3 * (size_t)s->words);
	return 0;
}

/* Entries for what is asked for; their number. */
static unsigned int sets_to_fds(struct sets *s, unsigned int n)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < n; i++) {
		int events = 0;

		events |= set_has(s->in, i) ? SEL_IN : 0;
		events |= set_has(s->out, i) ? SEL_OUT : 0;
		events |= set_has(s->ex, i) ? SEL_EX : 0;
		if (events)
			s->fds[count++] = (struct pollfd){
				.fd = (int)i, .events = (short)events};
	}
	return count;
}

/* Leaves those bits of a set that hold. */
static int set_from_fds(unsigned long *set, const struct pollfd *fds,
			unsigned int count, int events)
{
	int n = 0;

	if (!set)
		return 0;
	for (unsigned int i = 0; i < count; i++) {
		unsigned int fd = (unsigned int)fds[i].fd;

		if (!set_has(set, fd))
			continue;
		if (fds[i].revents & events)
			n++;
		else
			set[fd / BITS] &= ~(1UL << (fd % BITS));
	}
	return n;
}

static int sets_give(const struct sets *s, void *in, void *out, void *ex)
{
	size_t bytes = s->words * sizeof(unsigned long);

	if ((in && uk_copy_to_app(in, s->in, bytes)) ||
	    (out && uk_copy_to_app(out, s->out, bytes)) ||
	    (ex && uk_copy_to_app(ex, s->ex, bytes)))
		return -EFAULT;
	return 0;
}

static int do_select(int n, void *in, void *out, void *ex, __nsec deadline)
{
	unsigned int count, size;
	struct sets s;
	int rc;

	if (n < 0)
		return -EINVAL;
	/* Descriptors behind the table's end are not looked at */
	size = MIN((unsigned int)n, uk_fdtab_current()->size);
	rc = sets_get(&s, size, in, out, ex);
	if (rc)
		return rc;
	count = sets_to_fds(&s, size);
	rc = event_poll(s.fds, count, deadline);
	for (unsigned int i = 0; rc > 0 && i < count; i++)
		if (s.fds[i].revents & POLLNVAL)
			rc = -EBADF;
	if (rc >= 0) {
		rc = set_from_fds(s.in, s.fds, count, SEL_IN);
		rc += set_from_fds(s.out, s.fds, count, SEL_OUT);
		rc += set_from_fds(s.ex, s.fds, count, SEL_EX);
		if (sets_give(&s, in, out, ex))
			rc = -EFAULT;
	}
	uk_free(uk_alloc_get_default(), s.memory);
	return rc;
}

#ifdef SYS_select
/* Microseconds beyond a second are carried over, as Linux does. */
static int deadline_tv(const struct timeval *app, __nsec *deadline)
{
	struct timeval tv;

	*deadline = 0;
	if (!app)
		return 0;
	if (uk_copy_from_app(&tv, app, sizeof(tv)))
		return -EFAULT;
	if (tv.tv_sec < 0 || tv.tv_usec < 0)
		return -EINVAL;
	return event_deadline(tv.tv_sec + tv.tv_usec / 1000000,
			      tv.tv_usec % 1000000 * 1000, deadline);
}

UK_LLSYSCALL_R_DEFINE(int, select, int, n, void *, in, void *, out, void *, ex,
		      struct timeval *, limit)
{
	struct timespec left;
	struct timeval tv;
	__nsec deadline;
	int rc;

	rc = deadline_tv(limit, &deadline);
	if (rc)
		return rc;
	rc = do_select(n, in, out, ex, deadline);
	if (limit) {
		event_time_left(deadline, &left);
		tv.tv_sec = left.tv_sec;
		tv.tv_usec = left.tv_nsec / 1000;
		(void)uk_copy_to_app(limit, &tv, sizeof(tv));
	}
	return rc;
}
#endif

/* The last argument of pselect6(2): what does not fit in a register */
struct mask_arg {
	const void *mask;
	size_t size;
};

UK_LLSYSCALL_R_DEFINE(int, pselect6, int, n, void *, in, void *, out, void *,
		      ex, struct timespec *, limit, const struct mask_arg *,
		      app)
{
	struct mask_arg arg = {NULL, 0};
	struct timespec left;
	__nsec deadline;
	int rc;

	if (app && uk_copy_from_app(&arg, app, sizeof(arg)))
		return -EFAULT;
	rc = event_deadline_ts(limit, &deadline);
	if (!rc)
		rc = event_mask_begin(arg.mask, arg.size);
	if (rc)
		return rc;
	rc = do_select(n, in, out, ex, deadline);
	event_mask_end(arg.mask, rc == -EINTR);
	if (limit) {
		event_time_left(deadline, &left);
		(void)uk_copy_to_app(limit, &left, sizeof(left));
	}
	return rc;
}
