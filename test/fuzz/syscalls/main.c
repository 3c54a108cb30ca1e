/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Random system calls with random arguments: main [SEED [SECONDS [CALLS
 * [NAMES]]]]. NAMES, "read,write", are the only calls then; with a "+" before
 * them each call is printed before it is made.
 *
 * What is done depends on the seed alone. Calls come in rounds; after each
 * round everything that it made is given up, and the memory that is free then
 * must not become less from round to round. The program takes care that it does
 * not end itself: what changes memory or signals has arguments from pools that
 * do no harm, and a timer ends what sleeps.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include "../../../fs/faultdev/include/uk/faultdev.h"
#include "calls.h"

#define ROUND	      4000 /* calls */
#define ARENA	      (64 * 4096UL)
#define MAPS	      (16UL << 20)
#define WORK	      "/tmp/f"
#define MAPPED_MAX    512
#define WARM_ROUNDS   3
#define REPORT_ROUNDS 50

#define HOW_MANY(a) (sizeof(a) / sizeof((a)[0]))

static const struct call {
	long nr;
	const char *name, *args;
} calls[] = {
#define X(name, args) {SYS_##name, #name, args},
	CALLS(X)
#undef X
};

/* ---- the source of all that is random ---- */

static uint64_t state;

static uint64_t next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state * 0x2545f4914f6cdd1dUL;
}

static unsigned int below(unsigned int n)
{
	return (unsigned int)(next() >> 33) % n;
}

/* ---- memory: half of it may be used, some is read-only, some is not there */

static char *arena, *maps;
static struct {
	void *at;
	size_t len;
} mapped[MAPPED_MAX];
static unsigned int mapped_count;

static const long edges[] = {
	0,	   1,	      -1,	  2,	     7,		8,
	64,	   255,	      4095,	  4096,	     4097,	65536,
	INT32_MAX, INT32_MIN, UINT32_MAX, INT64_MAX, INT64_MIN, 1L << 40};

static long edge(void)
{
	return edges[below(HOW_MANY(edges))];
}

static long pointer(void)
{
	static const long bad[] = {0,
				   1,
				   8,
				   4095,
				   -1,
				   -4096,
				   0x800000000000,
				   0x7ffffffff000,
				   (long)0xffffffff80000000,
				   (long)0xffffffff80100000,
				   (long)0xffffff8000000000,
				   (long)0xffffff8000100000,
				   (long)0xfffffe8000000000,
				   (long)0x8000000000000000};

	switch (below(16)) {
	case 0:
		return bad[below(HOW_MANY(bad))];
	case 1:
		return 0;
	case 2: /* across the end */
		return (long)(arena + ARENA - below(64));
	case 3: /* read-only */
		return (long)(arena + ARENA / 2 + below(8 * 4096));
	case 4:
		return (long)(maps + below(MAPS) / 8 * 8);
	case 5:
		return (long)(arena + below(ARENA / 2));
	case 6: /* code */
		return (long)&pointer;
	default:
		return (long)(arena + below(ARENA / 2) / 64 * 64);
	}
}

/* What structures are made of. */
static void arena_fill(void)
{
	long *at = (long *)(arena + below(ARENA / 2 - 256) / 8 * 8);

	for (unsigned int i = 0; i < 32; i++) {
		switch (below(4)) {
		case 0:
			at[i] = pointer();
			break;
		case 1:
			at[i] = edge();
			break;
		case 2:
			at[i] = (long)below(16) | (long)below(64) << 32;
			break;
		default:
			at[i] = (long)(next() & next() & next());
		}
	}
}

static long iovecs(void)
{
	struct iovec *iov =
		(struct iovec *)(arena + below(ARENA / 2 - 1024) / 64 * 64);

	if (below(8) == 0)
		return pointer();
	for (unsigned int i = 0; i < 4; i++) {
		iov[i].iov_base = (void *)pointer();
		iov[i].iov_len = below(8) ? below(5000) : (size_t)edge();
	}
	return (long)iov;
}

/* ---- names ---- */

static char long_name[300], long_path[5000];

static const char *const work_paths[] = {
	"a",	  "b",	     "c",	"d",   "a/b",	 "a/c", "d/a",
	"../f/b", WORK "/a", WORK "/d", "./c", "a/../b", "d/",
};
static const char *const paths[] = {
	"",
	".",
	"..",
	"/",
	"/dev/null",
	"/dev/zero",
	"/dev/full",
	"/dev/urandom",
	"/dev/console2",
	"/dev",
	"/proc/self/maps",
	"/proc/self/fd",
	"/proc",
	"/proc/self/exe",
	"/proc/self/stat",
	"/proc/meminfo",
	"/tmp",
	"/proc/self/fd/3",
	"/proc/self",
	"/dev/shm/x",
	"user.x",
	long_name,
	long_path,
};

static long path(bool any)
{
	if (any && below(10) == 0)
		return pointer();
	if (any && below(3) == 0)
		return (long)paths[below(HOW_MANY(paths))];
	return (long)work_paths[below(HOW_MANY(work_paths))];
}

/* ---- arguments ---- */

static const int open_flags[] = {O_RDONLY,
				 O_WRONLY,
				 O_RDWR,
				 O_RDWR | O_CREAT,
				 O_RDWR | O_CREAT,
				 O_WRONLY | O_CREAT | O_TRUNC,
				 O_RDWR | O_CREAT | O_EXCL,
				 O_DIRECTORY,
				 O_RDWR | O_TMPFILE,
				 O_PATH,
				 O_NOFOLLOW,
				 O_APPEND | O_RDWR | O_CREAT,
				 O_CLOEXEC,
				 O_NONBLOCK,
				 O_CLOEXEC | O_NONBLOCK};

static long flags(void)
{
	switch (below(6)) {
	case 0:
		return 0;
	case 1:
		return 1L << below(32);
	case 2:
		return (1L << below(14)) | (1L << below(14));
	case 3:
		return AT_EMPTY_PATH;
	case 4:
		return (long)below(16);
	default:
		return (long)(next() & next());
	}
}

static long command(void)
{
	/* F_SETSIG would choose the signal that ends us */
	static const int more[] = {F_DUPFD_CLOEXEC, F_SETPIPE_SZ, F_GETPIPE_SZ,
				   F_ADD_SEALS,	    F_GET_SEALS,  F_OFD_SETLK,
				   F_OFD_GETLK,	    0x541b,	  0x5421};
	long c;

	switch (below(4)) {
	case 0:
		return more[below(HOW_MANY(more))];
	case 1:
		return 0x5401 + below(96);
	case 2:
		return edge();
	default:
		c = (long)below(20);
		return c == F_SETSIG ? F_GETFL : c;
	}
}

/* Only what does not end the program, or stop its timer. */
static long harmless_signal(void)
{
	static const int signals[] = {0,  SIGUSR1, SIGUSR2, SIGWINCH, 65,
				      -1, SIGCHLD, 34,	    40};

	return signals[below(HOW_MANY(signals))];
}

static long timespec(void)
{
	static struct timespec ts[] = {
		{0, 0},	 {0, 1000}, {0, 1000000},  {0, 1000000000}, {-1, 0},
		{0, -1}, {0, 1},    {1L << 62, 0}, {1, 0},	    {0, 100}};

	return below(6) ? (long)&ts[below(HOW_MANY(ts))] : pointer();
}

/* The timer's signal is in none of them. */
static long signal_set(void)
{
	static uint64_t sets[] = {0, 1UL << 9, 1UL << 11, 3UL << 35};

	switch (below(6)) {
	case 0:
		return 0;
	case 1:
		return (long)0xffffff8000000000;
	default:
		return (long)&sets[below(HOW_MANY(sets))];
	}
}

static void on_signal(int sig)
{
	(void)sig;
}

struct kernel_action {
	void (*handler)(int);
	unsigned long flags;
	void (*restorer)(void);
	uint64_t mask;
};

static struct kernel_action actions[3];

static long action(void)
{
	return below(3) ? (long)&actions[below(2)] : below(2) ? 0 : -8;
}

static long alternate_stack(void)
{
	static stack_t stacks[] = {
		{NULL, SS_DISABLE, 0}, {NULL, 0, 10}, {NULL, 77, 0}};

	return below(3) ? (long)&stacks[below(HOW_MANY(stacks))] : 0;
}

static long sigevent(void)
{
	static struct sigevent events[3];

	events[0].sigev_notify = SIGEV_NONE;
	events[1].sigev_signo = SIGUSR1;
	events[2].sigev_notify = 99;
	return below(4) ? (long)&events[below(3)] : -8;
}

static long type_name(void)
{
	static const char *const types[] = {"tmpfs",	"ramfs", "proc",
					    "devtmpfs", "none",	 "initrd"};

	return (long)types[below(HOW_MANY(types))];
}

static long unreadable(void)
{
	static const long bad[] = {0, 1, -1, (long)0xffffffff80000000};

	return bad[below(4)];
}

static long one_of(const long *values, unsigned int n)
{
	return values[below(n)];
}

#define ONE_OF(...)                         \
	one_of((const long[]){__VA_ARGS__}, \
	       sizeof((long[]){__VA_ARGS__}) / sizeof(long))

static long argument(char kind)
{
	switch (kind) {
	case 'f':
		return below(12) ? (long)below(24) + 3 : ONE_OF(-1, -100, 1000);
	case 'I':
		return (long)below(27);
	case 'F':
		return below(12) ? (long)below(24) + 3
				 : ONE_OF(-1, 2000000, 1023);
	case 'p':
		return path(true);
	case 'w':
		return path(false);
	case 'b':
		return pointer();
	case 'v':
		return iovecs();
	case 's':
		return below(4) ? (long)below(9000) : below(2) ? 8 : edge();
	case 'o':
		return below(4) ? (long)below(20000) : edge();
	case 'i':
		return below(2) ? (long)below(0x2000) : edge();
	case 'g':
		return flags();
	case 'c':
		return command();
	case 't':
		return timespec();
	case 'm':
		return signal_set();
	case 'z':
		return harmless_signal();
	case 'a':
		return below(10) ? (long)maps + below(MAPS / 4096) * 4096L
				 : ONE_OF(1, -4096, 0x800000000000);
	case 'l':
		return ONE_OF(0, 1, 4096, 8192, 65536, 1L << 20);
	case 'P':
		return below(8) ? below(8) : flags();
	case 'X':
		return ONE_OF(0x22, 0x21, 0x32, 0x1, 0x2, 0x8022, 0x3, 0x100032,
			      0x4022, 0x12);
	case 'k':
		return ONE_OF(0, getpid(), 1, -1, 99999);
	case 'u':
		return ONE_OF(0, -1);
	case 'A':
		return action();
	case 'T':
		return type_name();
	case 'S':
		return alternate_stack();
	case 'O':
		return below(8) ? open_flags[below(HOW_MANY(open_flags))]
				: flags();
	case 'E':
		return sigevent();
	case 'r':
		return ONE_OF(0x1003, 0x1004, 0, 0x5001, -1);
	case 'x':
		return ONE_OF(2, 3, 4, 7, 8, 15, 16, 23, 27, 28, 29, 30, 33, 34,
			      36, 37, 39, 40, 41, 42, 47, 0x53564d41, 0, -1);
	case 'B':
		return unreadable();
	case 'h':
		return ONE_OF(0, 1, -1, 4096);
	case 'y':
		return ONE_OF(1, 2, 3, -1);
	case 'n':
		return below(16) ? (long)below(16) : edge();
	default:
		return 0;
	}
}

/* ---- calls ---- */

static long call(long nr, const long a[6])
{
	register long r10 __asm__("r10") = a[3];
	register long r8 __asm__("r8") = a[4];
	register long r9 __asm__("r9") = a[5];
	long ret;

	__asm__ volatile("syscall"
			 : "=a"(ret)
			 : "a"(nr), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10),
			   "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return ret;
}

static bool is_in_maps(long addr)
{
	return addr >= (long)maps && addr < (long)(maps + MAPS);
}

/* Changes of memory stay where they do no harm. */
static void tame(long nr, long a[6])
{
	long left = is_in_maps(a[0]) ? (long)(maps + MAPS) - a[0] : 0;

	if (nr == SYS_mmap || nr == SYS_munmap || nr == SYS_mprotect ||
	    nr == SYS_mremap || nr == SYS_madvise)
		a[1] = left && a[1] > left ? left : a[1];
	if (nr == SYS_mmap && !left)
		a[3] &= ~(long)(MAP_FIXED | MAP_FIXED_NOREPLACE);
	if (nr == SYS_mremap) {
		left = is_in_maps(a[4]) ? (long)(maps + MAPS) - a[4] : 0;
		a[2] = left && a[2] > left ? left : a[2];
		if (!left)
			a[3] &= ~(long)MREMAP_FIXED;
	}
	if (nr == SYS_mlockall)
		a[0] &= ~2L;
	/* A descriptor of ours is needed to write what was found */
	if (nr == SYS_close_range && (unsigned long)a[0] < 3)
		a[0] = 3;
}

static void note_mapping(long nr, const long a[6], long ret)
{
	if ((nr != SYS_mmap && nr != SYS_mremap) || ret < 0 || is_in_maps(ret))
		return;
	mapped[mapped_count].at = (void *)ret;
	mapped[mapped_count++].len = (size_t)a[nr == SYS_mmap ? 1 : 2];
}

static void timer_set(long usec)
{
	struct itimerval it = {{0, usec}, {0, usec}};

	(void)setitimer(ITIMER_REAL, &it, NULL);
}

static const struct kernel_action *action_of_timer(void)
{
	return &actions[0];
}

static void signals_reset(void)
{
	static const uint64_t none;
	stack_t off = {.ss_flags = SS_DISABLE};

	for (int sig = 1; sig <= 64; sig++)
		(void)syscall(SYS_rt_sigaction, sig, action_of_timer(), NULL,
			      8);
	(void)syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, 8);
	(void)sigaltstack(&off, NULL);
}

static bool trace;
static const char *only = "";

static bool is_wanted(const char *name)
{
	const char *at = strstr(only, name);
	size_t len = strlen(name);

	return !*only || (at && (at == only || at[-1] == ',') &&
			  (at[len] == ',' || !at[len]));
}

static void one_call(void)
{
	static const uint64_t none;
	const struct call *c;
	long a[6] = {0}, ret;

	do
		c = &calls[below(HOW_MANY(calls))];
	while (!is_wanted(c->name));
	if (below(4) == 0)
		arena_fill();
	for (unsigned int i = 0; c->args[i]; i++)
		a[i] = argument(c->args[i]);
	tame(c->nr, a);
	if (mapped_count == MAPPED_MAX &&
	    (c->nr == SYS_mmap || c->nr == SYS_mremap))
		return;
	if (trace)
		printf("%s %lx %lx %lx %lx %lx %lx\n", c->name, a[0], a[1],
		       a[2], a[3], a[4], a[5]);
	ret = call(c->nr, a);
	note_mapping(c->nr, a, ret);
	if (c->nr == SYS_rt_sigprocmask || c->nr == SYS_rt_sigaction)
		(void)syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, 8);
	if (c->nr == SYS_alarm)
		timer_set(5000);
}

/* ---- giving all up ---- */

/* Emptied, but there: calls may have found what the image mounts there, or
 * ended it.
 */
static bool is_kept(const char *name)
{
	static const char *const kept[] = {"dev", "proc", "tmp"};

	for (unsigned int i = 0; i < HOW_MANY(kept); i++)
		if (strcmp(name, kept[i]) == 0)
			return true;
	return false;
}

static void unmount(const char *name)
{
	while (umount2(name, MNT_DETACH | UMOUNT_NOFOLLOW) == 0)
		;
}

/* Trees may be deep: one descriptor a level, no names of whole paths. */
static void remove_all(int at, const char *dir)
{
	char buf[1024];
	int fd = openat(at, dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	bool is_root = strcmp(dir, "/") == 0;
	long n;

	if (fd < 0)
		return;
	while ((n = syscall(SYS_getdents64, fd, buf, sizeof(buf))) > 0) {
		for (long i = 0; i < n;) {
			struct dirent64 *d = (struct dirent64 *)(buf + i);

			i += d->d_reclen;
			if (strcmp(d->d_name, ".") == 0 ||
			    strcmp(d->d_name, "..") == 0)
				continue;
			if (is_root && is_kept(d->d_name)) {
				remove_all(fd, d->d_name);
				continue;
			}
			/* umount2() has no place that a name is relative to */
			(void)fchdir(fd);
			unmount(d->d_name);
			if (d->d_type == DT_DIR) {
				remove_all(fd, d->d_name);
				(void)unlinkat(fd, d->d_name, AT_REMOVEDIR);
			} else {
				(void)unlinkat(fd, d->d_name, 0);
			}
		}
	}
	close(fd);
}

/* Numbers are given in turn: those up to a new one may be there. */
static void timers_delete(void)
{
	static int first;
	int last = first;

	(void)syscall(SYS_timer_create, CLOCK_MONOTONIC, NULL, &last);
	for (int i = first; i <= last; i++)
		(void)syscall(SYS_timer_delete, i);
	first = last;
}

/* The file systems of a round, and the names of what they are mounted over. */
static struct {
	const char *type, *name;
	dev_t below;
} own[] = {
	{"", "/..", 0}, /* nothing, but calls may find it by a link */
	{"tmpfs", "/tmp", 0},
	{"devtmpfs", "/dev", 0},
	{"proc", "/proc", 0},
};

static dev_t device_of(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0 ? st.st_dev : 0;
}

static void own_note(void)
{
	for (unsigned int i = 0; i < HOW_MANY(own); i++)
		own[i].below = device_of(own[i].name);
}

static void own_mount(void)
{
	for (unsigned int i = 1; i < HOW_MANY(own); i++)
		(void)mount(own[i].type, own[i].name, own[i].type, 0, NULL);
}

/* With what was mounted over them, and in them. */
static void own_unmount(void)
{
	for (unsigned int i = 0; i < HOW_MANY(own); i++)
		while (device_of(own[i].name) != own[i].below &&
		       umount2(own[i].name, MNT_DETACH) == 0)
			;
}

static void clean_up(void)
{
	(void)chdir("/");
	(void)syscall(SYS_close_range, 3, ~0U, 0);
	timers_delete();
	signals_reset();
	(void)munlockall();
	for (unsigned int i = 0; i < mapped_count; i++)
		(void)munmap(mapped[i].at, mapped[i].len);
	mapped_count = 0;
	(void)mmap(maps, MAPS, PROT_NONE,
		   MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	(void)syscall(SYS_set_robust_list, NULL, 24);
	(void)syscall(SYS_set_tid_address, NULL);
	own_unmount();
	remove_all(AT_FDCWD, "/");
	(void)chdir("/");
	(void)umask(022);
	timer_set(5000);
}

/* What is in use when nothing is; in pieces of the kernel's heap, and frames.
 * The image's /dev/fault tells, without what is kept to be used again. */
static struct uk_faultdev_stats in_use(void)
{
	struct uk_faultdev_stats st = {0};
	struct sysinfo si;

	/* It is the standard input, which nothing closes */
	if (ioctl(0, FAULTDEV_SHRINK, 0) == 0)
		(void)ioctl(0, FAULTDEV_STATS, &st);
	else if (sysinfo(&si) == 0)
		st.frames = -(long)(si.freeram * si.mem_unit / 4096);
	return st;
}

static void start(void)
{
	int fd;

	memset(long_name, 'n', sizeof(long_name) - 1);
	memset(long_path, 'p', sizeof(long_path) - 1);
	arena = mmap(NULL, ARENA + 4096, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	maps = mmap(NULL, MAPS, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (arena == MAP_FAILED || maps == MAP_FAILED)
		exit(2);
	(void)munmap(arena + ARENA, 4096);
	fd = open("/dev/fault", O_RDONLY);
	if (fd > 0) {
		(void)dup2(fd, 0);
		(void)close(fd);
	}
	(void)mprotect(arena + ARENA / 2, ARENA / 2, PROT_READ);
}

/* The C library's own action has the way back from a handler. */
static void actions_make(void)
{
	struct sigaction sa = {.sa_handler = on_signal};

	(void)sigaction(SIGUSR1, &sa, NULL);
	(void)syscall(SYS_rt_sigaction, SIGUSR1, NULL, &actions[0], 8);
	actions[1] = actions[0];
	actions[1].flags |= SA_NODEFER;
	signals_reset();
}

static double seconds(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

int main(int argc, char *argv[])
{
	unsigned long seed = argc > 1 ? strtoul(argv[1], NULL, 0) : 1;
	double limit = argc > 2 ? atof(argv[2]) : 10, begin = seconds();
	unsigned long count = argc > 3 ? strtoul(argv[3], NULL, 0) : ~0UL;
	unsigned long total = 0, rounds = 0;
	struct uk_faultdev_stats now = {0}, first = {0};

	trace = argc > 4 && argv[4][0] == '+';
	only = argc > 4 ? argv[4] + trace : only;
	setvbuf(stdout, NULL, _IONBF, 0);
	printf("seed %lu\n", seed);
	start();
	actions_make();
	own_note();
	timer_set(5000);
	while (seconds() - begin < limit && total < count) {
		state = seed + rounds * 0x9e3779b97f4a7c15UL;
		for (int i = 0; i < 8; i++)
			(void)next();
		own_mount();
		(void)mkdir("/dev/shm", 01777);
		(void)mkdir(WORK, 0755);
		(void)chdir(WORK);
		for (unsigned int i = 0; i < ROUND && total < count; i++) {
			one_call();
			total++;
		}
		clean_up();
		now = in_use();
		if (rounds++ == WARM_ROUNDS)
			first = now;
		if (rounds % REPORT_ROUNDS == 0)
			printf("round %lu: %lu calls, %ld pieces, %ld frames "
			       "in use\n",
			       rounds, total, now.pieces, now.frames);
	}
	timer_set(0);
	printf("%lu calls in %lu rounds, lost %ld pieces, %ld frames\n", total,
	       rounds, rounds > WARM_ROUNDS ? now.pieces - first.pieces : 0,
	       rounds > WARM_ROUNDS ? now.frames - first.frames : 0);
	return 0;
}
