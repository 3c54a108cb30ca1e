/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The frame of a signal handler, as Linux has it on x86_64 (rt_sigreturn(2),
 * <asm/sigcontext.h>, <asm/ucontext.h>):
 *
 *	sp		address of the restorer, the handler's return address
 *	sp + 8		ucontext
 *	sp + 312	siginfo
 *	above, aligned	vector state: XSAVE area with Linux's marks
 *	above		red zone, the interrupted stack
 */
#include <errno.h>
#include <string.h>
#include <arch/asm/vector_app.h>
#include <arch/vector.h>
#include <uk/access.h>
#include <uk/arch/ctx.h>
#include <uk/sched.h>
#include "../signal_priv.h"

#define RED_ZONE	     128
#define FPU_ALIGN	     64
#define UC_FP_XSTATE	     1
#define UC_SIGCONTEXT_SS     2
#define UC_STRICT_RESTORE_SS 4

/* Marks in the software part of the XSAVE area */
#define SW_OFFSET   464
#define FP_MAGIC1   0x46505853
#define FP_MAGIC2   0x46505845
#define FX_SIZE	    512
#define HEADER_SIZE 64 /* of the XSAVE area, behind that */

/* Flags that a program may set by the frame: CF PF AF ZF SF TF DF OF AC */
#define FLAGS_SETTABLE 0x40dd5UL
#define FLAG_DF	       0x400UL
#define FLAG_TF	       0x100UL

struct sigcontext_64 {
	uint64_t r8, r9, r10, r11, r12, r13, r14, r15;
	uint64_t di, si, bp, bx, dx, ax, cx, sp, ip, flags;
	uint16_t cs, gs, fs, ss;
	uint64_t err, trapno, oldmask, cr2;
	uint64_t fpstate;
	uint64_t reserved[8];
};

struct ucontext_64 {
	uint64_t flags;
	uint64_t link;
	struct sig_stack stack;
	struct sigcontext_64 mc;
	uk_sigset_t mask;
};

struct frame_64 {
	uint64_t restorer;
	struct ucontext_64 uc;
	struct uk_siginfo info;
};

_Static_assert(sizeof(struct sigcontext_64) == 256, "Linux's layout");
_Static_assert(__builtin_offsetof(struct frame_64, info) == 312,
	       "Linux's layout");

struct sw_marks {
	uint32_t magic1;
	uint32_t extended_size;
	uint64_t xfeatures;
	uint32_t xstate_size;
	uint32_t padding[7];
};

void sig_regs_pc_set(struct __regs *regs, uint64_t pc)
{
	regs->rip = pc;
}

uint64_t sig_regs_sp(const struct __regs *regs)
{
	return regs->rsp - RED_ZONE;
}

/* All of it: the frame is not cleared before. */
static void context_fill(struct sigcontext_64 *mc, const struct __regs *r)
{
	mc->r8 = r->r8;
	mc->r9 = r->r9;
	mc->r10 = r->r10;
	mc->r11 = r->r11;
	mc->r12 = r->r12;
	mc->r13 = r->r13;
	mc->r14 = r->r14;
	mc->r15 = r->r15;
	mc->di = r->rdi;
	mc->si = r->rsi;
	mc->bp = r->rbp;
	mc->bx = r->rbx;
	mc->dx = r->rdx;
	mc->ax = r->rax;
	mc->cx = r->rcx;
	mc->sp = r->rsp;
	mc->ip = r->rip;
	mc->flags = r->eflags;
	/* What a program in user mode would see */
	mc->cs = 0x33;
	mc->gs = 0;
	mc->fs = 0;
	mc->ss = 0x2b;
	mc->err = 0;
	mc->trapno = 0;
	mc->cr2 = 0;
	for (unsigned int i = 0; i < ARRAY_SIZE(mc->reserved); i++)
		mc->reserved[i] = 0;
}

static void context_read(struct __regs *r, const struct sigcontext_64 *mc)
{
	r->r8 = mc->r8;
	r->r9 = mc->r9;
	r->r10 = mc->r10;
	r->r11 = mc->r11;
	r->r12 = mc->r12;
	r->r13 = mc->r13;
	r->r14 = mc->r14;
	r->r15 = mc->r15;
	r->rdi = mc->di;
	r->rsi = mc->si;
	r->rbp = mc->bp;
	r->rbx = mc->bx;
	r->rdx = mc->dx;
	r->rax = mc->ax;
	r->rcx = mc->cx;
	r->rsp = mc->sp;
	r->rip = mc->ip;
	r->eflags =
		(r->eflags & ~FLAGS_SETTABLE) | (mc->flags & FLAGS_SETTABLE);
}

/*
 * The thread's vector registers to its stack: at once, or from where they are
 * kept.
 */
static int vectors_put(struct ukarch_ectx *ectx, uint64_t at, size_t size)
{
	if (likely(uk_app_range_ok(at, size)) &&
	    !uk_clear_app((void *)(at + FX_SIZE), HEADER_SIZE) &&
	    likely(x86_vector_store_app(ectx, at)))
		return 0;
	arch_vector_sync(ectx);
	return uk_copy_to_app((void *)at, ectx, size);
}

static int vectors_push(uint64_t *sp)
{
	struct ukarch_ectx *ectx = uk_thread_current()->ectx;
	size_t size = ukarch_ectx_size();
	const struct sw_marks marks = {
		.magic1 = FP_MAGIC1,
		.extended_size = (uint32_t)size + 4,
		.xfeatures = x86_vector_components(),
		.xstate_size = (uint32_t)size,
	};
	const uint32_t magic2 = FP_MAGIC2;

	if (!ectx) {
		*sp = 0;
		return 0;
	}
	*sp = (*sp - size - sizeof(magic2)) & ~(uint64_t)(FPU_ALIGN - 1);
	if (size == FX_SIZE)
		return uk_copy_to_app((void *)*sp, ectx, size);
	if (vectors_put(ectx, *sp, size) ||
	    uk_copy_to_app((void *)(*sp + SW_OFFSET), &marks, sizeof(marks)) ||
	    uk_put_to_app(magic2, (uint32_t *)(*sp + size)))
		return -EFAULT;
	return 0;
}

int sig_frame_push(struct __regs *regs, const struct sig_frame *f)
{
	struct frame_64 frame;
	uint64_t fpu = f->sp, sp;

	/* There is no code of ours in the program's memory to return through */
	if (!(f->action->flags & SA_RESTORER_))
		return -EFAULT;
	if (vectors_push(&fpu))
		return -EFAULT;
	sp = fpu ? fpu : f->sp;
	/* As after a call: 8 below a multiple of 16 */
	sp = ((sp - sizeof(frame)) & ~15UL) - 8;
	frame.restorer = f->action->restorer;
	frame.uc.flags = UC_FP_XSTATE | UC_SIGCONTEXT_SS | UC_STRICT_RESTORE_SS;
	frame.uc.link = 0;
	frame.uc.stack = f->stack;
	context_fill(&frame.uc.mc, regs);
	frame.uc.mc.fpstate = fpu;
	frame.uc.mc.oldmask = f->mask;
	frame.uc.mask = f->mask;
	frame.info = *f->info;
	if (uk_copy_to_app((void *)sp, &frame, sizeof(frame)))
		return -EFAULT;

	regs->rdi = (unsigned long)f->info->si_signo;
	regs->rsi = sp + __builtin_offsetof(struct frame_64, info);
	regs->rdx = sp + __builtin_offsetof(struct frame_64, uc);
	regs->rax = 0;
	regs->rsp = sp;
	regs->rip = f->action->handler;
	regs->eflags &= ~(FLAG_DF | FLAG_TF);
	return 0;
}

static int vectors_pop(uint64_t fpstate)
{
	struct ukarch_ectx *ectx = uk_thread_current()->ectx;
	int rc;

	if (!ectx)
		return 0;
	if (likely(fpstate) && !(fpstate % ARCH_VECTOR_APP_ALIGN) &&
	    uk_app_range_ok(fpstate, ukarch_ectx_size()) &&
	    likely(x86_vector_load_app(ectx, fpstate)))
		return 0;
	if (fpstate) {
		rc = uk_copy_from_app(ectx, (void *)fpstate,
				      ukarch_ectx_size());
		memset((char *)ectx + SW_OFFSET, 0, sizeof(struct sw_marks));
	} else {
		ukarch_ectx_init(ectx);
		rc = 0;
	}
	arch_vector_changed(ectx);
	return rc;
}

int sig_frame_pop(struct __regs *regs, uk_sigset_t *mask,
		  struct sig_stack *stack)
{
	/* The handler's return took the restorer's address */
	const struct frame_64 *frame = (void *)(regs->rsp - 8);
	struct ucontext_64 uc;

	if (uk_copy_from_app(&uc, &frame->uc, sizeof(uc)) ||
	    vectors_pop(uc.mc.fpstate))
		return -EFAULT;
	if (uc.mc.ip >= SIG_APP_LIMIT)
		return -EFAULT;
	context_read(regs, &uc.mc);
	*mask = uc.mask;
	*stack = uc.stack;
	return 0;
}
