/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * ukplat_coutk(), ukplat_coutd() and ukplat_cink() on the registered drivers.
 * Both outputs are one stream: a reader of the console sees application and
 * kernel in the order in which they spoke.
 */

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <arch/cpu.h>
#include <uk/arch/spinlock.h>
#include <uk/console.h>
#include <uk/essentials.h>
#include <uk/plat/console.h>
#include "logring.h"

UK_CTASSERT(POWER_OF_2(CONFIG_LIBUKCONSOLE_LOG_SIZE));

/* The names uk_console_log and its fields are known to uk-gdb.py. */
static char log_text[CONFIG_LIBUKCONSOLE_LOG_SIZE];
static struct logring uk_console_log = {
	.buf = log_text,
	.size = sizeof(log_text),
};

static struct console {
	const struct uk_console_ops *ops;
	uint64_t pos; /* what this driver has been given */
} consoles[UK_CONSOLE_MAX];
static unsigned int console_count;
static uint64_t flushed; /* every driver has been given the log up to here */

/* Guards the log and the drivers; nobody waits for it once crashed is set. */
static __spinlock console_lock = UKARCH_SPINLOCK_INITIALIZER();
static int crashed;

static unsigned long console_enter(void)
{
	unsigned long flags = arch_irq_save();

	if (!crashed)
		ukarch_spin_lock(&console_lock);
	return flags;
}

static void console_leave(unsigned long flags)
{
	if (!crashed)
		ukarch_spin_unlock(&console_lock);
	arch_irq_restore(flags);
}

static void flush_locked(void)
{
	struct console *con;
	const char *text;
	size_t len;

	for (con = consoles; con < consoles + console_count; con++) {
		while ((len = logring_peek(&uk_console_log, &con->pos,
					   &text))) {
			/* First: a crash in the driver may not repeat it. */
			con->pos += len;
			con->ops->out(text, len);
		}
	}
	flushed = uk_console_log.head;
}

/* Adds text, in pieces that overtake no driver. */
static void write_locked(const char *text, size_t len)
{
	const size_t held_max = sizeof(log_text) / 2;
	size_t piece;

	while (len > 0) {
		piece = MIN(len, held_max);
		logring_write(&uk_console_log, text, piece);
		if (crashed || memchr(text, '\n', piece) ||
		    uk_console_log.head - flushed >= held_max)
			flush_locked();
		text += piece;
		len -= piece;
	}
}

int uk_console_register(const struct uk_console_ops *ops)
{
	unsigned long flags = console_enter();
	int rc = -ENOSPC;

	if (console_count < UK_CONSOLE_MAX) {
		consoles[console_count].ops = ops;
		consoles[console_count].pos = 0;
		console_count++;
		flush_locked();
		rc = 0;
	}
	console_leave(flags);
	return rc;
}

void uk_console_flush(void)
{
	unsigned long flags = console_enter();

	flush_locked();
	console_leave(flags);
}

void uk_console_crash(void)
{
	crashed = 1;
	flush_locked();
}

int ukplat_coutk(const char *buf, unsigned int len)
{
	unsigned long flags;

	if (len == 0)
		len = (unsigned int)strlen(buf);
	flags = console_enter();
	write_locked(buf, len);
	console_leave(flags);
	return (int)len;
}

void uk_console_out_raw(const char *buf, size_t len)
{
	unsigned long flags = console_enter();
	const struct uk_console_ops *ops;

	flush_locked();
	for (unsigned int i = 0; i < console_count; i++) {
		ops = consoles[i].ops;
		(ops->out_raw ? ops->out_raw : ops->out)(buf, len);
	}
	console_leave(flags);
}

int ukplat_coutd(const char *buf, unsigned int len)
{
	return ukplat_coutk(buf, len);
}

int uk_console_notify(void (*func)(void))
{
	const struct uk_console_ops *ops;
	int rc = 0, one;

	for (unsigned int i = 0; i < console_count; i++) {
		ops = consoles[i].ops;
		if (!ops->in)
			continue;
		one = ops->notify ? ops->notify(func) : -ENOTSUP;
		rc = rc ? rc : one;
	}
	return rc;
}

int ukplat_cink(char *buf, unsigned int maxlen)
{
	unsigned long flags = console_enter();
	const struct uk_console_ops *ops;
	size_t got = 0;
	unsigned int i;

	flush_locked();
	for (i = 0; i < console_count && got == 0; i++) {
		ops = consoles[i].ops;
		if (ops->in)
			got = ops->in(buf, maxlen);
	}
	console_leave(flags);
	return (int)got;
}
