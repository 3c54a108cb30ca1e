/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * SCENARIO(name, want, before, call): call is made with failures, after before
 * was done without. want is 0 if it succeeds with memory, or the errno that it
 * has then. main.c says what f, d, p and so on are. One call may have several.
 */
#ifndef SCENARIOS_H
#define SCENARIOS_H

/* A table for readers, in which the formatter finds no rest: */
/* clang-format off */

#define SCENARIOS_FILES(S) \
	S(open, 0, , C(open, "f", O_RDONLY)) \
	S(open, 0, , C(open, "new", O_CREAT | O_RDWR, 0644)) \
	S(open, 0, , C(open, "f", O_TRUNC | O_RDWR)) \
	S(open, 0, , C(open, ".", O_TMPFILE | O_RDWR, 0600)) \
	S(open, 0, , C(open, "/dev/null", O_RDWR)) \
	S(open, 0, , C(open, "/proc/self/maps", O_RDONLY)) \
	S(open, 0, C(dup2, p[1], 20), C(open, "/proc/self/fd/20", O_WRONLY)) \
	S(openat, 0, , C(openat, d, "d/new", O_CREAT | O_RDWR, 0644)) \
	S(openat2, 0, , C(openat2, d, "f", open_how, 24)) \
	S(creat, 0, , C(creat, "new", 0644)) \
	S(close, 0, , C(close, f)) \
	S(close_range, 0, , C(close_range, 3, 5, 0)) \
	S(close_range, 0, , C(close_range, 3, 5, 2)) \
	S(dup, 0, , C(dup, f)) \
	S(dup2, 0, , C(dup2, f, 200)) \
	S(dup3, 0, , C(dup3, f, 900, O_CLOEXEC)) \
	S(fcntl, 0, , C(fcntl, f, F_DUPFD, 300)) \
	S(fcntl, 0, , C(fcntl, p[1], F_SETPIPE_SZ, 1 << 18)) \
	S(fcntl, 0, , C(fcntl, f, F_SETLK, lock)) \
	S(fcntl, 0, , C(fcntl, f, F_OFD_SETLK, lock)) \
	S(fcntl, 0, , C(fcntl, p[0], F_SETOWN, getpid())) \
	S(fcntl, 0, , C(fcntl, p[0], F_SETSIG, 10)) \
	S(fcntl, 0, , C(fcntl, p[0], F_SETFL, O_ASYNC)) \
	S(flock, 0, , C(flock, f, LOCK_EX)) \
	S(read, 0, , C(read, f, buf, 8192)) \
	S(read, 0, fresh(), C(read, f, area + 4000, 8192)) \
	S(read, 0, C(write, p[1], buf, 100), C(read, p[0], buf, 100)) \
	S(read, 0, maps = C(open, "/proc/self/maps", 0), C(read, maps, buf, 999)) \
	S(write, 0, , C(write, f, buf, 9000)) \
	S(write, 0, fresh(), C(write, p[1], area + 4000, 8192)) \
	S(write, 0, maps = C(open, "/proc/self/comm", O_RDWR), C(write, maps, "name", 4)) \
	S(write, 0, , C(write, p[1], buf, 9000)) \
	S(write, 0, , C(write, s[0], buf, 9000)) \
	S(pread64, 0, , C(pread64, f, buf, 100, 50)) \
	S(pwrite64, 0, , C(pwrite64, f, buf, 100, 1L << 40)) \
	S(readv, 0, , C(readv, f, iov, 20)) \
	S(writev, 0, , C(writev, f, iov, 20)) \
	S(preadv, 0, , C(preadv, f, iov, 20, 0)) \
	S(pwritev, 0, , C(pwritev, f, iov, 20, 100000)) \
	S(preadv2, 0, , C(preadv2, f, iov, 20, 0, 0, 0)) \
	S(pwritev2, 0, , C(pwritev2, f, iov, 20, 0, 0, 0)) \
	S(sendfile, 0, , C(sendfile, p[1], f, NULL, 4096)) \
	S(copy_file_range, 0, , C(copy_file_range, f, NULL, g, NULL, 4096, 0)) \
	S(splice, 0, , C(splice, f, NULL, p[1], NULL, 4096, 0)) \
	S(tee, 0, (C(pipe2, buf, 0), C(write, p[1], buf, 10)), C(tee, p[0], ((int *)buf)[1], 10, 0)) \
	S(vmsplice, 0, , C(vmsplice, p[1], iov, 3, 0)) \
	S(lseek, 0, , C(lseek, f, 0, SEEK_END)) \
	S(truncate, 0, , C(truncate, "f", 100)) \
	S(ftruncate, 0, , C(ftruncate, f, 1L << 30)) \
	S(fallocate, 0, , C(fallocate, f, 0, 0, 40960)) \
	S(fallocate, 0, , C(fallocate, f, 3, 100, 5000)) \
	S(fadvise64, 0, , C(fadvise64, f, 0, 0, 0)) \
	S(readahead, 0, , C(readahead, f, 0, 4096)) \
	S(fsync, 0, , C(fsync, f)) \
	S(fdatasync, 0, , C(fdatasync, f)) \
	S(sync, 0, , C(sync)) \
	S(syncfs, 0, , C(syncfs, f)) \
	S(sync_file_range, 0, , C(sync_file_range, f, 0, 0, 2)) \
	S(stat, 0, , C(stat, "d/l", buf)) \
	S(lstat, 0, , C(lstat, "l", buf)) \
	S(fstat, 0, , C(fstat, f, buf)) \
	S(newfstatat, 0, , C(newfstatat, d, "f", buf, 0)) \
	S(statx, 0, , C(statx, d, "f", 0, 0xfff, buf)) \
	S(statfs, 0, , C(statfs, "f", buf)) \
	S(fstatfs, 0, , C(fstatfs, f, buf)) \
	S(access, 0, , C(access, "f", 0)) \
	S(access, ENOENT, , C(access, "missing", 0)) \
	S(faccessat, 0, , C(faccessat, d, "f", 4)) \
	S(faccessat2, 0, , C(faccessat2, d, "f", 4, 0)) \
	S(getdents, 0, , C(getdents, d, buf, 4096)) \
	S(getdents64, 0, , C(getdents64, d, buf, 4096)) \
	S(getcwd, 0, , C(getcwd, buf, 4096)) \
	S(chdir, 0, , C(chdir, "d")) \
	S(fchdir, 0, , C(fchdir, d)) \
	S(chroot, 0, , C(chroot, "/")) \
	S(mkdir, 0, , C(mkdir, "newdir", 0755)) \
	S(mkdirat, 0, , C(mkdirat, d, "newdir", 0755)) \
	S(rmdir, 0, , C(rmdir, "e")) \
	S(unlink, 0, , C(unlink, "f")) \
	S(unlinkat, 0, , C(unlinkat, d, "e", AT_REMOVEDIR)) \
	S(rename, 0, , C(rename, "f", "d/moved")) \
	S(rename, 0, , C(rename, "f", "g")) \
	S(renameat, 0, , C(renameat, d, "e", d, "moved")) \
	S(renameat2, 0, , C(renameat2, d, "e", d, "f", 2)) \
	S(link, 0, , C(link, "f", "name")) \
	S(linkat, 0, , C(linkat, d, "f", d, "name", 0)) \
	S(symlink, 0, , C(symlink, "target", "name")) \
	S(symlinkat, 0, , C(symlinkat, "target", d, "name")) \
	S(readlink, 0, , C(readlink, "l", buf, 100)) \
	S(readlink, 0, , C(readlink, "/proc/self/exe", buf, 100)) \
	S(readlink, 0, C(dup2, s[0], 20), C(readlink, "/proc/self/fd/20", buf, 100)) \
	S(readlinkat, 0, , C(readlinkat, d, "l", buf, 100)) \
	S(mknod, 0, , C(mknod, "name", S_IFIFO | 0600, 0)) \
	S(mknodat, 0, , C(mknodat, d, "name", S_IFREG | 0600, 0)) \
	S(chmod, 0, , C(chmod, "f", 0600)) \
	S(fchmod, 0, , C(fchmod, f, 0600)) \
	S(fchmodat, 0, , C(fchmodat, d, "f", 0600)) \
	S(chown, 0, , C(chown, "f", 0, 0)) \
	S(lchown, 0, , C(lchown, "l", 0, 0)) \
	S(fchown, 0, , C(fchown, f, 0, 0)) \
	S(fchownat, 0, , C(fchownat, d, "f", 0, 0, 0)) \
	S(utime, 0, , C(utime, "f", NULL)) \
	S(utimes, 0, , C(utimes, "f", NULL)) \
	S(futimesat, 0, , C(futimesat, d, "f", NULL)) \
	S(utimensat, 0, , C(utimensat, d, "f", NULL, 0)) \
	S(mount, 0, , C(mount, "x", "d", "tmpfs", 0, "mode=700")) \
	S(mount, 0, , C(mount, "x", "d", "devtmpfs", 0, NULL)) \
	S(mount, 0, , C(mount, "x", "d", "proc", 0, NULL)) \
	S(umount2, 0, C(mount, "x", "d", "tmpfs", 0, NULL), C(umount2, "d", 0)) \
	S(setxattr, EOPNOTSUPP, , C(setxattr, "f", "user.a", "v", 1, 0)) \
	S(getxattr, EOPNOTSUPP, , C(getxattr, "f", "user.a", buf, 9)) \
	S(lgetxattr, EOPNOTSUPP, , C(lgetxattr, "f", "user.a", buf, 9)) \
	S(fgetxattr, EOPNOTSUPP, , C(fgetxattr, f, "user.a", buf, 9)) \
	S(lsetxattr, EOPNOTSUPP, , C(lsetxattr, "f", "user.a", "v", 1, 0)) \
	S(fsetxattr, EOPNOTSUPP, , C(fsetxattr, f, "user.a", "v", 1, 0)) \
	S(listxattr, 0, , C(listxattr, "f", buf, 100)) \
	S(llistxattr, 0, , C(llistxattr, "f", buf, 100)) \
	S(flistxattr, 0, , C(flistxattr, f, buf, 100)) \
	S(removexattr, EOPNOTSUPP, , C(removexattr, "f", "user.a")) \
	S(lremovexattr, EOPNOTSUPP, , C(lremovexattr, "f", "user.a")) \
	S(fremovexattr, EOPNOTSUPP, , C(fremovexattr, f, "user.a")) \
	S(ioctl, 0, , C(ioctl, p[0], FIONREAD, buf)) \
	S(ioctl, 0, *(int *)buf = 1, C(ioctl, p[0], FIOASYNC, buf)) \
	S(umask, 0, , C(umask, 022)) \
	S(execve, EACCES, , C(execve, "f", argv, argv)) \
	S(execveat, ENOEXEC, C(chmod, "f", 0755), C(execveat, d, "f", argv, argv, 0))

#define SCENARIOS_OBJECTS(S) \
	S(pipe, 0, , C(pipe, buf)) \
	S(pipe2, 0, , C(pipe2, buf, O_CLOEXEC)) \
	S(eventfd, 0, , C(eventfd, 1)) \
	S(eventfd2, 0, , C(eventfd2, 1, 0)) \
	S(signalfd, 0, , C(signalfd, -1L, set, 8)) \
	S(signalfd4, 0, , C(signalfd4, -1L, set, 8, 0)) \
	S(inotify_init, 0, , C(inotify_init)) \
	S(inotify_init1, 0, , C(inotify_init1, 0)) \
	S(inotify_add_watch, 0, fd = (int)C(inotify_init1, 0), C(inotify_add_watch, fd, ".", 0xfff)) \
	S(inotify_add_watch, EOPNOTSUPP, (fd = (int)C(inotify_init1, 0), C(dup2, fd, 20)), \
	  C(inotify_add_watch, 20, "/proc/self/fd/20", 0xfff)) \
	S(inotify_rm_watch, 0, fd = watcher(), C(inotify_rm_watch, fd, 1)) \
	S(chmod, 0, fd = watcher(), C(chmod, "f", 0600)) \
	S(rename, 0, fd = watcher(), C(rename, "f", "new")) \
	S(read, 0, fd = watched(), C(read, fd, buf, 4096)) \
	S(timerfd_create, 0, , C(timerfd_create, 1, 0)) \
	S(timerfd_settime, 0, , C(timerfd_settime, t, 0, late, NULL)) \
	S(timerfd_gettime, 0, , C(timerfd_gettime, t, buf)) \
	S(memfd_create, 0, , C(memfd_create, "name", 0)) \
	S(epoll_create, 0, , C(epoll_create, 1)) \
	S(epoll_create1, 0, , C(epoll_create1, 0)) \
	S(epoll_ctl, 0, , C(epoll_ctl, e, EPOLL_CTL_ADD, p[1], event)) \
	S(epoll_ctl, 0, , C(epoll_ctl, e, EPOLL_CTL_MOD, p[0], event)) \
	S(epoll_ctl, 0, , C(epoll_ctl, e, EPOLL_CTL_DEL, p[0], event)) \
	S(epoll_wait, 0, , C(epoll_wait, e, buf, 8, 0)) \
	S(epoll_pwait, 0, , C(epoll_pwait, e, buf, 8, 1, set, 8)) \
	S(epoll_pwait2, 0, , C(epoll_pwait2, e, buf, 8, soon, set, 8)) \
	S(poll, 0, , C(poll, pollfds, 20, 1)) \
	S(ppoll, 0, , C(ppoll, pollfds, 20, soon, set, 8)) \
	S(select, 0, , C(select, 20, fds, NULL, NULL, soon_usec)) \
	S(pselect6, 0, , C(pselect6, 20, fds, NULL, NULL, soon, NULL)) \
	S(socket, 0, , C(socket, AF_UNIX, SOCK_STREAM, 0)) \
	S(socketpair, 0, , C(socketpair, AF_UNIX, SOCK_STREAM, 0, buf)) \
	S(socketpair, 0, , C(socketpair, AF_UNIX, SOCK_DGRAM, 0, buf)) \
	S(socketpair, 0, , C(socketpair, AF_UNIX, SOCK_SEQPACKET, 0, buf)) \
	S(bind, 0, fd = C(socket, AF_UNIX, SOCK_STREAM, 0), C(bind, fd, address, sizeof(*address))) \
	S(listen, 0, fd = listener(), C(listen, fd, 5)) \
	S(connect, 0, (fd = listener(), C(listen, fd, 5), fd = C(socket, AF_UNIX, SOCK_STREAM, 0)), C(connect, fd, address, sizeof(*address))) \
	S(accept, 0, fd = connected(), C(accept, fd, NULL, NULL)) \
	S(accept4, 0, fd = connected(), C(accept4, fd, NULL, NULL, 0)) \
	S(getsockname, 0, *length = 100, C(getsockname, s[0], buf, length)) \
	S(getpeername, 0, *length = 100, C(getpeername, s[0], buf, length)) \
	S(getsockopt, 0, *length = 4, C(getsockopt, s[0], SOL_SOCKET, SO_TYPE, buf, length)) \
	S(setsockopt, 0, *(int *)buf = 9999, C(setsockopt, s[0], SOL_SOCKET, SO_SNDBUF, buf, 4)) \
	S(sendto, 0, , C(sendto, s[0], buf, 5000, 0, NULL, 0)) \
	S(recvfrom, 0, C(write, s[1], buf, 10), C(recvfrom, s[0], buf, 10, 0, NULL, NULL)) \
	S(sendmsg, 0, , C(sendmsg, s[0], message, 0)) \
	S(recvmsg, 0, C(sendmsg, s[1], message, 0), C(recvmsg, s[0], message, 0)) \
	S(sendmmsg, 0, , C(sendmmsg, s[0], messages, 2, 0)) \
	S(recvmmsg, 0, C(sendmsg, s[1], message, 0), C(recvmmsg, s[0], messages, 1, 0, NULL)) \
	S(shutdown, 0, , C(shutdown, s[0], 2)) \
	S(mmap, 0, , MAP(1 << 20, C(mmap, 0, 1 << 20, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1L, 0))) \
	S(mmap, 0, , MAP(1 << 20, C(mmap, 0, 1 << 20, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1L, 0))) \
	S(mmap, 0, , MAP(1 << 20, C(mmap, 0, 1 << 20, 3, MAP_SHARED | MAP_ANONYMOUS, -1L, 0))) \
	S(mmap, 0, , MAP(1 << 13, C(mmap, 0, 1 << 13, 3, MAP_SHARED | MAP_POPULATE, f, 0))) \
	S(mmap, 0, , MAP(4096, C(mmap, area + 8192, 4096, 3, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1L, 0))) \
	S(munmap, 0, , C(munmap, area + 8192, 4096)) \
	S(mprotect, 0, , C(mprotect, area + 8192, 4096, 1)) \
	S(mremap, 0, , MAP(2 * AREA, C(mremap, area, AREA, 2 * AREA, MREMAP_MAYMOVE))) \
	S(madvise, 0, , C(madvise, area + 8192, 4096, MADV_DONTNEED)) \
	S(mincore, 0, , C(mincore, area, AREA, buf)) \
	S(msync, 0, , C(msync, area, AREA, MS_SYNC)) \
	S(mlock, 0, , C(mlock, area, AREA)) \
	S(mlock2, 0, , C(mlock2, area, AREA, 1)) \
	S(munlock, 0, , C(munlock, area, AREA)) \
	S(munlockall, 0, , C(munlockall)) \
	S(brk, 0, top = C(brk, 0), (C(brk, top + (1 << 20)) == top ? -ENOMEM : 0)) \
	S(membarrier, 0, , C(membarrier, 0, 0, 0)) \
	S(futex, EAGAIN, , C(futex, buf, FUTEX_WAIT, 1234567, soon)) \
	S(futex, ETIMEDOUT, *(int *)buf = 5, C(futex, buf, FUTEX_WAIT, 5, soon)) \
	S(futex, 0, , C(futex, buf, FUTEX_WAKE, 1)) \
	S(futex, 0, *(int *)buf = 0, C(futex, buf, FUTEX_LOCK_PI, 0, NULL)) \
	S(set_robust_list, 0, , C(set_robust_list, NULL, 24)) \
	S(rseq, EINVAL, , C(rseq, buf + 1, 32, 0, 0)) \
	S(get_robust_list, 0, , C(get_robust_list, 0, buf, buf + 8))

#define SCENARIOS_PROCESS(S) \
	S(clone, 0, , THREAD(thread_clone())) \
	S(clone3, 0, , THREAD(thread_clone3())) \
	S(set_tid_address, 0, , C(set_tid_address, NULL)) \
	S(getpid, 0, , C(getpid)) \
	S(getppid, 0, , C(getppid)) \
	S(gettid, 0, , C(gettid)) \
	S(getuid, 0, , C(getuid)) \
	S(geteuid, 0, , C(geteuid)) \
	S(getgid, 0, , C(getgid)) \
	S(getegid, 0, , C(getegid)) \
	S(getpgrp, 0, , C(getpgrp)) \
	S(getpgid, 0, , C(getpgid, 0)) \
	S(getsid, 0, , C(getsid, 0)) \
	S(setpgid, EPERM, , C(setpgid, 0, 0)) \
	S(setsid, EPERM, , C(setsid)) \
	S(setuid, 0, , C(setuid, 0)) \
	S(setgid, 0, , C(setgid, 0)) \
	S(setreuid, 0, , C(setreuid, 0, 0)) \
	S(setregid, 0, , C(setregid, 0, 0)) \
	S(setresuid, 0, , C(setresuid, 0, 0, 0)) \
	S(setresuid, 0, beside(), C(setresuid, 0, 0, 0)) \
	S(setresgid, 0, , C(setresgid, 0, 0, 0)) \
	S(getresuid, 0, , C(getresuid, buf, buf + 8, buf + 16)) \
	S(getresgid, 0, , C(getresgid, buf, buf + 8, buf + 16)) \
	S(setfsuid, 0, , C(setfsuid, 0)) \
	S(setfsgid, 0, , C(setfsgid, 0)) \
	S(getgroups, 0, , C(getgroups, 0, NULL)) \
	S(setgroups, 0, , C(setgroups, 0, NULL)) \
	S(setgroups, 0, beside(), C(setgroups, 0, NULL)) \
	S(capget, 0, , C(capget, caps, NULL)) \
	S(capset, EFAULT, , C(capset, caps, 1)) \
	S(prctl, 0, , C(prctl, PR_SET_NAME, "nomem")) \
	S(prctl, 0, beside(), C(prctl, PR_SET_KEEPCAPS, 0)) \
	S(arch_prctl, 0, , C(arch_prctl, 0x1003, buf)) \
	S(arch_prctl, 0, fresh(), C(arch_prctl, 0x1003, area)) \
	S(personality, 0, , C(personality, 0xffffffffL)) \
	S(uname, 0, , C(uname, buf)) \
	S(sysinfo, 0, , C(sysinfo, buf)) \
	S(sethostname, 0, , C(sethostname, "name", 4)) \
	S(setdomainname, 0, , C(setdomainname, "name", 4)) \
	S(getrlimit, 0, , C(getrlimit, 7, buf)) \
	S(getrusage, 0, , C(getrusage, 0, buf)) \
	S(times, 0, , C(times, buf)) \
	S(setrlimit, 0, C(getrlimit, 7, buf), C(setrlimit, 7, buf)) \
	S(prlimit64, 0, , C(prlimit64, 0, 7, NULL, buf)) \
	S(getpriority, 0, , C(getpriority, 0, 0)) \
	S(setpriority, 0, , C(setpriority, 0, 0, 0)) \
	S(sched_yield, 0, , C(sched_yield)) \
	S(sched_getparam, 0, , C(sched_getparam, 0, buf)) \
	S(sched_setparam, 0, *(int *)buf = 0, C(sched_setparam, 0, buf)) \
	S(sched_getscheduler, 0, , C(sched_getscheduler, 0)) \
	S(sched_setscheduler, 0, *(int *)buf = 0, C(sched_setscheduler, 0, 0, buf)) \
	S(sched_get_priority_max, 0, , C(sched_get_priority_max, 1)) \
	S(sched_get_priority_min, 0, , C(sched_get_priority_min, 1)) \
	S(sched_rr_get_interval, 0, , C(sched_rr_get_interval, 0, buf)) \
	S(sched_getaffinity, 0, , C(sched_getaffinity, 0, 128, buf)) \
	S(sched_setaffinity, 0, *buf = 1, C(sched_setaffinity, 0, 128, buf)) \
	S(sched_getattr, 0, , C(sched_getattr, 0, buf, 48, 0)) \
	S(sched_setattr, 0, C(sched_getattr, 0, buf, 48, 0), C(sched_setattr, 0, buf, 0)) \
	S(getcpu, 0, , C(getcpu, buf, buf + 8, NULL)) \
	S(getrandom, 0, , C(getrandom, buf, 1000, 0)) \
	S(wait4, ECHILD, , C(wait4, -1L, NULL, 0, NULL)) \
	S(waitid, ECHILD, , C(waitid, 0, 0, NULL, 4, NULL)) \
	S(rt_sigaction, 0, , C(rt_sigaction, SIGUSR2, NULL, buf, 8)) \
	S(rt_sigprocmask, 0, , C(rt_sigprocmask, 0, NULL, buf, 8)) \
	S(rt_sigpending, 0, , C(rt_sigpending, buf, 8)) \
	S(rt_sigtimedwait, EAGAIN, , C(rt_sigtimedwait, set, NULL, soon, 8)) \
	S(rt_sigsuspend, EINTR, timer_soon(), C(rt_sigsuspend, none, 8)) \
	S(pause, EINTR, timer_soon(), C(pause)) \
	S(rt_sigqueueinfo, 0, , C(rt_sigqueueinfo, getpid(), SIGUSR1, info)) \
	S(rt_tgsigqueueinfo, 0, , C(rt_tgsigqueueinfo, getpid(), getpid(), SIGUSR1, info)) \
	S(kill, 0, , C(kill, getpid(), SIGUSR1)) \
	S(tkill, 0, , C(tkill, getpid(), SIGUSR1)) \
	S(tgkill, 0, , C(tgkill, getpid(), getpid(), SIGUSR1)) \
	S(sigaltstack, 0, , C(sigaltstack, NULL, buf)) \
	S(alarm, 0, , C(alarm, 0)) \
	S(getitimer, 0, , C(getitimer, 0, buf)) \
	S(setitimer, 0, , C(setitimer, 0, never, buf)) \
	S(timer_create, 0, , TIMER(C(timer_create, 1, NULL, timer))) \
	S(timer_settime, 0, C(timer_create, 1, NULL, timer), TIMER(C(timer_settime, *timer, 0, late, NULL))) \
	S(timer_gettime, 0, C(timer_create, 1, NULL, timer), TIMER(C(timer_gettime, *timer, buf))) \
	S(timer_getoverrun, 0, C(timer_create, 1, NULL, timer), TIMER(C(timer_getoverrun, *timer))) \
	S(timer_delete, 0, C(timer_create, 1, NULL, timer), C(timer_delete, *timer)) \
	S(nanosleep, 0, , C(nanosleep, soon, NULL)) \
	S(clock_nanosleep, 0, , C(clock_nanosleep, 1, 0, soon, NULL)) \
	S(clock_gettime, 0, , C(clock_gettime, 1, buf)) \
	S(clock_getres, 0, , C(clock_getres, 1, buf)) \
	S(clock_settime, 0, C(clock_gettime, 0, buf), C(clock_settime, 0, buf)) \
	S(gettimeofday, 0, , C(gettimeofday, buf, NULL)) \
	S(settimeofday, 0, C(gettimeofday, buf, NULL), C(settimeofday, buf, NULL)) \
	S(time, 0, , C(time, NULL))

#endif /* SCENARIOS_H */
