/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What can be written in /proc/sys, how it is read, and what goes by it. This
 * is the machine's, on which others run: values only grow or change where
 * nobody minds, one of these programs has them at a time, and all is as before
 * afterwards.
 */
#include "check.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>

static char before[64];

/* Bytes taken, at an offset */
static long put_at(const char *file, const char *text, off_t at)
{
	int fd = open(file, O_WRONLY | O_TRUNC);
	long rc;

	if (fd < 0)
		return -1;
	rc = pwrite(fd, text, strlen(text), at);
	close(fd);
	return rc;
}

static long put(const char *file, const char *text)
{
	return put_at(file, text, 0);
}

static const char *get(const char *file)
{
	static char text[64];
	int fd = open(file, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return text;
}

static void mode(const char *file)
{
	struct stat st;

	if (stat(file, &st))
		result(file, -1);
	else
		check_line("%s: %lo", file, (long)st.st_mode);
}

/* ---- how numbers are read ---- */

static void numbers(const char *file)
{
	static const char *const texts[] = {"",
					    " ",
					    "\n",
					    "x",
					    "2097152x",
					    "-",
					    "--1",
					    "2097152 ",
					    " 4194304\n",
					    "2097152\t5",
					    "0x400000",
					    "010000000",
					    "2147483648",
					    "-2147483649",
					    "1e3",
					    "99999999999999999999999",
					    "2097152\n4194304\n",
					    "+4194304"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char line[64];
		size_t n = 0;

		snprintf(line, sizeof(line), "'%s'", texts[i]);
		for (; line[n]; n++)
			if (line[n] == '\n' || line[n] == '\t')
				line[n] = '_';
		result(line, put(file, texts[i]));
		text("value", get(file));
	}
	put(file, "4194304");
	result("behind the beginning", put_at(file, "2097152", 1));
	text("value", get(file));
}

/* ---- ranges ---- */

static void range(const char *file, const char *least, const char *less)
{
	strcpy(before, get(file));
	mode(file);
	result("another", put(file, least));
	check_line("%s: %s", file, get(file));
	result("out of range", put(file, less));
	check_line("%s: %s", file, get(file));
	result("as before", put(file, before) == (long)strlen(before));
	result("is it", strcmp(get(file), before) == 0);
}

/* ---- what goes by them ---- */

static void no_capabilities(void)
{
	struct {
		uint32_t version;
		int pid;
	} header = {0x20080522, 0};
	uint32_t none[6] = {0};

	result("capabilities given up", raw(SYS_capset, &header, none));
}

static void *pipes(void *arg)
{
	int p[2];

	(void)arg;
	result("pipe", pipe(p));
	no_capabilities();
	result("as large as may be", fcntl(p[0], F_SETPIPE_SZ, 2097152));
	result("one more", fcntl(p[0], F_SETPIPE_SZ, 2097153));
	result("larger", fcntl(p[0], F_SETPIPE_SZ, 8388608));
	result("smaller", fcntl(p[0], F_SETPIPE_SZ, 4096));
	close(p[0]);
	close(p[1]);
	return NULL;
}

static void *another(void *arg)
{
	(void)arg;
	result("another user", raw(SYS_setresuid, 5, 5, 5));
	result("write", put("/proc/sys/fs/pipe-max-size", "4194304"));
	result("host name", put("/proc/sys/kernel/hostname", "x"));
	check_line("read: %d", *get("/proc/sys/fs/pipe-max-size") != '\0');
	return NULL;
}

static void in_thread(void *(*f)(void *))
{
	pthread_t t;

	pthread_create(&t, NULL, f, NULL);
	pthread_join(t, NULL);
}

static void names(void)
{
	struct utsname name;
	char old[130];

	gethostname(old, 65);
	mode("/proc/sys/kernel/hostname");
	mode("/proc/sys/kernel/domainname");
	mode("/proc/sys/kernel/osrelease");
	strcat(old, "\nrest");
	value("host name",
	      put("/proc/sys/kernel/hostname", old) == (long)strlen(old));
	*strchr(old, '\n') = '\0';
	uname(&name);
	value("as before", strcmp(name.nodename, old));
	value("read", strcmp(get("/proc/sys/kernel/hostname"), old));
	result("release", open("/proc/sys/kernel/osrelease", O_WRONLY));
}

int main(void)
{
	char pipe_size[64];
	struct rlimit limit;

	flock(open("/proc/sys/fs/pipe-max-size", O_RDONLY), LOCK_EX);
	strcpy(pipe_size, get("/proc/sys/fs/pipe-max-size"));
	numbers("/proc/sys/fs/pipe-max-size");
	put("/proc/sys/fs/pipe-max-size", "2000000");
	text("rounded", get("/proc/sys/fs/pipe-max-size"));
	in_thread(pipes);
	in_thread(another);
	put("/proc/sys/fs/pipe-max-size", pipe_size);
	range("/proc/sys/fs/pipe-max-size", "1048577", "-1");
	range("/proc/sys/net/core/somaxconn", "5000", "-1");
	range("/proc/sys/fs/nr_open", "1048000", "63");
	range("/proc/sys/kernel/pid_max", "40000", "300");
	range("/proc/sys/kernel/randomize_va_space", "0", "x");
	strcpy(before, get("/proc/sys/fs/nr_open"));
	put("/proc/sys/fs/nr_open", "1048000");
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_max = 1048001;
	limit.rlim_cur = 100;
	result("more descriptors than may be",
	       setrlimit(RLIMIT_NOFILE, &limit));
	put("/proc/sys/fs/nr_open", before);
	names();
	return 0;
}
