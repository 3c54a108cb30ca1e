/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Runs the program that is the initial RAM disk, or lies in it: then it is an
 * archive that is the root file system, and the first argument says which one.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <uk/essentials.h>
#include <uk/exec.h>
#include <uk/initrd.h>
#include <uk/libparam.h>
#include <uk/process.h>
#include <vfscore/namei.h>

#define ENV_MAX 128

/* env.vars="A=1 B=2", as often as needed */
static const char *vars[ENV_MAX];
UK_LIB_PARAM_ARR(vars, const char *);

/* env.program="/bin/a": the file, when the first argument is but a name for it;
 * env.cwd="/b": where it starts; env.args=2: the first two arguments are
 * variables, with any white space, and the only ones
 */
static const char *program;
static const char *cwd;
UK_LIB_PARAM(program, const char *);
UK_LIB_PARAM(cwd, const char *);

static int args;
UK_LIB_PARAM(args, int);

static int env_count(void)
{
	int n = 0;

	while (n < ENV_MAX && vars[n])
		n++;
	return n;
}

static void say(const char *path, const char *why, int rc)
{
	if (why)
		printf("Cannot run %s: %s\n", path, why);
	else
		printf("Cannot run %s: error %d (%s)\n", path, -rc,
		       strerror(-rc));
}

/* The first argument is the program's name, not the image's */
#ifdef CONFIG_APPELFLOADER_CUSTOMAPPNAME
#define SKIP_ARGS 1
#else
#define SKIP_ARGS 0
#endif

/* The initial RAM disk is the program. */
static int run_memory(const struct uk_initrd_part *initrd, int argc,
		      char *argv[])
{
	struct uk_exec_memory memory;
	struct uk_exec exec = {
		.path = argc > 0 ? argv[0] : "program",
		.argc = argc,
		.argv = (const char *const *)argv,
		.envc = env_count(),
		.envp = vars,
	};
	int rc;

	uk_exec_memory_init(&memory, initrd->base, initrd->len, exec.path);
	exec.src = &memory.src;
	rc = uk_exec(&exec);
	say(exec.path, exec.why, rc);
	return 1;
}

/* The program is a file: the first argument. */
static int run_path(int argc, char *argv[])
{
	const char *const *env = vars;
	const char *why;
	int rc, envc = env_count();

	if (args > 0 && args <= argc) {
		env = (const char *const *)argv;
		envc = args;
		argc -= args;
		argv += args;
	}
	if (argc < 1) {
		printf("Which program? Say it behind --\n");
		return 1;
	}
	if (!program)
		program = argv[0];
	rc = cwd ? vfscore_chdir(uk_posix_thread_current()->fs, NULL, cwd,
				 VFSCORE_FOLLOW)
		 : 0;
	if (rc) {
		say(program, "its working directory is not there", rc);
		return 126;
	}
	rc = uk_exec_path(program, argc, (const char *const *)argv, envc, env,
			  &why);
	say(program, why, rc);
	return rc == -ENOENT ? 127 : 126;
}

static bool is_program(const struct uk_initrd_part *initrd)
{
	return initrd->len >= 4 && memcmp(initrd->base, "\177ELF", 4) == 0;
}

int main(int argc, char *argv[])
{
	struct uk_initrd_part initrd;
	int rc = uk_initrd_get(&initrd);

	if (rc == -ENXIO)
		printf("No image found (initrd parameter missing?)\n");
	if (rc)
		return 1;
	if (is_program(&initrd))
		return run_memory(&initrd, argc - SKIP_ARGS, argv + SKIP_ARGS);
	return run_path(argc - 1, argv + 1);
}
