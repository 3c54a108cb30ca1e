/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

/* A plugin for QEMU's software emulation that counts guest instructions.
 *
 * The count depends on nothing but the guest's code and input, so two runs
 * on machines of any speed can be compared. Arguments:
 *
 *   entry=ADDR   counts apart what runs from the first execution of ADDR on:
 *                the image without the firmware before it
 *   out=FILE     where the result goes; standard error without it
 *   blocks=1     lists every translated block and how often it ran, for a
 *                profile by function
 *
 * The result is one "name value" pair a line: total, image, and with blocks=1
 * "block ADDR INSTRUCTIONS RUNS" lines.
 *
 * QEMU 7.2, TCG plugin interface version 1 (docs/devel/tcg-plugins). Debian
 * packages no header of it, so what is used here is declared here.
 */

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT	       __attribute__((visibility("default")))
#define INLINE_ADD_U64 0
#define CB_NO_REGS     0

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_info;

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *tb, int op,
					      void *ptr, uint64_t imm);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb,
					  void (*cb)(unsigned int cpu,
						     void *data),
					  int flags, void *data);
void qemu_plugin_register_vcpu_tb_trans_cb(
	qemu_plugin_id_t id,
	void (*cb)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb));
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id,
				    void (*cb)(qemu_plugin_id_t id, void *data),
				    void *data);

EXPORT int qemu_plugin_version = 1;

/* One translated block; never freed, since translated code refers to it. */
struct block {
	struct block *next;
	uint64_t addr;
	uint64_t insns;
	uint64_t runs;
};

static uint64_t total;
static uint64_t before_entry;
static bool entered;
static uint64_t entry_addr = UINT64_MAX;
static const char *out_path;
static bool want_blocks;
static struct block *blocks;

static void on_entry(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	if (!entered)
		before_entry = total;
	entered = true;
}

static void count_block(struct qemu_plugin_tb *tb, uint64_t addr,
			uint64_t insns)
{
	struct block *b = calloc(1, sizeof(*b));

	if (!b)
		abort();
	b->addr = addr;
	b->insns = insns;
	b->next = blocks;
	blocks = b;
	qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &b->runs,
						 1);
}

static void on_translate(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	uint64_t insns = qemu_plugin_tb_n_insns(tb);
	uint64_t addr = qemu_plugin_tb_vaddr(tb);

	(void)id;
	if (addr == entry_addr)
		qemu_plugin_register_vcpu_tb_exec_cb(tb, on_entry, CB_NO_REGS,
						     NULL);
	qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &total,
						 insns);
	if (want_blocks)
		count_block(tb, addr, insns);
}

static void at_exit(qemu_plugin_id_t id, void *data)
{
	FILE *out = out_path ? fopen(out_path, "w") : stderr;

	(void)id;
	(void)data;
	if (!out)
		return;
	fprintf(out, "total %" PRIu64 "\n", total);
	fprintf(out, "image %" PRIu64 "\n", entered ? total - before_entry : 0);
	for (const struct block *b = blocks; b; b = b->next)
		if (b->runs)
			fprintf(out,
				"block %#" PRIx64 " %" PRIu64 " %" PRIu64 "\n",
				b->addr, b->insns, b->runs);
	if (out != stderr)
		fclose(out);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id,
			       const struct qemu_info *info, int argc,
			       char **argv);

EXPORT int qemu_plugin_install(qemu_plugin_id_t id,
			       const struct qemu_info *info, int argc,
			       char **argv)
{
	(void)info;
	for (int i = 0; i < argc; i++) {
		if (!strncmp(argv[i], "entry=", 6))
			entry_addr = strtoull(argv[i] + 6, NULL, 0);
		else if (!strncmp(argv[i], "out=", 4))
			out_path = strdup(argv[i] + 4);
		else if (!strncmp(argv[i], "blocks=", 7))
			want_blocks = argv[i][7] == '1';
		else
			fprintf(stderr, "icount: unknown argument '%s'\n",
				argv[i]);
	}
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
	qemu_plugin_register_atexit_cb(id, at_exit, NULL);
	return 0;
}
