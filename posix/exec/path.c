/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Running a file: a program, whose interpreter is looked up, or a script
 *
 *	#!interpreter argument
 *
 * which becomes "interpreter argument script ...". An interpreter may be a
 * script again, a few times.
 */
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <uk/alloc.h>
#include <uk/essentials.h>
#include <uk/exec.h>
#include <vfscore/namei.h>
#include "file_priv.h"

#define SCRIPTS_MAX	4   /* one within the other */
#define SCRIPT_LINE_MAX 256 /* "#!" and what follows, with the newline */

/* One run: lives until the program starts, or fails to. */
struct run {
	struct uk_exec exec;
	struct exec_request *request;
	struct exec_file file, interp;
	char interp_name[PATH_MAX];
	char line[SCRIPTS_MAX][SCRIPT_LINE_MAX];
	const char *words[SCRIPTS_MAX][2]; /* interpreter, argument or NULL */
	int scripts;
	const char **argv; /* ours, for scripts; or NULL */
};

static void run_free(struct run *run)
{
	exec_file_close(&run->file);
	exec_file_close(&run->interp);
	uk_free(uk_alloc_get_default(), run->argv);
	uk_free(uk_alloc_get_default(), run);
}

static void run_release(struct uk_exec *exec)
{
	struct run *run = __containerof(exec, struct run, exec);
	struct exec_request *request = run->request;

	exec_file_runs(&run->file);
	run_free(run);
	if (request->release)
		request->release(request);
}

static char *skip(char *at, const char *chars)
{
	return at + strspn(at, chars);
}

/* Splits the first line; 0, or 1 if that is no script, or -ENOEXEC. */
static int line_parse(char *line, const char **words)
{
	char *at, *end;

	if (strncmp(line, "#!", 2) != 0)
		return 1;
	end = strchr(line, '\n');
	if (end)
		*end = '\0';
	else if (strlen(line) == SCRIPT_LINE_MAX - 1)
		return -ENOEXEC; /* its name would be cut */
	at = skip(line + 2, " \t");
	if (!*at)
		return -ENOEXEC;
	words[0] = at;
	at += strcspn(at, " \t");
	if (*at)
		*at++ = '\0';
	at = skip(at, " \t");
	for (end = at + strlen(at); end > at && strchr(" \t", end[-1]); end--)
		end[-1] = '\0';
	words[1] = *at ? at : NULL;
	return 0;
}

/* Is the file a script? Then the words of its line are the next. */
static int script_read(struct run *run)
{
	char *line = run->line[run->scripts];
	size_t len = MIN(run->file.src.size, SCRIPT_LINE_MAX - 1);
	int rc = run->file.src.read(&run->file.src, 0, line, len);

	if (rc)
		return rc;
	line[len] = '\0';
	return line_parse(line, run->words[run->scripts]);
}

/* Opens what is run in the end. */
static int open_program(struct run *run, struct vfscore_ctx *ctx)
{
	const struct exec_request *r = run->request;
	int rc = exec_file_open(&run->file, ctx, r->at, r->path, r->flags);

	while (rc == 0) {
		if (run->scripts == SCRIPTS_MAX)
			return -ELOOP;
		rc = script_read(run);
		if (rc)
			return rc == 1 ? 0 : rc;
		exec_file_close(&run->file);
		rc = exec_file_open(&run->file, ctx, NULL,
				    run->words[run->scripts][0],
				    VFSCORE_FOLLOW);
		if (rc)
			run->exec.why = "its interpreter, behind #!, cannot be "
					"opened";
		run->scripts++;
	}
	return rc;
}

/* Arguments of the inmost interpreter first, then those of the request but
 * its first one.
 */
static int make_arguments(struct run *run)
{
	const struct exec_request *r = run->request;
	int n = 0;

	run->exec.argc = r->argc;
	run->exec.argv = r->argv;
	if (!run->scripts)
		return 0;
	run->argv = uk_calloc(uk_alloc_get_default(),
			      (size_t)(r->argc + 2 * run->scripts + 1),
			      sizeof(*run->argv));
	if (!run->argv)
		return -ENOMEM;
	for (int i = run->scripts - 1; i >= 0; i--) {
		run->argv[n++] = run->words[i][0];
		if (run->words[i][1])
			run->argv[n++] = run->words[i][1];
	}
	run->argv[n++] = r->path;
	for (int i = 1; i < r->argc; i++)
		run->argv[n++] = r->argv[i];
	run->exec.argc = n;
	run->exec.argv = run->argv;
	return 0;
}

/* The interpreter that the program names, if it does. */
static int open_interp(struct run *run, struct vfscore_ctx *ctx)
{
	const struct uk_elf_source *src = &run->file.src;
	struct uk_elf elf;
	int rc = uk_elf_parse(&elf, src);

	run->exec.why = elf.why;
	if (rc || !elf.interp_len)
		return rc;
	if (elf.interp_len > sizeof(run->interp_name))
		return -ENOEXEC;
	rc = src->read(src, elf.interp, run->interp_name, elf.interp_len);
	if (rc)
		return rc;
	if (run->interp_name[elf.interp_len - 1])
		return -ENOEXEC;
	rc = exec_file_open(&run->interp, ctx, NULL, run->interp_name,
			    VFSCORE_FOLLOW);
	if (rc)
		run->exec.why = "its interpreter (the dynamic linker) cannot "
				"be opened";
	else
		run->exec.interp = &run->interp.src;
	return rc;
}

int exec_request_run(struct exec_request *request)
{
	struct vfscore_ctx *ctx = exec_ctx();
	struct run *run;
	int rc;

	if (!ctx)
		return -ENOENT;
	run = uk_zalloc(uk_alloc_get_default(), sizeof(*run));
	if (!run)
		return -ENOMEM;
	run->request = request;
	run->exec.path = request->path;
	run->exec.src = &run->file.src;
	run->exec.envc = request->envc;
	run->exec.envp = request->envp;
	run->exec.release = run_release;
	rc = open_program(run, ctx);
	if (rc == 0)
		rc = open_interp(run, ctx);
	if (rc == 0)
		rc = make_arguments(run);
	if (rc == 0)
		rc = uk_exec(&run->exec);
	request->why = run->exec.why;
	request->gone = run->exec.gone;
	run_free(run);
	return rc;
}

int uk_exec_path(const char *path, int argc, const char *const *argv, int envc,
		 const char *const *envp, const char **why)
{
	struct exec_request request = {
		.path = path,
		.flags = VFSCORE_FOLLOW,
		.argc = argc,
		.envc = envc,
		.argv = argv,
		.envp = envp,
	};
	int rc = exec_request_run(&request);

	*why = request.why;
	return rc;
}
