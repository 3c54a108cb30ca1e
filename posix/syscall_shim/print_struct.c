/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Structures, in short: what one wants to know of them. */
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <uk/access.h>
#include <uk/essentials.h>
#include "print_priv.h"

#define ITEMS_MAX 4 /* of an array */

/* Layouts of Linux that are the same on all architectures */
struct pollfd_layout {
	int fd;
	short events, revents;
};

struct epoll_layout {
	uint32_t events;
	uint32_t data[2];
};

struct sockaddr_layout {
	uint16_t family;
	union {
		struct {
			uint8_t port[2], addr[4];
		} inet;
		char path[24];
	};
};

struct msghdr_layout {
	uint64_t name;
	uint32_t namelen, pad;
	uint64_t iov, iovlen;
	uint64_t control, controllen;
	int flags;
};

static int item_get(void *item, long addr, long i, size_t size)
{
	/* Any number may be an address: no pointer arithmetic */
	const size_t at = (size_t)addr + (size_t)i * size;

	return uk_copy_from_app(item, (const void *)at, size);
}

static int put_pair(struct shim_line *line, long addr)
{
	int fds[2];

	if (item_get(fds, addr, 0, sizeof(fds)))
		return -1;
	shim_put(line, SHIM_VALUE, "[fd:%d, fd:%d]", fds[0], fds[1]);
	return 0;
}

static int put_status(struct shim_line *line, long addr)
{
	int status;

	if (item_get(&status, addr, 0, sizeof(status)))
		return -1;
	shim_put(line, SHIM_VALUE, "{%#x}", (unsigned int)status);
	return 0;
}

static int put_timespec(struct shim_line *line, long addr)
{
	long time[2];

	if (item_get(time, addr, 0, sizeof(time)))
		return -1;
	shim_put(line, SHIM_VALUE, "{%ld.%09ld}", time[0], time[1]);
	return 0;
}

static int put_timeval(struct shim_line *line, long addr)
{
	long time[2];

	if (item_get(time, addr, 0, sizeof(time)))
		return -1;
	shim_put(line, SHIM_VALUE, "{%ld.%06ld}", time[0], time[1]);
	return 0;
}

static int put_rlimit(struct shim_line *line, long addr)
{
	unsigned long limit[2];

	if (item_get(limit, addr, 0, sizeof(limit)))
		return -1;
	shim_put(line, SHIM_VALUE, "{%ld, %ld}", (long)limit[0],
		 (long)limit[1]);
	return 0;
}

static int put_sigset(struct shim_line *line, long addr)
{
	uint64_t set;

	if (item_get(&set, addr, 0, sizeof(set)))
		return -1;
	shim_put(line, SHIM_VALUE, "{%#lx}", (unsigned long)set);
	return 0;
}

static int put_stat(struct shim_line *line, long addr)
{
	struct stat st;

	if (item_get(&st, addr, 0, sizeof(st)))
		return -1;
	shim_put(line, SHIM_VALUE, "{mode=0%o, size=%ld, ino=%lu}",
		 (unsigned int)st.st_mode, (long)st.st_size,
		 (unsigned long)st.st_ino);
	return 0;
}

static int put_epoll(struct shim_line *line, long addr)
{
	struct epoll_layout event;

	if (item_get(&event, addr, 0, sizeof(event)))
		return -1;
	shim_put(line, SHIM_VALUE, "{%#x}", event.events);
	return 0;
}

static int put_sockaddr(struct shim_line *line, long addr)
{
	struct sockaddr_layout sa;

	if (item_get(&sa, addr, 0, sizeof(sa.family)))
		return -1;
	shim_put(line, SHIM_PLAIN, "{");
	shim_put_named(line, SHIM_FAMILY, sa.family);
	if (sa.family == 2 && !item_get(&sa, addr, 0, sizeof(sa)))
		shim_put(line, SHIM_VALUE, ", %u.%u.%u.%u:%u", sa.inet.addr[0],
			 sa.inet.addr[1], sa.inet.addr[2], sa.inet.addr[3],
			 sa.inet.port[0] << 8 | sa.inet.port[1]);
	if (sa.family == 1) {
		shim_put(line, SHIM_PLAIN, ", ");
		shim_put_string(line, addr + 2);
	}
	shim_put(line, SHIM_PLAIN, "}");
	return 0;
}

static int put_pollfd(struct shim_line *line, long addr, long i)
{
	struct pollfd_layout p;

	if (item_get(&p, addr, i, sizeof(p)))
		return -1;
	shim_put(line, SHIM_VALUE, "{fd:%d, %#x", p.fd, (unsigned int)p.events);
	if (line->done && line->result > 0)
		shim_put(line, SHIM_VALUE, ", %#x", (unsigned int)p.revents);
	shim_put(line, SHIM_PLAIN, "}");
	return 0;
}

static int put_iovec(struct shim_line *line, long addr, long i)
{
	struct iovec v;

	if (item_get(&v, addr, i, sizeof(v)))
		return -1;
	shim_put(line, SHIM_PLAIN, "{");
	shim_put_data(line, (long)v.iov_base, (long)v.iov_len);
	shim_put(line, SHIM_VALUE, ", %lu}", (unsigned long)v.iov_len);
	return 0;
}

static int put_argument(struct shim_line *line, long addr, long i)
{
	long string;

	if (item_get(&string, addr, i, sizeof(string)))
		return -1;
	if (!string)
		return 1;
	shim_put_string(line, string);
	return 0;
}

/* The first of count items, until one says that it was the last. */
static void put_items(struct shim_line *line, long addr, long count,
		      int (*put)(struct shim_line *line, long addr, long i))
{
	int rc = 0;

	shim_put(line, SHIM_PLAIN, "[");
	for (long i = 0; i < count && !rc; i++) {
		if (i)
			shim_put(line, SHIM_PLAIN, ", ");
		if (i == ITEMS_MAX) {
			shim_put(line, SHIM_PLAIN, "...");
			break;
		}
		rc = put(line, addr, i);
		if (rc < 0)
			shim_put(line, SHIM_PLAIN, "?");
		if (rc > 0)
			shim_put(line, SHIM_FLAG, "NULL");
	}
	shim_put(line, SHIM_PLAIN, "]");
}

/* Pieces, then what is beside them, by lengths */
static int put_msghdr(struct shim_line *line, long addr)
{
	struct msghdr_layout m;

	if (item_get(&m, addr, 0, sizeof(m)))
		return -1;
	shim_put(line, SHIM_PLAIN, "{");
	put_items(line, (long)m.iov, (long)m.iovlen, put_iovec);
	if (m.name && m.namelen) {
		shim_put(line, SHIM_PLAIN, ", ");
		if (put_sockaddr(line, (long)m.name))
			shim_put_value(line, SHIM_ADDR, (long)m.name);
	}
	if (m.controllen)
		shim_put(line, SHIM_VALUE, ", control=%lu",
			 (unsigned long)m.controllen);
	shim_put(line, SHIM_PLAIN, "}");
	return 0;
}

static int (*const structures[SHIM_NR_KINDS])(struct shim_line *, long) = {
	[SHIM_EPOLL] = put_epoll,	[SHIM_PAIR] = put_pair,
	[SHIM_MSGHDR] = put_msghdr,	[SHIM_RLIMIT] = put_rlimit,
	[SHIM_SIGSET] = put_sigset,	[SHIM_SOCKADDR] = put_sockaddr,
	[SHIM_STAT] = put_stat,		[SHIM_STATUS] = put_status,
	[SHIM_TIMESPEC] = put_timespec, [SHIM_TIMEVAL] = put_timeval,
};

static int (*const arrays[SHIM_NR_KINDS])(struct shim_line *, long, long) = {
	[SHIM_ARGV] = put_argument,
	[SHIM_IOVEC] = put_iovec,
	[SHIM_POLLFDS] = put_pollfd,
};

bool shim_put_struct(struct shim_line *line, enum shim_kind kind, long addr,
		     int i)
{
	long count = ITEMS_MAX + 1;

	if (!structures[kind] && !arrays[kind])
		return false;
	if (!addr) {
		shim_put_value(line, SHIM_ADDR, addr);
		return true;
	}
	if (structures[kind]) {
		if (structures[kind](line, addr))
			shim_put_value(line, SHIM_ADDR, addr);
		return true;
	}
	if (kind != SHIM_ARGV)
		count = i < 5 ? line->args[i + 1] : 0;
	put_items(line, addr, count, arrays[kind]);
	return true;
}
