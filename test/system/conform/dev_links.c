/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* /dev: links to descriptors, shared memory, and what is not there. */
#include "check.h"
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#define DIR "/dev/shm"

static char buf[64];
static char file[64]; /* of this run: others run at the same time */
static char *const name = file + sizeof(DIR) - 1;

static void link_to(const char *path)
{
	ssize_t n = readlink(path, buf, sizeof(buf) - 1);

	buf[n < 0 ? 0 : n] = '\0';
	text(path, buf);
}

static void descriptors(void)
{
	int p[2], fd;
	char path[32];

	link_to("/dev/fd");
	link_to("/dev/stdin");
	link_to("/dev/stdout");
	link_to("/dev/stderr");
	result("pipe", pipe(p));
	snprintf(path, sizeof(path), "/dev/fd/%d", p[1]);
	fd = open(path, O_WRONLY);
	result("write end", write(fd, "x", 1));
	result("read", read(p[0], buf, 2));
	close(fd);
	result("standard input", dup2(p[0], 0));
	fd = open("/dev/stdin", O_RDONLY | O_NONBLOCK);
	result("empty", read(fd, buf, 1));
	result("write", write(p[1], "yz", 2));
	result("no longer", read(fd, buf, 2));
	result("close", close(fd) | close(p[0]) | close(p[1]) | close(0));
	result("closed", open("/dev/stdin", O_RDONLY));
}

static void shared(void)
{
	struct statfs fs;
	struct stat st;
	char *a, *b;
	int fd;

	result("its file system", statfs(DIR, &fs));
	value("a tmpfs", (long)fs.f_type);
	result("stat", stat(DIR, &st));
	value("mode", st.st_mode);
	fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
	value("shared memory", fd >= 0);
	value("once", shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600));
	result("size", ftruncate(fd, CHECK_PAGE));
	a = mmap(NULL, CHECK_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	b = mmap(NULL, CHECK_PAGE, PROT_READ, MAP_SHARED, fd, 0);
	a[5] = 'x';
	value("the same", b[5]);
	result("its file", stat(file, &st));
	value("size", st.st_size);
	result("remove", shm_unlink(name));
	result("again", shm_unlink(name));
	close(fd);
}

static void semaphores(void)
{
	sem_t *s = sem_open(name, O_CREAT | O_EXCL, 0600, 2);
	int n = -1;

	value("a semaphore with a name", s != SEM_FAILED);
	result("down", sem_wait(s));
	result("value", sem_getvalue(s, &n));
	value("is", n);
	result("remove", sem_unlink(name));
	result("close", sem_close(s));
}

int main(void)
{
	struct stat st;

	snprintf(file, sizeof(file), DIR "/conform_%d", getpid());
	descriptors();
	shared();
	semaphores();
	result("/tmp", stat("/tmp", &st));
	value("mode", st.st_mode);
	result("in a device", open("/dev/null/x", O_RDONLY));
	result("no device", open("/dev/nothing", O_RDONLY));
	return 0;
}
