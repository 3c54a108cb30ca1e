/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The frame of a signal handler, as Linux has it on arm64 (<asm/sigcontext.h>,
 * <asm/ucontext.h>): siginfo, then ucontext, whose machine context ends with
 * records; the one of the vector registers is here. A frame record for
 * backtraces lies above.
 */
#include <errno.h>
#include <string.h>
#include <arch/vector.h>
#include <uk/access.h>
#include <uk/arch/ctx.h>
#include <uk/sched.h>
#include "../signal_priv.h"

#define FPSIMD_MAGIC 0x46508001
#define ESR_MAGIC    0x45535201 /* the syndrome of a fault: of no use here */
#define SPSR_NZCV    0xf0000000UL
#define SPSR_BAD     0x3dfUL /* exceptions masked, another mode than EL0t */
#define RECORDS_SIZE 4096

struct fpsimd_record {
	uint32_t magic, size;
	uint32_t fpsr, fpcr;
	uint64_t vregs[32][2];
	uint32_t end_magic, end_size; /* zero: the last record */
	uint64_t _pad;
};

struct sigcontext_64 {
	uint64_t fault_address;
	uint64_t x[31];
	uint64_t sp, pc, pstate;
	uint8_t records[RECORDS_SIZE] __attribute__((aligned(16)));
};

struct ucontext_64 {
	uint64_t flags;
	uint64_t link;
	struct sig_stack stack;
	uk_sigset_t mask;
	uint8_t unused[120];
	struct sigcontext_64 mc;
};

struct frame_64 {
	struct uk_siginfo info;
	uint8_t info_rest[SIGINFO_REST];
	struct ucontext_64 uc;
	uint64_t record[2]; /* frame pointer, return address */
};

#define HEAD_SIZE __builtin_offsetof(struct frame_64, uc.mc.records)

/* Without the space for records, which is copied apart. */
struct head_64 {
	struct uk_siginfo info;
	uint8_t info_rest[SIGINFO_REST];
	uint64_t flags;
	uint64_t link;
	struct sig_stack stack;
	uk_sigset_t mask;
	uint8_t unused[120];
	uint64_t fault_address __attribute__((aligned(16)));
	uint64_t x[31];
	uint64_t sp, pc, pstate;
	uint64_t _pad;
};

_Static_assert(sizeof(struct head_64) == HEAD_SIZE, "one is the other's head");

/* What vector.S stores */
struct vectors {
	uint64_t q[32][2];
	uint64_t fpsr, fpcr;
};

void sig_regs_pc_set(struct __regs *regs, uint64_t pc)
{
	regs->elr_el1 = pc;
}

uint64_t sig_regs_sp(const struct __regs *regs)
{
	return regs->sp;
}

static int vectors_push(uint64_t at)
{
	struct ukarch_ectx *ectx = uk_thread_current()->ectx;
	const struct vectors *v = (const void *)ectx;
	struct fpsimd_record rec = {.magic = 0};

	if (ectx) {
		arch_vector_sync(ectx);
		rec.magic = FPSIMD_MAGIC;
		rec.size = __builtin_offsetof(struct fpsimd_record, end_magic);
		rec.fpsr = (uint32_t)v->fpsr;
		rec.fpcr = (uint32_t)v->fpcr;
		memcpy(rec.vregs, v->q, sizeof(rec.vregs));
	}
	return uk_copy_to_app((void *)at, &rec, sizeof(rec));
}

size_t uk_signal_frame_max(void)
{
	return ALIGN_UP(sizeof(struct frame_64) + 15, 16);
}

void sig_fault_set(struct sig_fault *fault, const struct ukarch_trap_info *info)
{
	fault->vector = info->vector;
	fault->code = info->code;
	fault->address = info->address;
}

int sig_frame_push(struct __regs *regs, const struct sig_frame *f)
{
	uint64_t sp = (f->sp - sizeof(struct frame_64)) & ~15UL;
	uint64_t record = sp + __builtin_offsetof(struct frame_64, record);
	uint64_t restorer = f->action->flags & SA_RESTORER_
				    ? f->action->restorer
				    : uk_process_current()->sigreturn;
	const uint64_t link[2] = {regs->x[29], regs->elr_el1};
	struct head_64 head = {
		.info = *f->info,
		.stack = f->thread->stack,
		.mask = f->mask,
		.fault_address = f->thread->fault.address,
		.sp = regs->sp,
		.pc = regs->elr_el1,
		.pstate = regs->spsr_el1 & SPSR_NZCV,
	};

	/* Without a vDSO there is no code of ours to return through */
	if (!restorer)
		return -EFAULT;
	memcpy(head.x, regs->x, 30 * sizeof(head.x[0]));
	head.x[30] = regs->lr;
	if (uk_copy_to_app((void *)sp, &head, sizeof(head)) ||
	    vectors_push(sp + HEAD_SIZE) ||
	    uk_copy_to_app((void *)record, link, sizeof(link)))
		return -EFAULT;

	regs->x[0] = (unsigned long)f->info->si_signo;
	regs->x[1] = sp + __builtin_offsetof(struct frame_64, info);
	regs->x[2] = sp + __builtin_offsetof(struct frame_64, uc);
	regs->x[29] = record;
	regs->lr = restorer;
	regs->sp = sp;
	regs->elr_el1 = f->action->handler;
	return 0;
}

struct record_head {
	uint32_t magic, size;
};

/*
 * Where the record of the vector registers is among those of a program, which
 * may have put them in another order; 0: they are bad, or there is none.
 */
static uint64_t vectors_find(uint64_t records)
{
	struct record_head head;
	uint64_t found = 0, at, left = RECORDS_SIZE;

	for (at = records; left >= sizeof(head); at += head.size) {
		if (uk_copy_from_app(&head, (void *)at, sizeof(head)))
			return 0;
		if (!head.magic)
			return head.size ? 0 : found;
		if (head.size < sizeof(head) || head.size % 16 ||
		    head.size > left)
			return 0;
		left -= head.size;
		if (head.magic == ESR_MAGIC)
			continue;
		if (head.magic != FPSIMD_MAGIC || found ||
		    head.size <
			    __builtin_offsetof(struct fpsimd_record, end_magic))
			return 0;
		found = at;
	}
	return found;
}

static int vectors_pop(uint64_t records)
{
	struct ukarch_ectx *ectx = uk_thread_current()->ectx;
	struct vectors *v = (void *)ectx;
	struct fpsimd_record rec;
	uint64_t at;

	if (!ectx)
		return 0;
	at = vectors_find(records);
	if (!at || uk_copy_from_app(
			   &rec, (void *)at,
			   __builtin_offsetof(struct fpsimd_record, end_magic)))
		return -EFAULT;
	memcpy(v->q, rec.vregs, sizeof(rec.vregs));
	v->fpsr = rec.fpsr;
	v->fpcr = rec.fpcr;
	arch_vector_changed(ectx);
	return 0;
}

int sig_frame_pop(struct __regs *regs, uk_sigset_t *mask,
		  struct sig_stack *stack)
{
	struct head_64 head;

	if (regs->sp % 16 ||
	    uk_copy_from_app(&head, (void *)regs->sp, sizeof(head)))
		return -EFAULT;
	*mask = head.mask;
	if (head.pc >= SIG_APP_LIMIT || (head.pstate & SPSR_BAD) ||
	    vectors_pop(regs->sp + HEAD_SIZE))
		return -EFAULT;
	memcpy(regs->x, head.x, 30 * sizeof(head.x[0]));
	regs->lr = head.x[30];
	regs->sp = head.sp;
	regs->elr_el1 = head.pc;
	regs->spsr_el1 =
		(regs->spsr_el1 & ~SPSR_NZCV) | (head.pstate & SPSR_NZCV);
	/* These are what a signal interrupted, and no call's any more */
	regs->esr_el1 = 0;
	*stack = head.stack;
	return 0;
}
