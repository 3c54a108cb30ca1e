/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Reading directories. */
#include <dirent.h>
#include "files.h"

#define FILES 300

struct entry {
	uint64_t ino;
	int64_t next;
	uint16_t length;
	uint8_t type;
	char name[];
};

static char buf[32768];
static unsigned char seen[FILES];

/* Marks those of a part; how many have another name. */
static int mark(const char *at, long length)
{
	int others = 0;

	for (long i = 0; i < length;) {
		const struct entry *e = (const void *)(at + i);
		int number;

		if (sscanf(e->name, "file%d", &number) == 1)
			seen[number]++;
		else
			others++;
		i += e->length;
	}
	return others;
}

static int sum(int times)
{
	int count = 0;

	for (int i = 0; i < FILES; i++)
		count += seen[i] == times;
	return count;
}

static void fill(const char *name)
{
	mkdir(name, 0755);
	for (int i = 0; i < FILES; i++) {
		char path[64];

		snprintf(path, sizeof(path), "%s/file%d", name, i);
		files_make(path, "");
	}
}

static long read_all(int fd, size_t size)
{
	int others = 0;
	long n;

	memset(seen, 0, sizeof(seen));
	while ((n = raw(SYS_getdents64, fd, buf, size)) > 0)
		others += mark(buf, n);
	value("others", others);
	return n;
}

static void sizes(void)
{
	int fd = open("d", O_RDONLY);

	result("all", read_all(fd, sizeof(buf)));
	value("each once", sum(1));
	result("at the end", raw(SYS_getdents64, fd, buf, sizeof(buf)));
	lseek(fd, 0, SEEK_SET);
	result("again, few", read_all(fd, 64));
	value("each once", sum(1));
	lseek(fd, 0, SEEK_SET);
	result("too small", raw(SYS_getdents64, fd, buf, 23L));
	result("none", raw(SYS_getdents64, fd, buf, 0L));
	result("one", raw(SYS_getdents64, fd, buf, 24L) > 0);
	result("bad memory", raw(SYS_getdents64, fd, UNMAPPED, 4096L));
	result("read-only", raw(SYS_getdents64, fd, bad_readonly(), 4096L));
	result("little memory",
	       raw(SYS_getdents64, fd, bad_partly(100), 4096L) > 0);
	close(fd);
}

static void wrong(void)
{
	int file = open("f", O_CREAT | O_RDWR, 0600);
	int path = open("d", O_PATH), ends[2];

	pipe(ends);
	result("a file", raw(SYS_getdents64, file, buf, sizeof(buf)));
	result("a pipe", raw(SYS_getdents64, ends[0], buf, sizeof(buf)));
	result("closed", raw(SYS_getdents64, -1, buf, sizeof(buf)));
	result("a place", raw(SYS_getdents64, path, buf, sizeof(buf)));
	close(file);
	close(path);
	close(ends[0]);
	close(ends[1]);
}

static const char *type_name(int type)
{
	switch (type) {
	case DT_DIR:
		return "directory";
	case DT_REG:
		return "file";
	case DT_LNK:
		return "link";
	case DT_FIFO:
		return "fifo";
	case DT_CHR:
		return "device";
	case DT_SOCK:
		return "socket";
	default:
		return "?";
	}
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void types(void)
{
	struct dirent **list;
	struct stat st;
	int n, same = 1;

	mkdir("t", 0755);
	mkdir("t/dir", 0755);
	files_make("t/file", "");
	symlink("file", "t/link");
	mkfifo("t/fifo", 0600);
	mknod("t/null", S_IFCHR | 0600, 0x103);
	mknod("t/socket", S_IFSOCK | 0600, 0);
	files_make("t/.hidden", "");
	n = scandir("t", &list, NULL, by_name);
	value("entries", n);
	for (int i = 0; i < n; i++) {
		char path[300];

		check_line("entry: %s %s", list[i]->d_name,
			   type_name(list[i]->d_type));
		snprintf(path, sizeof(path), "t/%s", list[i]->d_name);
		lstat(path, &st);
		same &= st.st_ino == list[i]->d_ino;
	}
	value("numbers as stat() has them", same);
	value("none", scandir("none", &list, NULL, by_name));
}

static void positions(void)
{
	DIR *dir = opendir("d");
	struct dirent *e;
	long at[4] = {0};
	char names[4][300];

	for (int i = 0; i < 4; i++) {
		for (int skip = 0; skip < 20; skip++)
			readdir(dir);
		at[i] = telldir(dir);
		e = readdir(dir);
		snprintf(names[i], sizeof(names[i]), "%s", e->d_name);
	}
	for (int i = 3; i >= 0; i--) {
		seekdir(dir, at[i]);
		e = readdir(dir);
		value("the same name", strcmp(names[i], e->d_name) == 0);
	}
	rewinddir(dir);
	memset(seen, 0, sizeof(seen));
	while ((e = readdir(dir))) {
		int number;

		if (sscanf(e->d_name, "file%d", &number) == 1)
			seen[number]++;
	}
	value("all after rewinddir()", sum(1));
	closedir(dir);
}

static void seeks(void)
{
	int fd = open("d", O_RDONLY);

	result("start", lseek(fd, 0, SEEK_SET));
	result("negative", lseek(fd, -1, SEEK_SET));
	result("here", lseek(fd, 0, SEEK_CUR));
	result("whence 9", lseek(fd, 0, 9));
	lseek(fd, 1L << 40, SEEK_SET);
	result("far away", raw(SYS_getdents64, fd, buf, sizeof(buf)) >= 0);
	close(fd);
}

/* Removing while reading: what stays is there once, whatever goes. */
static void removing(void)
{
	int fd, kept = 0, twice = 0;
	long n;

	fill("r");
	fd = open("r", O_RDONLY);
	memset(seen, 0, sizeof(seen));
	while ((n = raw(SYS_getdents64, fd, buf, 512L)) > 0) {
		mark(buf, n);
		for (long i = 0; i < n;) {
			const struct entry *e = (const void *)(buf + i);

			if (e->name[0] == 'f')
				unlinkat(fd, e->name, 0);
			i += e->length;
		}
	}
	result("end", n);
	value("each once", sum(1));
	close(fd);
	result("empty now", rmdir("r"));
	fill("r");
	fd = open("r", O_RDONLY);
	memset(seen, 0, sizeof(seen));
	raw(SYS_getdents64, fd, buf, 512L);
	for (int i = 0; i < FILES; i += 2) {
		char name[64];

		snprintf(name, sizeof(name), "file%d", i);
		unlinkat(fd, name, 0);
	}
	lseek(fd, 0, SEEK_SET);
	while ((n = raw(SYS_getdents64, fd, buf, 512L)) > 0)
		mark(buf, n);
	for (int i = 0; i < FILES; i++) {
		kept += (i & 1) && seen[i] == 1;
		twice += !(i & 1) && seen[i];
	}
	value("odd ones are there", kept);
	value("even ones are not", twice);
	close(fd);
}

static void adding(void)
{
	int fd, once = 0;
	long n;

	fill("a");
	fd = open("a", O_RDONLY);
	memset(seen, 0, sizeof(seen));
	for (int round = 0; (n = raw(SYS_getdents64, fd, buf, 512L)) > 0;
	     round++) {
		char name[64];

		mark(buf, n);
		snprintf(name, sizeof(name), "new%d", round);
		if (round < 50)
			close(openat(fd, name, O_CREAT, 0600));
	}
	for (int i = 0; i < FILES; i++)
		once += seen[i] == 1;
	value("old ones are there once", once);
	close(fd);
}

static void renaming(void)
{
	int fd = open("a", O_RDONLY), once = 0;
	long n;

	memset(seen, 0, sizeof(seen));
	n = raw(SYS_getdents64, fd, buf, 512L);
	mark(buf, n);
	rename("a", "b");
	while ((n = raw(SYS_getdents64, fd, buf, 512L)) > 0)
		mark(buf, n);
	for (int i = 0; i < FILES; i++)
		once += seen[i] == 1;
	value("a renamed one is read on", once);
	close(fd);
}

static void removed(void)
{
	int fd;

	mkdir("gone", 0755);
	fd = open("gone", O_RDONLY);
	rmdir("gone");
	result("of a removed one", raw(SYS_getdents64, fd, buf, sizeof(buf)));
	close(fd);
}

int main(void)
{
	fill("d");
	sizes();
	wrong();
	types();
	positions();
	seeks();
	removing();
	adding();
	renaming();
	removed();
	return 0;
}
