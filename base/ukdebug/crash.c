/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The crash report, in order. Nothing here allocates, sleeps, waits for a lock
 * or believes a pointer: what is read was found mapped before.
 */

#include <string.h>
#include <arch/backtrace.h>
#include <arch/cpu.h>
#include <arch/exit.h>
#include <arch/percpu.h>
#include <arch/trap.h>
#include <uk/console.h>
#include <uk/plat/bootstrap.h>
#include <uk/print.h>
#include "crash_priv.h"

static void (*terminate)(int status);
static struct uk_crash_part *parts;

/* 1: a report is under way; 2: it crashed; more: even that crashed. */
static int crash_depth;

void uk_crash_terminate_set(void (*fn)(int status))
{
	terminate = fn;
}

void uk_crash_part_register(struct uk_crash_part *part)
{
	struct uk_crash_part **link;

	for (link = &parts; *link; link = &(*link)->next)
		;
	part->next = NULL;
	*link = part;
}

void uk_crash_printf(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print_plain(fmt, ap);
	va_end(ap);
}

static void __noreturn crash_stop(int status)
{
	uk_crash_printf("Crashing with status %d\n", status);
	uk_console_flush();
	if (terminate && crash_depth < 3)
		terminate(status);
	arch_exit_status(status);
	arch_cpu_halt();
}

static unsigned long reg_value(const struct __regs *regs,
			       const struct arch_reg_desc *reg)
{
	const char *bytes = (const char *)regs;
	unsigned long value;

	memcpy(&value, bytes + reg->offset, sizeof(value));
	return value;
}

static void print_registers(const struct __regs *regs)
{
	const unsigned int per_row = 3;
	const struct arch_reg_desc *reg;
	unsigned int i;
	char text[192];

	uk_crash_printf("Registers:");
	for (i = 0; i < arch_reg_descs_count; i++) {
		reg = &arch_reg_descs[i];
		uk_crash_printf("%s  %-6.*s %016lx", i % per_row ? "" : "\n",
				(int)sizeof(reg->name), reg->name,
				reg_value(regs, reg));
	}
	arch_system_regs_snprint(text, sizeof(text));
	uk_crash_printf("\n  %s\n", text);
}

static const char *thread_words(const struct arch_percpu *cpu)
{
	const char *name = print_thread_name();

	if (name)
		return name;
	return cpu->thread ? "(unnamed)" : "none yet";
}

static void print_thread(void)
{
	const struct arch_percpu *cpu = arch_percpu();

	uk_crash_printf("Thread: %s%s, kernel stack 0x%lx-0x%lx\n",
			thread_words(cpu),
			cpu->irq_depth > 0 ? ", in an interrupt" : "",
			(unsigned long)cpu->kstack_bottom,
			(unsigned long)cpu->kstack_top);
}

/* What there is to tell when code crashed of its own accord, or by a trap. */
static void print_body(const struct uk_crash_cause *cause,
		       const struct print_place *place)
{
	uintptr_t pc = cause->regs ? arch_regs_pc(cause->regs) : place->ret;
	uintptr_t fp = cause->regs ? arch_regs_fp(cause->regs) : place->frame;
	const struct uk_crash_part *part;

	crash_print_place(cause->regs, pc);
	print_thread();
	if (cause->regs)
		print_registers(cause->regs);
	crash_print_calls(cause->regs, pc, fp);
	crash_print_stack(cause->regs ? arch_regs_sp(cause->regs) : fp);
	if (cause->has_address)
		crash_print_space(cause->address);
	for (part = parts; part; part = part->next) {
		uk_crash_printf("%s:\n", part->title);
		part->print(cause);
	}
}

static void __printf(2, 3)
	crash_message(const struct print_place *place, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print_message(KLVL_CRIT, place, fmt, ap);
	va_end(ap);
}

void crash_report(const struct uk_crash_cause *cause,
		  const struct print_place *place, const char *fmt, va_list ap)
{
	arch_irq_disable();
	crash_depth++;
	uk_console_crash();
	if (crash_depth > 2)
		crash_stop(UKPLAT_EXIT_DOUBLE_FAULT);
	if (crash_depth == 2)
		crash_message(place, "Crash inside the crash report: ");
	print_message(KLVL_CRIT, place, fmt, ap);
	if (crash_depth == 2) {
		uk_crash_printf("At:");
		crash_print_code(cause->regs ? arch_regs_pc(cause->regs)
					     : place->ret,
				 !cause->regs);
		uk_crash_printf("\n");
		crash_stop(UKPLAT_EXIT_DOUBLE_FAULT);
	}
	print_body(cause, place);
	crash_stop(cause->status);
}

void uk_crash(const struct uk_crash_cause *cause, const char *fmt, ...)
{
	struct print_place place = {
		.ret = cause->pc ? cause->pc : __return_addr(0),
		.frame = cause->pc ? cause->fp : __frame_addr(0),
	};
	va_list ap;

	va_start(ap, fmt);
	crash_report(cause, &place, fmt, ap);
	va_end(ap);
}
