/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Numbers with names: of one thing, or flags joined by "|", of which what has
 * no name is printed as a number.
 */
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <uk/essentials.h>
#include "print_priv.h"

struct name {
	unsigned long value;
	const char *name;
};

/* A set of names. mask: the bits that are one number, not flags. */
struct names {
	const struct name *names;
	unsigned int count;
	unsigned long mask;
};

#define NAME(n)       \
	{             \
		n, #n \
	}
#define NAMES(a, m)                 \
	{                           \
		a, ARRAY_SIZE(a), m \
	}
#define ALL (~0UL)

static const struct name access_names[] = {
	{4, "R_OK"}, {2, "W_OK"}, {1, "X_OK"}, {0, "F_OK"}};

static const struct name advice_names[] = {
	NAME(MADV_NORMAL),    NAME(MADV_RANDOM),   NAME(MADV_SEQUENTIAL),
	NAME(MADV_WILLNEED),  NAME(MADV_DONTNEED), NAME(MADV_FREE),
	NAME(MADV_REMOVE),    NAME(MADV_DONTFORK), NAME(MADV_DOFORK),
	NAME(MADV_MERGEABLE), NAME(MADV_HUGEPAGE), NAME(MADV_NOHUGEPAGE),
	NAME(MADV_DONTDUMP),  NAME(MADV_DODUMP),
};

static const struct name at_names[] = {
	NAME(AT_SYMLINK_NOFOLLOW), {0x200, "AT_REMOVEDIR"},
	NAME(AT_SYMLINK_FOLLOW),   {0x800, "AT_NO_AUTOMOUNT"},
	{0x1000, "AT_EMPTY_PATH"},
};

static const struct name clock_names[] = {
	{0, "CLOCK_REALTIME"},		 {1, "CLOCK_MONOTONIC"},
	{2, "CLOCK_PROCESS_CPUTIME_ID"}, {3, "CLOCK_THREAD_CPUTIME_ID"},
	{4, "CLOCK_MONOTONIC_RAW"},	 {5, "CLOCK_REALTIME_COARSE"},
	{6, "CLOCK_MONOTONIC_COARSE"},	 {7, "CLOCK_BOOTTIME"},
};

static const struct name clone_names[] = {
	{0x100, "CLONE_VM"},
	{0x200, "CLONE_FS"},
	{0x400, "CLONE_FILES"},
	{0x800, "CLONE_SIGHAND"},
	{0x4000, "CLONE_VFORK"},
	{0x8000, "CLONE_PARENT"},
	{0x10000, "CLONE_THREAD"},
	{0x40000, "CLONE_SYSVSEM"},
	{0x80000, "CLONE_SETTLS"},
	{0x100000, "CLONE_PARENT_SETTID"},
	{0x200000, "CLONE_CHILD_CLEARTID"},
	{0x400000, "CLONE_DETACHED"},
	{0x1000000, "CLONE_CHILD_SETTID"},
};

static const struct name dirfd_names[] = {
	{(unsigned int)AT_FDCWD, "AT_FDCWD"},
};

static const struct name epollop_names[] = {
	{1, "EPOLL_CTL_ADD"}, {2, "EPOLL_CTL_DEL"}, {3, "EPOLL_CTL_MOD"}};

static const struct name family_names[] = {
	{1, "AF_UNIX"}, {2, "AF_INET"}, {10, "AF_INET6"}, {16, "AF_NETLINK"}};

static const struct name fcntl_names[] = {
	NAME(F_DUPFD),		NAME(F_GETFD),		NAME(F_SETFD),
	NAME(F_GETFL),		NAME(F_SETFL),		NAME(F_GETLK),
	NAME(F_SETLK),		NAME(F_SETLKW),		NAME(F_DUPFD_CLOEXEC),
	{1031, "F_SETPIPE_SZ"}, {1032, "F_GETPIPE_SZ"}, {1033, "F_ADD_SEALS"},
	{1034, "F_GET_SEALS"},	{36, "F_OFD_GETLK"},	{37, "F_OFD_SETLK"},
	{38, "F_OFD_SETLKW"},
};

static const struct name flock_names[] = {
	{1, "LOCK_SH"}, {2, "LOCK_EX"}, {4, "LOCK_NB"}, {8, "LOCK_UN"}};

static const struct name futex_names[] = {
	{0, "FUTEX_WAIT"},
	{1, "FUTEX_WAKE"},
	{3, "FUTEX_REQUEUE"},
	{4, "FUTEX_CMP_REQUEUE"},
	{5, "FUTEX_WAKE_OP"},
	{6, "FUTEX_LOCK_PI"},
	{7, "FUTEX_UNLOCK_PI"},
	{8, "FUTEX_TRYLOCK_PI"},
	{9, "FUTEX_WAIT_BITSET"},
	{10, "FUTEX_WAKE_BITSET"},
	{11, "FUTEX_WAIT_REQUEUE_PI"},
	{12, "FUTEX_CMP_REQUEUE_PI"},
	{13, "FUTEX_LOCK_PI2"},
	{128, "FUTEX_PRIVATE_FLAG"},
	{256, "FUTEX_CLOCK_REALTIME"},
};

static const struct name inotify_names[] = {
	{0xfff, "IN_ALL_EVENTS"},
	{0x1, "IN_ACCESS"},
	{0x2, "IN_MODIFY"},
	{0x4, "IN_ATTRIB"},
	{0x8, "IN_CLOSE_WRITE"},
	{0x10, "IN_CLOSE_NOWRITE"},
	{0x20, "IN_OPEN"},
	{0x40, "IN_MOVED_FROM"},
	{0x80, "IN_MOVED_TO"},
	{0x100, "IN_CREATE"},
	{0x200, "IN_DELETE"},
	{0x400, "IN_DELETE_SELF"},
	{0x800, "IN_MOVE_SELF"},
	{0x1000000, "IN_ONLYDIR"},
	{0x2000000, "IN_DONT_FOLLOW"},
	{0x4000000, "IN_EXCL_UNLINK"},
	{0x10000000, "IN_MASK_CREATE"},
	{0x20000000, "IN_MASK_ADD"},
	{0x80000000, "IN_ONESHOT"},
};

static const struct name limit_names[] = {
	{0, "RLIMIT_CPU"},	 {1, "RLIMIT_FSIZE"},
	{2, "RLIMIT_DATA"},	 {3, "RLIMIT_STACK"},
	{4, "RLIMIT_CORE"},	 {5, "RLIMIT_RSS"},
	{6, "RLIMIT_NPROC"},	 {7, "RLIMIT_NOFILE"},
	{8, "RLIMIT_MEMLOCK"},	 {9, "RLIMIT_AS"},
	{10, "RLIMIT_LOCKS"},	 {11, "RLIMIT_SIGPENDING"},
	{12, "RLIMIT_MSGQUEUE"}, {13, "RLIMIT_NICE"},
	{14, "RLIMIT_RTPRIO"},	 {15, "RLIMIT_RTTIME"},
};

static const struct name map_names[] = {
	NAME(MAP_SHARED),
	NAME(MAP_PRIVATE),
	NAME(MAP_SHARED_VALIDATE),
	NAME(MAP_FIXED),
	NAME(MAP_ANONYMOUS),
	NAME(MAP_GROWSDOWN),
	NAME(MAP_LOCKED),
	NAME(MAP_NORESERVE),
	NAME(MAP_POPULATE),
	NAME(MAP_NONBLOCK),
	NAME(MAP_STACK),
	NAME(MAP_HUGETLB),
	{0x100000, "MAP_FIXED_NOREPLACE"},
	{0x4000000, "MAP_UNINITIALIZED"},
};

static const struct name memfd_names[] = {
	{1, "MFD_CLOEXEC"},	{2, "MFD_ALLOW_SEALING"}, {4, "MFD_HUGETLB"},
	{8, "MFD_NOEXEC_SEAL"}, {16, "MFD_EXEC"},
};

static const struct name msg_names[] = {
	{0x1, "MSG_OOB"},
	{0x2, "MSG_PEEK"},
	{0x4, "MSG_DONTROUTE"},
	{0x8, "MSG_CTRUNC"},
	{0x20, "MSG_TRUNC"},
	{0x40, "MSG_DONTWAIT"},
	{0x80, "MSG_EOR"},
	{0x100, "MSG_WAITALL"},
	{0x4000, "MSG_NOSIGNAL"},
	{0x8000, "MSG_MORE"},
	{0x10000, "MSG_WAITFORONE"},
	{0x40000000, "MSG_CMSG_CLOEXEC"},
};

static const struct name open_names[] = {
	NAME(O_RDONLY),
	NAME(O_WRONLY),
	NAME(O_RDWR),
	NAME(O_CREAT),
	NAME(O_EXCL),
	NAME(O_NOCTTY),
	NAME(O_TRUNC),
	NAME(O_APPEND),
	NAME(O_NONBLOCK),
	{04010000, "O_SYNC"},
	{010000, "O_DSYNC"},
	{020000000 | O_DIRECTORY, "O_TMPFILE"},
	NAME(O_DIRECTORY),
	NAME(O_NOFOLLOW),
	{02000000, "O_CLOEXEC"},
	{010000000, "O_PATH"},
	{01000000, "O_NOATIME"},
};

static const struct name prot_names[] = {NAME(PROT_NONE), NAME(PROT_READ),
					 NAME(PROT_WRITE), NAME(PROT_EXEC)};

static const struct name shut_names[] = {
	{0, "SHUT_RD"}, {1, "SHUT_WR"}, {2, "SHUT_RDWR"}};

static const struct name sighow_names[] = {
	{0, "SIG_BLOCK"}, {1, "SIG_UNBLOCK"}, {2, "SIG_SETMASK"}};

static const struct name signal_names[] = {
	{1, "SIGHUP"},	 {2, "SIGINT"},	    {3, "SIGQUIT"},  {4, "SIGILL"},
	{5, "SIGTRAP"},	 {6, "SIGABRT"},    {7, "SIGBUS"},   {8, "SIGFPE"},
	{9, "SIGKILL"},	 {10, "SIGUSR1"},   {11, "SIGSEGV"}, {12, "SIGUSR2"},
	{13, "SIGPIPE"}, {14, "SIGALRM"},   {15, "SIGTERM"}, {16, "SIGSTKFLT"},
	{17, "SIGCHLD"}, {18, "SIGCONT"},   {19, "SIGSTOP"}, {20, "SIGTSTP"},
	{21, "SIGTTIN"}, {22, "SIGTTOU"},   {23, "SIGURG"},  {24, "SIGXCPU"},
	{25, "SIGXFSZ"}, {26, "SIGVTALRM"}, {27, "SIGPROF"}, {28, "SIGWINCH"},
	{29, "SIGIO"},	 {30, "SIGPWR"},    {31, "SIGSYS"},
};

static const struct name so_names[] = {
	{1, "SO_DEBUG"},      {2, "SO_REUSEADDR"},   {3, "SO_TYPE"},
	{4, "SO_ERROR"},      {5, "SO_DONTROUTE"},   {6, "SO_BROADCAST"},
	{7, "SO_SNDBUF"},     {8, "SO_RCVBUF"},	     {9, "SO_KEEPALIVE"},
	{10, "SO_OOBINLINE"}, {13, "SO_LINGER"},     {15, "SO_REUSEPORT"},
	{16, "SO_PASSCRED"},  {17, "SO_PEERCRED"},   {18, "SO_RCVLOWAT"},
	{19, "SO_SNDLOWAT"},  {20, "SO_RCVTIMEO"},   {21, "SO_SNDTIMEO"},
	{29, "SO_TIMESTAMP"}, {30, "SO_ACCEPTCONN"}, {38, "SO_PROTOCOL"},
	{39, "SO_DOMAIN"},
};

static const struct name sol_names[] = {
	{0, "IPPROTO_IP"},   {1, "SOL_SOCKET"},	   {6, "IPPROTO_TCP"},
	{17, "IPPROTO_UDP"}, {41, "IPPROTO_IPV6"},
};

static const struct name socktype_names[] = {
	{1, "SOCK_STREAM"},	  {2, "SOCK_DGRAM"},
	{3, "SOCK_RAW"},	  {5, "SOCK_SEQPACKET"},
	{04000, "SOCK_NONBLOCK"}, {02000000, "SOCK_CLOEXEC"},
};

static const struct name splice_names[] = {
	{1, "SPLICE_F_MOVE"},
	{2, "SPLICE_F_NONBLOCK"},
	{4, "SPLICE_F_MORE"},
	{8, "SPLICE_F_GIFT"},
};

static const struct name whence_names[] = {{0, "SEEK_SET"},
					   {1, "SEEK_CUR"},
					   {2, "SEEK_END"},
					   {3, "SEEK_DATA"},
					   {4, "SEEK_HOLE"}};

static const struct names sets[SHIM_NR_KINDS] = {
	[SHIM_ACCESS] = NAMES(access_names, 0),
	[SHIM_ADVICE] = NAMES(advice_names, ALL),
	[SHIM_AT] = NAMES(at_names, 0),
	[SHIM_CLOCK] = NAMES(clock_names, ALL),
	[SHIM_CLONE] = NAMES(clone_names, 0),
	[SHIM_DIRFD] = NAMES(dirfd_names, ALL),
	[SHIM_EPOLLOP] = NAMES(epollop_names, ALL),
	[SHIM_FAMILY] = NAMES(family_names, ALL),
	[SHIM_FCNTL] = NAMES(fcntl_names, ALL),
	[SHIM_FLOCK] = NAMES(flock_names, 0),
	[SHIM_FUTEX] = NAMES(futex_names, 127),
	[SHIM_INOTIFY] = NAMES(inotify_names, 0),
	[SHIM_LIMIT] = NAMES(limit_names, ALL),
	[SHIM_MAP] = NAMES(map_names, MAP_TYPE),
	[SHIM_MEMFD] = NAMES(memfd_names, 0),
	[SHIM_MSG] = NAMES(msg_names, 0),
	[SHIM_OPEN] = NAMES(open_names, O_ACCMODE),
	[SHIM_PROT] = NAMES(prot_names, 0),
	[SHIM_SHUT] = NAMES(shut_names, ALL),
	[SHIM_SIGHOW] = NAMES(sighow_names, ALL),
	[SHIM_SIGNAL] = NAMES(signal_names, ALL),
	[SHIM_SO] = NAMES(so_names, ALL),
	[SHIM_SOL] = NAMES(sol_names, ALL),
	[SHIM_SOCKTYPE] = NAMES(socktype_names, 15),
	[SHIM_SPLICE] = NAMES(splice_names, 0),
	[SHIM_WHENCE] = NAMES(whence_names, ALL),
};

static const char *name_of(const struct names *set, unsigned long value)
{
	for (unsigned int i = 0; i < set->count; i++)
		if (set->names[i].value == value)
			return set->names[i].name;
	return NULL;
}

static void put_one(struct shim_line *line, bool *first, const char *name)
{
	if (!*first)
		shim_put(line, SHIM_PLAIN, "|");
	*first = false;
	shim_put(line, SHIM_FLAG, "%s", name);
}

static void put_flags(struct shim_line *line, const struct names *set,
		      unsigned long value)
{
	const char *name = name_of(set, value & set->mask);
	unsigned long rest = value;
	bool first = true;

	if ((set->mask || !value) && name) {
		put_one(line, &first, name);
		rest &= ~set->mask;
	}
	for (unsigned int i = 0; i < set->count; i++) {
		unsigned long flag = set->names[i].value;

		if (flag && !(flag & set->mask) && (rest & flag) == flag) {
			put_one(line, &first, set->names[i].name);
			rest &= ~flag;
		}
	}
	if (rest || first)
		shim_put(line, SHIM_VALUE, first ? "%#lx" : "|%#lx", rest);
}

bool shim_put_named(struct shim_line *line, enum shim_kind kind, long value)
{
	const struct names *set = &sets[kind];
	unsigned long bits = (unsigned int)value;
	const char *name;

	if (!set->count)
		return false;
	if (set->mask != ALL) {
		put_flags(line, set, bits);
		return true;
	}
	name = name_of(set, bits);
	if (name)
		shim_put(line, SHIM_FLAG, "%s", name);
	else if (kind == SHIM_DIRFD)
		shim_put(line, SHIM_VALUE, "dirfd:%d", (int)value);
	else
		shim_put(line, SHIM_VALUE, "%d", (int)value);
	return true;
}
