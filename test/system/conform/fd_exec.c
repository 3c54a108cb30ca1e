/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What a program that takes this one's place finds: descriptors, and more. */
#include <signal.h>
#include "files.h"

static void before(void)
{
	int plain = open("f", O_CREAT | O_RDWR, 0644), ends[2];

	write(plain, "0123456789", 10);
	lseek(plain, 4, SEEK_SET);
	dup2(plain, 20);
	close(plain);
	raw(SYS_dup3, 20, 21, O_CLOEXEC);
	dup2(21, 22);
	close(open("f", O_RDONLY | O_CLOEXEC));
	fcntl(20, F_DUPFD_CLOEXEC, 23);
	fcntl(20, F_DUPFD, 24);
	raw(SYS_close_range, 24, 24, 4);
	pipe(ends);
	write(ends[1], "in the pipe", 11);
	dup2(ends[0], 25);
	close(ends[0]);
	close(ends[1]);
	umask(057);
	mkdir("d", 0755);
	chdir("d");
	signal(SIGUSR1, SIG_IGN);
}

static void after(void)
{
	char buf[32] = "";

	result("20", fcntl(20, F_GETFD));
	result("its position", lseek(20, 0, SEEK_CUR));
	result("21, close on exec", fcntl(21, F_GETFD));
	result("22, a dup of that", fcntl(22, F_GETFD));
	result("23", fcntl(23, F_GETFD));
	result("24, marked", fcntl(24, F_GETFD));
	result("the pipe", read(25, buf, sizeof(buf)));
	text("holds", buf);
	value("umask", umask(022));
	result("the directory", access("../f", F_OK));
	value("ignored", signal(SIGUSR1, SIG_DFL) == SIG_IGN);
}

int main(int argc, char *argv[])
{
	char *const again[] = {"again", "after", NULL};

	(void)argv;
	if (argc > 1) {
		after();
		return 0;
	}
	before();
	result("what is no program", execve("../f", again, NULL));
	result("nothing", execve("../none", again, NULL));
	result("a directory", execve("..", again, NULL));
	result("unmapped", execve(UNMAPPED, again, NULL));
	result("21 stays", fcntl(21, F_GETFD));
	execve("/proc/self/exe", again, NULL);
	result("execve", -1);
	return 1;
}
