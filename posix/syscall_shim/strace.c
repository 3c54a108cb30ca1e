/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * System calls on the console, and how often each was called. The entry code
 * knows nothing of it: while somebody traces, its table is empty, and all calls
 * come here.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <arch/trap.h>
#include <uk/boot.h>
#include <uk/config.h>
#include <uk/init.h>
#include <uk/libparam.h>
#include <uk/plat/console.h>
#include <uk/streambuf.h>
#include <uk/syscall.h>
#include <uk/trap.h>
#include "print_priv.h"
#include "table_priv.h"

#ifdef CONFIG_LIBSYSCALL_SHIM_STRACE_ANSI_COLOR
#define FLAGS	 (UK_PRSYSCALL_FMTF_NEWLINE | UK_PRSYSCALL_FMTF_ANSICOLOR)
#define LINE_MAX 512
#else
#define FLAGS	 UK_PRSYSCALL_FMTF_NEWLINE
#define LINE_MAX 256
#endif

static bool strace;
UK_LIB_PARAM(strace, bool);
static bool summary;
UK_LIB_PARAM(summary, bool);

struct count {
	unsigned int calls, errors;
};

static struct count counts[SHIM_TABLE_SIZE];

static void line_out(long nr, const long *args, bool done, long ret)
{
	char line[LINE_MAX];
	int len = shim_print(line, sizeof(line), FLAGS, nr, args, done, ret);

	ukplat_coutk(line, (unsigned int)len);
}

static void count(long nr, long ret)
{
	if ((unsigned long)nr >= SHIM_TABLE_SIZE)
		return;
	counts[nr].calls++;
	if (ret < 0 && ret > -4096)
		counts[nr].errors++;
}

static bool returns(long nr)
{
	return !uk_syscall_name(nr) || shim_formats[nr].result != SHIM_NONE;
}

static long trace_call(struct __regs *regs)
{
	long nr = (long)arch_regs_syscall_nr(regs);
	long args[6], ret;

	for (unsigned int i = 0; i < 6; i++)
		args[i] = arch_regs_syscall_arg(regs, i);
	if (!returns(nr)) {
		count(nr, 0);
		if (strace)
			line_out(nr, args, false, 0);
		return shim_call(regs);
	}
	ret = shim_call(regs);
	count(nr, ret);
	if (strace)
		line_out(nr, args, true, ret);
	return ret;
}

static void row_out(long nr)
{
	char text[80];
	struct uk_streambuf sb;
	const char *name = uk_syscall_name(nr);

	uk_streambuf_init(&sb, text, sizeof(text), UK_STREAMBUF_C_TERMSHIFT);
	uk_streambuf_printf(&sb, "%10u %8u %s%s\n", counts[nr].calls,
			    counts[nr].errors, name ? name : "(no name)",
			    uk_syscall_name_p(nr) ? "" : " (missing)");
	ukplat_coutk(text, (unsigned int)uk_streambuf_seek(&sb));
}

static void summary_out(int result __unused)
{
	static const char head[] = "     calls   errors system call\n";

	ukplat_coutk(head, sizeof(head) - 1);
	for (long nr = 0; nr < SHIM_TABLE_SIZE; nr++)
		if (counts[nr].calls)
			row_out(nr);
}

static int strace_init(void)
{
	static struct uk_boot_exit_hook hook = {.fn = summary_out};

	if (!strace && !summary)
		return 0;
	uk_traps_syscall_set(trace_call);
	arch_syscalls_set(shim_table, 0);
	if (summary)
		uk_boot_exit_register(&hook);
	return 0;
}

/* Behind the table's */
uk_late_initcall(strace_init);
