/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* memfd_create(): names, what it is, seals against everything that writes. */
#include "check.h"
#include "probe.h"
#include <fcntl.h>
#include <sys/stat.h>

#define RW (PROT_READ | PROT_WRITE)

#define SEALS_ALL (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)
#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 0x10
#endif

static int create(const char *name, unsigned int flags)
{
	return (int)raw(SYS_memfd_create, name, flags);
}

/* The result without the descriptor's number. */
static void made(const char *what, int fd)
{
	result(what, fd < 0 ? -1 : 0);
	if (fd >= 0)
		close(fd);
}

static void arguments(void)
{
	char name[251];

	made("an empty name", create("", 0));
	made("no name", create(NULL, 0));
	made("an unmapped name", create(bad_unmapped(), 0));
	made("a name with a slash", create("a/b", 0));
	memset(name, 'n', sizeof(name));
	name[249] = 0;
	made("249 bytes", create(name, 0));
	name[249] = 'n';
	name[250] = 0;
	made("250 bytes", create(name, 0));
	made("unknown flag", create("x", 0x4000));
	made("unknown flag, bad name", create(NULL, 0x4000));
	made("size without MFD_HUGETLB", create("x", 21U << 26));
}

static void plain(void)
{
	int fd = create("plain", MFD_CLOEXEC);
	struct stat st;
	char byte = 0;

	value("close on exec", fcntl(fd, F_GETFD));
	value("flags", fcntl(fd, F_GETFL) & O_ACCMODE);
	result("fstat", fstat(fd, &st));
	value("type", (st.st_mode & S_IFMT) == S_IFREG);
	value("mode", st.st_mode & 07777);
	value("links", (long)st.st_nlink);
	value("size", st.st_size);
	result("write", write(fd, "abc", 3));
	result("pread", pread(fd, &byte, 1, 1));
	value("byte", byte);
	value("seals", fcntl(fd, F_GET_SEALS));
	result("add a seal", fcntl(fd, F_ADD_SEALS, F_SEAL_GROW));
	result("add none", fcntl(fd, F_ADD_SEALS, 0));
	close(fd);
	fd = create("plain", 0);
	value("not close on exec", fcntl(fd, F_GETFD));
	close(fd);
}

static void other_files(void)
{
	int ends[2];

	if (pipe(ends))
		abort();
	result("seals of a pipe", fcntl(ends[0], F_GET_SEALS));
	result("seal a pipe's end to read", fcntl(ends[0], F_ADD_SEALS, 1));
	result("seal a pipe's end to write", fcntl(ends[1], F_ADD_SEALS, 1));
	result("seals of nothing", fcntl(-1, F_GET_SEALS));
	close(ends[0]);
	close(ends[1]);
}

static void sizes(void)
{
	int fd = create("sizes", MFD_ALLOW_SEALING);

	value("no seals", fcntl(fd, F_GET_SEALS));
	result("unknown seal", fcntl(fd, F_ADD_SEALS, 0x4000));
	result("six bytes", write(fd, "abcdef", 6));
	result("F_SEAL_SHRINK", fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK));
	result("shrink", ftruncate(fd, 3));
	result("the same size", ftruncate(fd, 6));
	result("grow", ftruncate(fd, 9));
	result("F_SEAL_GROW", fcntl(fd, F_ADD_SEALS, F_SEAL_GROW));
	value("both", fcntl(fd, F_GET_SEALS));
	result("grow again", ftruncate(fd, 10));
	result("write inside", pwrite(fd, "x", 1, 0));
	result("write across the end", pwrite(fd, "xyz", 3, 8));
	result("write at the end", pwrite(fd, "x", 1, 9));
	result("write nothing at the end", pwrite(fd, "x", 0, 9));
	result("allocate inside", fallocate(fd, 0, 0, 9));
	result("allocate beyond", fallocate(fd, 0, 0, 10));
	result("punch", fallocate(fd, 3, 0, 4));
	value("size", lseek(fd, 0, SEEK_END));
	result("append", write(fd, "x", 1));
	close(fd);
}

static void writes(void)
{
	int fd = create("writes", MFD_ALLOW_SEALING);
	char *at, *copy;

	result("a page", ftruncate(fd, CHECK_PAGE));
	at = mmap(NULL, CHECK_PAGE, RW, MAP_SHARED, fd, 0);
	result("F_SEAL_WRITE while it is mapped",
	       fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE));
	value("not sealed", fcntl(fd, F_GET_SEALS));
	munmap(at, CHECK_PAGE);
	at = mmap(NULL, CHECK_PAGE, PROT_READ, MAP_SHARED, fd, 0);
	result("while a map could become writable",
	       fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE));
	munmap(at, CHECK_PAGE);
	copy = mmap(NULL, CHECK_PAGE, RW, MAP_PRIVATE, fd, 0);
	result("F_SEAL_WRITE with a private map",
	       fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE));
	text("write to the private map", probe_write(copy));
	result("write", pwrite(fd, "x", 1, 0));
	result("write nothing", pwrite(fd, "x", 0, 0));
	result("write from nowhere", pwrite(fd, bad_unmapped(), 1, 0));
	result("punch", fallocate(fd, 3, 0, 4));
	result("grow", ftruncate(fd, 2 * CHECK_PAGE));
	result("shared, writable",
	       mapped(mmap(NULL, CHECK_PAGE, RW, MAP_SHARED, fd, 0)));
	result("private, writable",
	       mapped(mmap(NULL, CHECK_PAGE, RW, MAP_PRIVATE, fd, 0)));
	result("F_SEAL_SEAL", fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL));
	result("one more", fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK));
	result("unknown one", fcntl(fd, F_ADD_SEALS, 0x4000));
	value("seals", fcntl(fd, F_GET_SEALS));
	close(fd);
}

static void future(void)
{
	int fd = create("future", MFD_ALLOW_SEALING);
	char *old, *new;

	result("a page", ftruncate(fd, CHECK_PAGE));
	old = mmap(NULL, CHECK_PAGE, RW, MAP_SHARED, fd, 0);
	result("F_SEAL_FUTURE_WRITE",
	       fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE));
	text("write to the old map", probe_write(old));
	result("write", pwrite(fd, "x", 1, 0));
	result("a writable map",
	       mapped(mmap(NULL, CHECK_PAGE, RW, MAP_SHARED, fd, 0)));
	new = mmap(NULL, CHECK_PAGE, PROT_READ, MAP_SHARED, fd, 0);
	result("a map to read", mapped(new));
	value("what the old one wrote", *new);
	result("made writable", mprotect(new, CHECK_PAGE, RW));
	result("made readable", mprotect(new, CHECK_PAGE, PROT_READ));
	result("the old one read-only", mprotect(old, CHECK_PAGE, PROT_READ));
	result("and writable again", mprotect(old, CHECK_PAGE, RW));
	value("seals", fcntl(fd, F_GET_SEALS));
	close(fd);
}

static void numbers(void)
{
	int fd = create("n", MFD_ALLOW_SEALING);
	int copy = dup(fd);

	result("seal by a copy", fcntl(copy, F_ADD_SEALS, SEALS_ALL));
	value("seen by the first", fcntl(fd, F_GET_SEALS));
	close(fd);
	close(copy);
}

int main(void)
{
	arguments();
	plain();
	other_files();
	sizes();
	writes();
	future();
	numbers();
	return 0;
}
