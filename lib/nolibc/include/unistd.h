/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The system, as POSIX has it. */
#ifndef _UNISTD_H
#define _UNISTD_H

#define __NEED_size_t
#define __NEED_ssize_t
#define __NEED_off_t
#define __NEED_uid_t
#define __NEED_gid_t
#define __NEED_pid_t
#define __NEED_intptr_t
#define __NEED_useconds_t
#include <bits/alltypes.h>
#include <getopt.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef NULL
#ifdef __cplusplus
#define NULL 0L
#else
#define NULL ((void *)0)
#endif
#endif

#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif

#define STDIN_FILENO  0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2

#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4

#define F_ULOCK 0
#define F_LOCK	1
#define F_TLOCK 2
#define F_TEST	3

#define _POSIX_VERSION 200809L
#define _XOPEN_VERSION 700

/* Names for sysconf(), as Linux numbers them. */
#define _SC_ARG_MAX	     0
#define _SC_CHILD_MAX	     1
#define _SC_CLK_TCK	     2
#define _SC_NGROUPS_MAX	     3
#define _SC_OPEN_MAX	     4
#define _SC_VERSION	     29
#define _SC_PAGESIZE	     30
#define _SC_PAGE_SIZE	     30
#define _SC_IOV_MAX	     60
#define _SC_GETGR_R_SIZE_MAX 69
#define _SC_GETPW_R_SIZE_MAX 70
#define _SC_LOGIN_NAME_MAX   71
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
#define _SC_PHYS_PAGES	     85
#define _SC_AVPHYS_PAGES     86
#define _SC_HOST_NAME_MAX    180

#define _PC_LINK_MAX 0
#define _PC_NAME_MAX 3
#define _PC_PATH_MAX 4
#define _PC_PIPE_BUF 5

extern char **environ;

/* ---- files ---- */

int access(const char *path, int mode);
int faccessat(int dirfd, const char *path, int mode, int flags);
int chdir(const char *path);
int fchdir(int fd);
int chown(const char *path, uid_t uid, gid_t gid);
int fchown(int fd, uid_t uid, gid_t gid);
int lchown(const char *path, uid_t uid, gid_t gid);
int fchownat(int dirfd, const char *path, uid_t uid, gid_t gid, int flags);
int chroot(const char *path);
int close(int fd);
int dup(int fd);
int dup2(int oldfd, int newfd);
int dup3(int oldfd, int newfd, int flags);
int fdatasync(int fd);
int fsync(int fd);
void sync(void);
int ftruncate(int fd, off_t len);
int truncate(const char *path, off_t len);
char *getcwd(char *buf, size_t size);
int isatty(int fd);
int link(const char *oldpath, const char *newpath);
int linkat(int olddir, const char *oldpath, int newdir, const char *newpath,
	   int flags);
int lockf(int fd, int cmd, off_t len);
off_t lseek(int fd, off_t off, int whence);
int pipe(int fds[2]);
int pipe2(int fds[2], int flags);
ssize_t pread(int fd, void *buf, size_t n, off_t off);
ssize_t pwrite(int fd, const void *buf, size_t n, off_t off);
ssize_t read(int fd, void *buf, size_t n);
ssize_t readlink(const char *__restrict path, char *__restrict buf, size_t n);
ssize_t readlinkat(int dirfd, const char *__restrict path, char *__restrict buf,
		   size_t n);
#ifdef CONFIG_LIBVFSCORE
int rmdir(const char *path);
#endif
int symlink(const char *target, const char *path);
int symlinkat(const char *target, int dirfd, const char *path);
int unlink(const char *path);
int unlinkat(int dirfd, const char *path, int flags);
ssize_t write(int fd, const void *buf, size_t n);

/* ---- processes ---- */

unsigned int alarm(unsigned int seconds);
int execl(const char *path, const char *arg, ...);
int execlp(const char *file, const char *arg, ...);
int execv(const char *path, char *const argv[]);
int execve(const char *path, char *const argv[], char *const envp[]);
int execvp(const char *file, char *const argv[]);
_Noreturn void _exit(int status);
pid_t fork(void);
pid_t vfork(void);
gid_t getegid(void);
uid_t geteuid(void);
gid_t getgid(void);
int getgroups(int n, gid_t list[]);
pid_t getpgid(pid_t pid);
pid_t getpgrp(void);
pid_t getpid(void);
pid_t getppid(void);
pid_t getsid(pid_t pid);
pid_t gettid(void);
uid_t getuid(void);
int nice(int inc);
int pause(void);
int setegid(gid_t gid);
int seteuid(uid_t uid);
int setgid(gid_t gid);
int setpgid(pid_t pid, pid_t pgid);
pid_t setsid(void);
int setuid(uid_t uid);
long syscall(long number, ...);

/* ---- the system ---- */

long sysconf(int name);
long pathconf(const char *path, int name);
long fpathconf(int fd, int name);
int getpagesize(void);
int gethostname(char *name, size_t len);
int sethostname(const char *name, size_t len);
unsigned int sleep(unsigned int seconds);
int usleep(useconds_t usec);

#ifdef __cplusplus
}
#endif

#endif /* _UNISTD_H */
