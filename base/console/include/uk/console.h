/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The console: one ring of text between those who print (ukplat_coutk,
 * ukplat_coutd, printk) and the drivers that show it. The ring keeps what was
 * printed before the first driver came, and afterwards the last
 * CONFIG_LIBUKCONSOLE_LOG_SIZE bytes for a debugger.
 *
 * Text reaches the drivers a whole line at a time, in one call. A line without
 * its end waits for it, at most until somebody reads from the console, the
 * machine idles or stops, or uk_console_flush() is called.
 *
 * Every function here may be called in any context.
 */
#ifndef __UK_CONSOLE_H__
#define __UK_CONSOLE_H__

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How many drivers may register. */
#define UK_CONSOLE_MAX 4

/*
 * What a console driver offers. Both are called with interrupts off, one call
 * at a time, and also in the middle of a crash: they may not sleep, allocate,
 * print or fail.
 */
struct uk_console_ops {
	const char *name;
	/* Sends all of buf; a terminal's driver adds carriage returns. */
	void (*out)(const char *buf, size_t len);
	/* The same as it is, without anything added. NULL: out does that. */
	void (*out_raw)(const char *buf, size_t len);
	/*
	 * Takes what has arrived, at most len bytes, and returns how many.
	 * NULL: the device only sends.
	 */
	size_t (*in)(char *buf, size_t len);
	/*
	 * From now on calls func, in an interrupt handler, when something has
	 * arrived. 0 or a negative errno. NULL: in has to be asked. Called
	 * with interrupts as they are, once.
	 */
	int (*notify)(void (*func)(void));
};

/*
 * Adds a driver for good; it is given at once all text that the ring still
 * holds. Returns 0, -ENOSPC when UK_CONSOLE_MAX drivers are there.
 */
int uk_console_register(const struct uk_console_ops *ops);

/* Hands all collected text to the drivers, unfinished lines too. */
void uk_console_flush(void);

/*
 * Sends text at once and as it is, behind all that was collected: for terminals
 * whose programs want it so. The ring does not keep it.
 */
void uk_console_out_raw(const char *buf, size_t len);

/*
 * From now on func is called, in an interrupt handler, when something has
 * arrived: once, for good. 0, or a negative errno if a driver cannot tell.
 */
int uk_console_notify(void (*func)(void));

/*
 * The machine crashes: what is collected is shown, and from now on every call
 * goes straight to the drivers, without a lock that its holder may never leave.
 */
void uk_console_crash(void);

#ifdef __cplusplus
}
#endif

#endif /* __UK_CONSOLE_H__ */
