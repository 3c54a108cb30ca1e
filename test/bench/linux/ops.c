/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

/* What an operation costs an ordinary program, in guest instructions.
 *
 *   ops [--init] [NAME...]
 *
 * The same static binary runs in a Linux guest and in an image of ours, under
 * QEMU's -icount shift=0, where the time-stamp counter advances with the
 * instructions executed. Each operation is called in batches; the cheapest
 * batch counts, less what as many calls of nothing cost. A line for each,
 * fields separated by a tab:
 *
 *   NAME    INSTRUCTIONS
 *   NAME    failed: ERRNO
 *
 * and "end" when all were tried. "ticks" comes first: ticks of the counter in
 * a thousand instructions, measured; figures are corrected by it.
 *
 * --init: the program is the first process of a Linux guest. It mounts what
 * it needs, and switches the machine off at its end.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <unistd.h>
#include <x86intrin.h>

#include "ops.h"

#define CALIBRATION 100000

/* Counter's ticks in CALIBRATION instructions */
static uint64_t calibrated;

void say(const char *name, const char *text)
{
	char line[128];
	int len = snprintf(line, sizeof(line), "%s\t%s\n", name, text);

	if (write(STDOUT_FILENO, line, (size_t)len) != len)
		_exit(1);
}

static void say_error(const char *name, int error)
{
	const char *text = strerrorname_np(error);
	char line[64];

	snprintf(line, sizeof(line), "failed: %s", text ? text : "?");
	say(name, line);
}

/* Two instructions a round */
static uint64_t calibrate(void)
{
	uint64_t rounds = CALIBRATION / 2, start = __rdtsc();

	__asm__ volatile("1: decq %0\n\tjnz 1b" : "+r"(rounds) : : "cc");
	return __rdtsc() - start;
}

static int nothing(void)
{
	return 0;
}

/* Ticks of `rounds` calls; negative, with errno, when one failed */
static int64_t run_batch(int (*once)(void), unsigned int rounds)
{
	uint64_t start = __rdtsc();

	for (unsigned int i = 0; i < rounds; i++)
		if (once() < 0)
			return -1;
	return (int64_t)(__rdtsc() - start);
}

/* The cheapest of BATCHES; the first ones warm up */
static int64_t run_batches(const struct op *op, int (*once)(void))
{
	int64_t best = INT64_MAX, ticks;

	for (int i = 0; i < BATCHES; i++) {
		if (op->before_batch && op->before_batch() < 0)
			return -1;
		ticks = run_batch(once, op->rounds);
		if (ticks < 0)
			return -1;
		if (ticks < best)
			best = ticks;
	}
	return best;
}

static void measure(const struct op *op)
{
	int64_t cost, loop;
	double each;
	char text[32];

	errno = 0;
	if (op->prepare && op->prepare() < 0) {
		say_error(op->name, errno);
		return;
	}
	cost = run_batches(op, op->once);
	if (cost < 0)
		say_error(op->name, errno);
	if (op->finish)
		op->finish();
	if (cost < 0)
		return;
	loop = run_batches(&(struct op){.rounds = op->rounds}, nothing);
	each = (double)(cost - loop) / op->rounds * CALIBRATION /
	       (double)calibrated;
	snprintf(text, sizeof(text), "%.1f", each);
	say(op->name, text);
}

static int wanted(const char *name, int argc, char *argv[])
{
	for (int i = 0; i < argc; i++)
		if (!strcmp(argv[i], name))
			return 1;
	return argc == 0;
}

static void mount_all(void)
{
	mkdir("/dev", 0755);
	mkdir("/tmp", 0755);
	if (mount("dev", "/dev", "devtmpfs", 0, NULL) && errno != EBUSY)
		say_error("mount /dev", errno);
	if (mount("tmp", "/tmp", "tmpfs", 0, NULL))
		say_error("mount /tmp", errno);
}

int main(int argc, char *argv[])
{
	int init = argc > 1 && !strcmp(argv[1], "--init");
	char text[32];

	argc -= 1 + init;
	argv += 1 + init;
	if (init)
		mount_all();
	calibrate();
	calibrated = calibrate();
	snprintf(text, sizeof(text), "%.3f",
		 (double)calibrated * 1000 / CALIBRATION);
	say("ticks", text);
	for (const struct op *op = ops; op->name; op++)
		if (wanted(op->name, argc, argv))
			measure(op);
	say("end", "");
	if (init)
		reboot(RB_POWER_OFF);
	return 0;
}
