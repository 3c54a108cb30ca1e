/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Runs the program that is the initial RAM disk. */
#include <stdio.h>
#include <string.h>
#include <arch/mmu.h>
#include <uk/essentials.h>
#include <uk/exec.h>
#include <uk/libparam.h>
#include <uk/plat/memory.h>

#define ENV_MAX 128

/* env.vars="A=1 B=2", as often as needed */
static const char *vars[ENV_MAX];
UK_LIB_PARAM_ARR(vars, const char *);

static int env_count(void)
{
	int n = 0;

	while (n < ENV_MAX && vars[n])
		n++;
	return n;
}

static void say(const char *path, const struct uk_exec *exec, int rc)
{
	if (exec->why)
		printf("Cannot run %s: %s\n", path, exec->why);
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

int main(int argc, char *argv[])
{
	struct ukplat_memregion_desc *initrd;
	struct uk_exec_memory memory;
	struct uk_exec exec = {0};
	int rc;

	if (ukplat_memregion_find_initrd0(&initrd) < 0) {
		printf("No image found (initrd parameter missing?)\n");
		return 1;
	}
	uk_exec_memory_init(&memory, arch_phys_to_direct(initrd->pbase),
			    initrd->len, "program");
	exec.src = &memory.src;
	argc -= SKIP_ARGS;
	argv += SKIP_ARGS;
	exec.path = argc > 0 ? argv[0] : "program";
	exec.argc = argc;
	exec.argv = (const char *const *)argv;
	exec.envc = env_count();
	exec.envp = vars;
	rc = uk_exec(&exec);
	say(exec.path, &exec, rc);
	return 1;
}
