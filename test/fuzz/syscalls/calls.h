/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Which calls are made, and what their arguments are; a letter each:
 *
 *	f	descriptor		F	one that may be closed
 *	p	path			w	path of the working directory
 *	b	pointer			v	array of iovecs
 *	s	size			o	offset
 *	i	integer			g	flags
 *	c	command			t	time, mostly short
 *	m	set of signals		z	signal that is harmless
 *	a	address to map		l	length to map
 *	P	protection		X	flags of mmap()
 *	k	process			u	user
 *	A	signal's action		T	file system's type
 *	S	alternate stack		O	flags of open()
 *	E	struct sigevent		r	arch_prctl()'s command
 *	x	prctl()'s command	n	a small number
 *	0	zero			B	pointer to what cannot be read
 *	h	address for brk()	y	interval timer that is not ours
 *	I	descriptor, or a terminal
 *
 * Calls that end the program by design, give it a life of its own, or leave it
 * without the means to go on, are not here; test_syscalls.py has them.
 */
#ifndef CALLS_H
#define CALLS_H

/* A table for readers, in which the formatter finds no rest: */
/* clang-format off */

#define CALLS(X) \
	X(read, "fbs") X(write, "fbs") X(pread64, "fbso") \
	X(pwrite64, "fbso") X(readv, "fvn") X(writev, "fvn") \
	X(preadv, "fvno") X(pwritev, "fvno") X(preadv2, "fvno0g") \
	X(pwritev2, "fvno0g") X(open, "pOi") X(openat, "fpOi") \
	X(creat, "pi") X(close, "F") X(stat, "pb") X(fstat, "fb") \
	X(lstat, "pb") X(newfstatat, "fpbg") X(statx, "fpgib") \
	X(poll, "bnn") X(ppoll, "bntms") X(lseek, "fon") X(mmap, "alPXfo") \
	X(mprotect, "alP") X(munmap, "al") X(mremap, "allga") \
	X(madvise, "aln") X(mincore, "alb") X(msync, "alg") X(mlock, "al") \
	X(mlock2, "alg") X(munlock, "al") X(mlockall, "g") \
	X(munlockall, "") X(brk, "h") X(rt_sigaction, "zAbs") \
	X(rt_sigprocmask, "nmbs") X(rt_sigpending, "bs") \
	X(rt_sigtimedwait, "mbts") X(rt_sigsuspend, "ms") \
	X(rt_sigqueueinfo, "kzb") X(rt_tgsigqueueinfo, "kkzb") \
	X(sigaltstack, "Sb") X(pause, "") X(kill, "kz") X(tkill, "kz") \
	X(tgkill, "kkz") X(ioctl, "Icb") X(fcntl, "fci") X(access, "pi") \
	X(faccessat, "fpi") X(faccessat2, "fpig") X(pipe, "b") \
	X(pipe2, "bO") X(select, "nbbbt") X(pselect6, "nbbbtB") \
	X(sched_yield, "") X(dup, "f") X(dup2, "fF") X(dup3, "fFO") \
	X(nanosleep, "tb") X(clock_nanosleep, "nntb") \
	X(clock_gettime, "nb") X(clock_getres, "nb") X(clock_settime, "nB") \
	X(gettimeofday, "bb") X(settimeofday, "BB") X(time, "b") \
	X(times, "b") X(getitimer, "nb") X(setitimer, "ybb") X(alarm, "n") \
	X(timer_create, "nEb") X(timer_settime, "ntbb") \
	X(timer_gettime, "nb") X(timer_getoverrun, "n") \
	X(timer_delete, "n") X(timerfd_create, "nO") \
	X(timerfd_settime, "fnbb") X(timerfd_gettime, "fb") X(getpid, "") \
	X(getppid, "") X(gettid, "") X(sendfile, "ffbs") \
	X(copy_file_range, "fbfbsg") X(splice, "fbfbsg") X(tee, "ffsg") \
	X(vmsplice, "fvng") X(socket, "nnn") X(socketpair, "nnnb") \
	X(sendto, "fbsgbn") X(recvfrom, "fbsgbb") X(sendmsg, "fbg") \
	X(recvmsg, "fbg") X(shutdown, "fn") X(bind, "fbn") X(listen, "fn") \
	X(connect, "fbn") X(accept4, "fbbO") X(getsockname, "fbb") \
	X(getpeername, "fbb") X(setsockopt, "fnnbn") X(getsockopt, "fnnbb") \
	X(execve, "pBb") X(execveat, "fpBbg") X(wait4, "kbgb") \
	X(waitid, "nkbgb") X(uname, "b") X(flock, "fn") X(fsync, "f") \
	X(fdatasync, "f") X(sync, "") X(syncfs, "f") \
	X(sync_file_range, "foog") X(truncate, "po") X(ftruncate, "fo") \
	X(fallocate, "fgoo") X(fadvise64, "foon") X(readahead, "fos") \
	X(getdents, "fbs") X(getdents64, "fbs") X(getcwd, "bs") \
	X(chdir, "p") X(fchdir, "f") X(rename, "pp") X(renameat, "fpfp") \
	X(renameat2, "fpfpn") X(mkdir, "pi") X(mkdirat, "fpi") \
	X(rmdir, "p") X(link, "pp") X(linkat, "fpfpg") X(unlink, "p") \
	X(unlinkat, "fpg") X(symlink, "pp") X(symlinkat, "pfp") \
	X(readlink, "pbs") X(readlinkat, "fpbs") X(chmod, "pi") \
	X(fchmod, "fi") X(fchmodat, "fpi") X(chown, "puu") X(lchown, "puu") \
	X(fchown, "fuu") X(fchownat, "fpuug") X(umask, "i") \
	X(getrlimit, "nb") X(prlimit64, "knBb") X(getrusage, "nb") \
	X(sysinfo, "b") X(getuid, "") X(setuid, "u") X(setgid, "u") \
	X(setreuid, "uu") X(setregid, "uu") X(setresuid, "uuu") \
	X(setresgid, "uuu") X(getresuid, "bbb") X(getresgid, "bbb") \
	X(getgroups, "nb") X(setgroups, "nB") X(setfsuid, "u") \
	X(setfsgid, "u") X(getpgid, "k") X(setpgid, "kk") X(getsid, "k") \
	X(setsid, "") X(capget, "bb") X(capset, "bB") X(utime, "pb") \
	X(utimes, "pb") X(utimensat, "fpbg") X(futimesat, "fpb") \
	X(mknod, "pii") X(mknodat, "fpii") X(personality, "B") \
	X(statfs, "pb") X(fstatfs, "fb") X(getpriority, "nk") \
	X(setpriority, "nkn") X(sched_setparam, "kb") \
	X(sched_getparam, "kb") X(sched_setscheduler, "knb") \
	X(sched_getscheduler, "k") X(sched_get_priority_max, "n") \
	X(sched_get_priority_min, "n") X(sched_rr_get_interval, "kb") \
	X(sched_setaffinity, "ksb") X(sched_getaffinity, "ksb") \
	X(sched_setattr, "kbg") X(sched_getattr, "kbsg") X(prctl, "xbbbb") \
	X(arch_prctl, "rb") X(mount, "TwTgB") X(umount2, "wn") \
	X(sethostname, "bs") X(setdomainname, "bs") X(futex, "bnntbn") \
	X(set_robust_list, "bs") X(get_robust_list, "kbb") \
	X(set_tid_address, "b") X(epoll_create, "n") X(epoll_create1, "O") \
	X(epoll_ctl, "fnfb") X(epoll_wait, "fbnn") X(epoll_pwait, "fbnnms") \
	X(epoll_pwait2, "fbntms") X(signalfd, "fms") X(signalfd4, "fmsO") \
	X(eventfd, "n") X(eventfd2, "nO") X(getcpu, "bbb") \
	X(getrandom, "bsg") X(memfd_create, "pn") X(membarrier, "gni") \
	X(setxattr, "ppbsg") X(getxattr, "ppbs") X(listxattr, "pbs") \
	X(removexattr, "pp") X(fgetxattr, "fpbs") X(fsetxattr, "fpbsg") \
	X(close_range, "FFg") X(openat2, "fpbs") X(rseq, "Bnnn") \
	X(chroot, "B") X(process_vm_readv, "kvnvn0") X(pidfd_open, "kg") \
	X(accept, "fbb") X(sendmmsg, "fbng") X(recvmmsg, "fbngt") \
	X(lgetxattr, "ppbs") X(lsetxattr, "ppbsg") X(fremovexattr, "fp") \
	X(lremovexattr, "pp") X(llistxattr, "pbs") X(flistxattr, "fbs") \
	X(getegid, "") X(geteuid, "") X(getgid, "") X(getpgrp, "") \
	X(inotify_init, "") X(inotify_init1, "O") \
	X(inotify_add_watch, "fpg") X(inotify_rm_watch, "fn")

#endif /* CALLS_H */
