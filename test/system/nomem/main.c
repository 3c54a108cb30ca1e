/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Each request for memory within each call of scenarios.h fails once; see the
 * README. An argument is the name of the only call to try.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "../../../fs/faultdev/include/uk/faultdev.h"
#include "scenarios.h"

#define WORK		"/nomem"
#define AREA		(64 * 4096L)
#define FAULT		0 /* the descriptor of /dev/fault */
#define FAILS_MAX	2000
#define FUTEX_WAIT	0
#define FUTEX_WAKE	1
#define FUTEX_LOCK_PI	6
#define FUTEX_UNLOCK_PI 7

/* ---- calls without a C library between ---- */

static long call(long nr, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long ret;

	__asm__ volatile("syscall"
			 : "=a"(ret)
			 : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8),
			   "r"(r9)
			 : "rcx", "r11", "memory");
	return ret;
}

#define C(name, ...) C_(SYS_##name, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define C_(nr, a, b, c, d, e, f, ...)                                   \
	call(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), \
	     (long)(f))

/* ---- what the scenarios have ---- */

static char buf[16384];
static int f, g, d, t, e, fd, maps, p[2], s[2];
static char *area;
static long top;
static long mapped, mapped_len;
static char *argv[] = {(char *)"a", (char *)"b", NULL};
static struct iovec iov[20];
static struct pollfd pollfds[20];
static fd_set fds[1];
static uint64_t set[1] = {1UL << 11}, none[1];
static uint64_t open_how[3];
static struct flock lock[1];
static struct timespec soon[1] = {{0, 100000}};
static struct timeval soon_usec[1];
static struct itimerspec late[1] = {{{0, 0}, {100, 0}}};
static struct itimerval never[1];
static struct epoll_event event[1];
static struct sockaddr_un address[1];
static socklen_t length[1];
static struct mmsghdr messages[2];
static struct msghdr *const message = &messages[0].msg_hdr;
static char control[2][64];
static siginfo_t info[1];
static uint32_t caps[2] = {0x20080522, 0};
static int timer[1];
static bool has_timer, has_thread, has_waiter;

#define MAP(len, call) note_mapping(len, call)
#define TIMER(call)    (has_timer = true, call)

static long note_mapping(long len, long ret)
{
	mapped = ret > 0 ? ret : 0;
	mapped_len = len;
	return ret;
}

/* What the kernel touches in there it has to page in. */
static void fresh(void)
{
	(void)C(madvise, area, AREA, MADV_DONTNEED);
}

static int listener(void)
{
	int l = (int)C(socket, AF_UNIX, SOCK_STREAM, 0);

	(void)C(unlink, address->sun_path);
	(void)C(bind, l, address, sizeof(*address));
	return l;
}

static int connected(void)
{
	int l = listener(), c = (int)C(socket, AF_UNIX, SOCK_STREAM, 0);

	(void)C(listen, l, 5);
	(void)C(connect, c, address, sizeof(*address));
	return l;
}

/* Tells what is done to "f" and where it is */
static int watcher(void)
{
	int w = (int)C(inotify_init1, 0);

	(void)C(inotify_add_watch, w, ".", 0xfff);
	(void)C(inotify_add_watch, w, "f", 0xfff);
	return w;
}

/* The same, with something to tell */
static int watched(void)
{
	int w = watcher();

	(void)C(chmod, "f", 0600);
	return w;
}

static void timer_soon(void)
{
	/* It may come too early, too */
	struct itimerval it = {{0, 2000}, {0, 2000}};

	(void)C(setitimer, 0, &it, NULL);
}

/*
 * ---- threads: they end at once, or at a signal, and the kernel clears
 * thread_id ----
 */

#define THREAD_FLAGS                                                        \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | \
	 CLONE_SYSVSEM | CLONE_CHILD_CLEARTID | CLONE_PARENT_SETTID)

static volatile int thread_id;
static char thread_stack[16384] __attribute__((aligned(16)));

#define THREAD(call) (has_thread = true, call)

/* A child has nothing but its registers: it may touch no memory. */
static long spawn(long nr, long a, long b, long c, long ctid, bool waits)
{
	register long r10 __asm__("r10") = ctid;
	register long r8 __asm__("r8") = waits;
	long ret;

	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "test %%r8d, %%r8d\n\t"
			 "jz 2f\n\t"
			 "mov %[pause], %%eax\n\t"
			 "syscall\n"
			 "2:\t"
			 "xor %%edi, %%edi\n\t"
			 "mov %[exit], %%eax\n\t"
			 "syscall\n"
			 "1:"
			 : "=a"(ret)
			 : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10),
			   "r"(r8), [exit] "i"(SYS_exit), [pause] "i"(SYS_pause)
			 : "rcx", "r11", "memory");
	return ret;
}

static long thread_clone(void)
{
	return spawn(SYS_clone, THREAD_FLAGS,
		     (long)(thread_stack + sizeof(thread_stack)),
		     (long)&thread_id, (long)&thread_id, false);
}

/* One that is there while something else is tried */
static void beside(void)
{
	has_waiter = spawn(SYS_clone, THREAD_FLAGS,
			   (long)(thread_stack + sizeof(thread_stack)),
			   (long)&thread_id, (long)&thread_id, true) > 0;
}

static long thread_clone3(void)
{
	static uint64_t args[11];

	args[0] = THREAD_FLAGS;
	args[2] = (uint64_t)&thread_id;
	args[3] = (uint64_t)&thread_id;
	args[5] = (uint64_t)thread_stack;
	args[6] = sizeof(thread_stack);
	return spawn(SYS_clone3, (long)args, sizeof(args), 0, 0, false);
}

/* ---- before and after each try ---- */

static void file(const char *name, int *to)
{
	*to = (int)C(open, name, O_RDWR | O_CREAT, 0644);
	(void)C(write, *to, buf, 5000);
	(void)C(lseek, *to, 0, SEEK_SET);
}

static void prepare(void)
{
	memset(buf, 0, sizeof(buf));
	(void)C(mount, "nomem", WORK, "tmpfs", 0, NULL);
	(void)C(chdir, WORK);
	(void)C(mkdir, "d", 0755);
	(void)C(mkdir, "e", 0755);
	(void)C(symlink, "f", "l");
	(void)C(symlink, "../f", "d/l");
	file("f", &f);
	file("g", &g);
	d = (int)C(open, ".", O_RDONLY | O_DIRECTORY);
	(void)C(pipe2, p, 0);
	(void)C(socketpair, AF_UNIX, SOCK_STREAM, 0, s);
	t = (int)C(timerfd_create, 1, 0);
	e = (int)C(epoll_create1, 0);
	event->events = EPOLLIN;
	(void)C(epoll_ctl, e, EPOLL_CTL_ADD, p[0], event);
	area = (char *)C(mmap, 0, AREA, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1L, 0);
	memset(area, 1, AREA);
	for (unsigned int i = 0; i < 20; i++) {
		iov[i] = (struct iovec){buf + 400 * i, 400};
		pollfds[i] = (struct pollfd){.fd = p[0], .events = POLLIN};
	}
	FD_ZERO(fds);
	FD_SET(p[0], fds);
	*soon_usec = (struct timeval){0, 100};
	*lock = (struct flock){.l_type = F_WRLCK, .l_len = 100};
	address->sun_family = AF_UNIX;
	strcpy(address->sun_path, "socket");
	for (unsigned int i = 0; i < 2; i++) {
		struct cmsghdr *c = (struct cmsghdr *)control[i];

		*c = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof(int)),
				      .cmsg_level = SOL_SOCKET,
				      .cmsg_type = SCM_RIGHTS};
		memcpy(CMSG_DATA(c), &f, sizeof(f));
		memset(&messages[i], 0, sizeof(messages[i]));
		messages[i].msg_hdr.msg_iov = iov;
		messages[i].msg_hdr.msg_iovlen = 3;
		messages[i].msg_hdr.msg_control = c;
		messages[i].msg_hdr.msg_controllen = CMSG_SPACE(sizeof(int));
	}
	memset(info, 0, sizeof(info));
	info->si_code = SI_QUEUE;
}

static void give_up(long ret)
{
	if (has_thread && ret > 0)
		while (thread_id)
			(void)C(sched_yield);
	while (has_waiter && thread_id) {
		(void)C(tkill, thread_id, SIGUSR1);
		(void)C(sched_yield);
	}
	if (has_timer)
		(void)C(timer_delete, *timer);
	if (*(int *)buf)
		(void)C(futex, buf, FUTEX_UNLOCK_PI);
	(void)C(setitimer, 0, never, NULL);
	if (mapped)
		(void)C(munmap, mapped, mapped_len);
	if (top)
		(void)C(brk, top);
	(void)C(munlockall);
	(void)C(munmap, area, AREA);
	(void)C(close_range, 3, ~0U, 0);
	(void)C(chdir, "/");
	(void)C(umount2, WORK, MNT_DETACH);
	has_thread = has_timer = has_waiter = false;
	mapped = top = 0;
}

/* ---- trying ---- */

struct
try {
	const char *name;
	const char *text; /* the call as it is written */
	long want;	  /* 0 or an errno */
	long nth;	  /* request that fails; not above 0: none */
	bool again;	  /* more was in use: is it, each time? */
	struct uk_faultdev_stats base;
	struct uk_faultdev_stats now;
};

#define WARM_UP (-2)

static const char *only;
static unsigned int wrong, scenarios, failures;

static void complain(const struct try *y, const char *what, long n)
{
	printf("%s, request %ld: %s %ld\n", y->text, y->nth, what, n);
	wrong++;
}

static bool is_no_memory(long ret)
{
	return ret == -ENOMEM || ret == -ENOSPC || ret == -ENFILE ||
	       ret == -EAGAIN || ret == -ENOBUFS || ret == -ENOLCK;
}

static void try_call(const struct try *y)
{
	(void)ioctl(FAULT, FAULTDEV_ARM, y->nth > 0 ? y->nth : 0);
}

static void try_end(struct try *y, long ret)
{
	bool failed;

	(void)ioctl(FAULT, FAULTDEV_STOP, 0);
	(void)ioctl(FAULT, FAULTDEV_STATS, &y->now);
	failed = y->now.failures;
	failures += failed;
	if ((y->want ? ret != -y->want : ret < 0 && ret > -4096) &&
	    !(failed && is_no_memory(ret)))
		complain(y, "returned", ret);
	give_up(ret);
}

/* Is there another request to fail? */
static bool try_next(struct try *y)
{
	struct uk_faultdev_stats st = {0};

	/* A thread's end comes a moment after it was told */
	for (int i = 0; i < 10; i++)
		(void)C(sched_yield);
	(void)ioctl(FAULT, FAULTDEV_SHRINK, 0);
	(void)ioctl(FAULT, FAULTDEV_STATS, &st);
	y->again = y->nth > 0 && !y->again &&
		   (st.pieces > y->base.pieces || st.frames > y->base.frames);
	if (y->nth > 0 && !y->again && st.pieces > y->base.pieces)
		complain(y, "leaked pieces:", st.pieces - y->base.pieces);
	if (y->nth > 0 && !y->again && st.frames > y->base.frames)
		complain(y, "leaked frames:", st.frames - y->base.frames);
	y->base = st;
	if (!y->again &&
	    ((y->nth > 0 && !y->now.failures) || ++y->nth > FAILS_MAX))
		return false;
	prepare();
	return true;
}

static bool is_wanted(const char *name)
{
	return !only || strcmp(only, name) == 0;
}

#define SCENARIO(name, want, before, call)                                     \
	if (is_wanted(#name)) {                                                \
		struct try y = {#name, #call, want, WARM_UP, false, {0}, {0}}; \
                                                                               \
		scenarios++;                                                   \
		while (try_next(&y)) {                                         \
			long ret;                                              \
                                                                               \
			before;                                                \
			try_call(&y);                                          \
			ret = call;                                            \
			try_end(&y, ret);                                      \
		}                                                              \
	}

static void on_signal(int sig)
{
	(void)sig;
}

int main(int argc, char *argv_[])
{
	struct sigaction sa = {.sa_handler = on_signal};

	only = argc > 1 ? argv_[1] : NULL;
	setvbuf(stdout, NULL, _IONBF, 0);
	fd = open("/dev/fault", O_RDONLY);
	if (fd < 0 || dup2(fd, FAULT) != FAULT) {
		puts("no /dev/fault");
		return 2;
	}
	(void)close(fd);
	(void)sigaction(SIGUSR1, &sa, NULL);
	(void)sigaction(SIGALRM, &sa, NULL);
	(void)mkdir(WORK, 0755);
	SCENARIOS_FILES(SCENARIO)
	SCENARIOS_OBJECTS(SCENARIO)
	SCENARIOS_PROCESS(SCENARIO)
	printf("%u scenarios, %u failures, %u wrong\n", scenarios, failures,
	       wrong);
	return wrong ? 1 : 0;
}
