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
#include <arch/nofault.h>
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
#define SW_OFFSET 464
#define SW_SIZE	  48
#define FP_MAGIC1 0x46505853UL
#define FP_MAGIC2 0x46505845
#define FX_SIZE	  512
#define FX_ALIGN  16

/* In the area: MXCSR, and the XSAVE header with the components that are there
 */
#define MXCSR_OFFSET  24
#define MXCSR_INVALID 0xffff0000U
#define XSTATE_BV     (FX_SIZE / 8)
#define XSTATE_FX     3UL /* what FXSAVE has, as components */

/* Flags that a program may set by the frame: CF PF AF ZF SF TF DF OF RF AC */
#define FLAGS_SETTABLE 0x50dd5UL
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
	uint8_t info_rest[SIGINFO_REST];
};

/* context.S writes from uc.flags on to the context */
#define UC_FLAGS (UC_FP_XSTATE | UC_SIGCONTEXT_SS | UC_STRICT_RESTORE_SS)
_Static_assert(__builtin_offsetof(struct ucontext_64, mc) == 40,
	       "as context.S has it");

/* Of a page fault's error code: not by the kernel */
#define PF_USER 0x4UL

_Static_assert(sizeof(struct sigcontext_64) == 256, "Linux's layout");
_Static_assert(__builtin_offsetof(struct frame_64, info) == 312,
	       "Linux's layout");
_Static_assert(sizeof(struct frame_64) == 440, "Linux's layout");

/* context.S */
bool sig_context_put(uint64_t app_context, const struct __regs *regs,
		     const struct sig_fault *fault, uint64_t uc_flags);
bool sig_info_put(uint64_t app_info, const struct uk_siginfo *info);
bool sig_context_get(struct __regs *regs, uint64_t app_context);
bool sig_marks_put(uint64_t app_area, uint64_t magic_and_size,
		   uint64_t xfeatures, uint64_t xstate_size);

void sig_regs_pc_set(struct __regs *regs, uint64_t pc)
{
	regs->rip = pc;
}

uint64_t sig_regs_sp(const struct __regs *regs)
{
	return regs->rsp - RED_ZONE;
}

/* Where the vector registers go below a stack pointer; 0: there are none. */
static uint64_t vectors_place(const struct ukarch_ectx *ectx, uint64_t sp,
			      size_t size)
{
	if (!ectx)
		return 0;
	return (sp - size - sizeof(uint32_t)) & ~(uint64_t)(FPU_ALIGN - 1);
}

size_t uk_signal_frame_max(void)
{
	size_t vectors = ukarch_ectx_size() + sizeof(uint32_t) + FPU_ALIGN - 1;

	return ALIGN_UP(sizeof(struct frame_64) + 15 + 8 + vectors, 16);
}

/*
 * The thread's vector registers to its stack: at once, or from where they are
 * kept; that has the marks' place, too.
 */
static bool vectors_put(struct ukarch_ectx *ectx, uint64_t at, size_t size)
{
	const uint64_t magic_and_size = FP_MAGIC1 | (uint64_t)(size + 4) << 32;

	if (size == FX_SIZE)
		return !uk_copy_to_app((void *)at, ectx, size);
	if (unlikely(!sig_marks_put(at, magic_and_size, x86_vector_components(),
				    size)))
		return false;
	if (unlikely(!x86_vector_store_app(ectx, at))) {
		arch_vector_sync(ectx);
		if (uk_copy_to_app((void *)at, ectx, SW_OFFSET) ||
		    uk_copy_to_app((void *)(at + FX_SIZE),
				   (char *)ectx + FX_SIZE, size - FX_SIZE))
			return false;
	}
	return arch_nofault_store32(at + size, FP_MAGIC2);
}

#define PUT(field, value)          \
	likely(arch_nofault_store( \
		sp + __builtin_offsetof(struct frame_64, field), value))

static bool stack_put(uint64_t sp, const struct sig_stack *stack)
{
	uint64_t flags;

	memcpy(&flags, &stack->flags, sizeof(flags));
	return PUT(uc.stack.sp, stack->sp) && PUT(uc.stack.flags, flags) &&
	       PUT(uc.stack.size, stack->size);
}

/* All of it: the stack has whatever it has. */
static bool frame_put(uint64_t sp, uint64_t fpu, const struct __regs *regs,
		      const struct sig_frame *f)
{
	const uk_sigset_t mask = f->mask;

	return PUT(restorer, f->action->restorer) &&
	       stack_put(sp, &f->thread->stack) &&
	       likely(sig_context_put(
		       sp + __builtin_offsetof(struct frame_64, uc.mc), regs,
		       &f->thread->fault, UC_FLAGS)) &&
	       PUT(uc.mc.fpstate, fpu) && PUT(uc.mc.oldmask, mask) &&
	       PUT(uc.mask, mask) &&
	       likely(sig_info_put(
		       sp + __builtin_offsetof(struct frame_64, info),
		       f->info));
}

/* A page fault's address stays until the next one, as the CPU keeps it. */
void sig_fault_set(struct sig_fault *fault, const struct ukarch_trap_info *info)
{
	fault->vector = info->vector;
	fault->code = info->code;
	if (info->kind == ARCH_TRAP_PAGE_FAULT) {
		fault->code |= PF_USER;
		fault->address = info->address;
	}
}

int sig_frame_push(struct __regs *regs, const struct sig_frame *f)
{
	struct ukarch_ectx *ectx = uk_thread_current()->ectx;
	size_t size = ukarch_ectx_size();
	uint64_t fpu = vectors_place(ectx, f->sp, size), sp;

	/* There is no code of ours in the program's memory to return through */
	if (unlikely(!(f->action->flags & SA_RESTORER_)))
		return -EFAULT;
	/* As after a call: 8 below a multiple of 16 */
	sp = (((fpu ? fpu : f->sp) - sizeof(struct frame_64)) & ~15UL) - 8;
	if (unlikely(!uk_app_range_ok(sp, f->sp - sp)) ||
	    (likely(fpu) && unlikely(!vectors_put(ectx, fpu, size))) ||
	    unlikely(!frame_put(sp, fpu, regs, f)))
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

/*
 * The components that an area of a program's has for us, by its marks: without
 * them, or with others than ours, those of FXSAVE. Of what cannot be read, too.
 */
static uint64_t vectors_marked(uint64_t fpstate, size_t size)
{
	const uint64_t magic_and_size = FP_MAGIC1 | (uint64_t)(size + 4) << 32;
	uint64_t words[2];
	uint32_t end;

	if (uk_copy_from_app(words, (void *)(fpstate + SW_OFFSET),
			     sizeof(words)) ||
	    words[0] != magic_and_size ||
	    uk_copy_from_app(&end, (void *)(fpstate + size), sizeof(end)) ||
	    end != FP_MAGIC2)
		return XSTATE_FX;
	return words[1] & x86_vector_components();
}

/*
 * The same as the CPU would load them, for what it did not: some components, a
 * CPU without XSAVE, a page that was not there. Bad are those that the CPU
 * refuses, too.
 */
static int vectors_copy(struct ukarch_ectx *ectx, uint64_t fpstate,
			uint64_t components)
{
	const size_t size = ukarch_ectx_size();
	const bool extended = components & ~XSTATE_FX;
	uint64_t *words = (uint64_t *)ectx;
	uint32_t mxcsr;

	if (fpstate % (extended ? FPU_ALIGN : FX_ALIGN) ||
	    uk_copy_from_app(ectx, (void *)fpstate, extended ? size : FX_SIZE))
		return -EFAULT;
	memset((char *)ectx + SW_OFFSET, 0, SW_SIZE);
	memcpy(&mxcsr, (char *)ectx + MXCSR_OFFSET, sizeof(mxcsr));
	if (mxcsr & MXCSR_INVALID)
		return -EFAULT;
	if (size == FX_SIZE)
		return 0;
	if (!extended)
		words[XSTATE_BV] = XSTATE_FX;
	else if ((words[XSTATE_BV] & ~x86_vector_components()) ||
		 words[XSTATE_BV + 1] || words[XSTATE_BV + 2])
		return -EFAULT;
	words[XSTATE_BV] &= components;
	return 0;
}

/* Apart, since it is rare. -EFAULT: they are those of a program that begins. */
static __noinline int vectors_reload(struct ukarch_ectx *ectx, uint64_t fpstate)
{
	uint64_t components = 0;
	int rc = 0;

	if (fpstate)
		components = vectors_marked(fpstate, ukarch_ectx_size());
	/* While we wait for a page, no switch stores the registers there */
	arch_vector_changed(ectx);
	if (components)
		rc = vectors_copy(ectx, fpstate, components);
	if (rc || !components)
		ukarch_ectx_init(ectx);
	arch_vector_changed(ectx);
	return rc;
}

static int vectors_pop(uint64_t fpstate)
{
	struct ukarch_ectx *ectx = uk_thread_current()->ectx;

	if (!ectx || (likely(!(fpstate % ARCH_VECTOR_APP_ALIGN)) &&
		      likely(uk_app_range_ok(fpstate, ukarch_ectx_size())) &&
		      likely(x86_vector_load_app(ectx, fpstate))))
		return 0;
	return vectors_reload(ectx, fpstate);
}

#define GET(field, value)         \
	likely(arch_nofault_load( \
		sp + __builtin_offsetof(struct frame_64, field), value))

static bool stack_get(uint64_t sp, struct sig_stack *stack)
{
	uint64_t flags;

	if (!GET(uc.stack.sp, &stack->sp) || !GET(uc.stack.flags, &flags) ||
	    !GET(uc.stack.size, &stack->size))
		return false;
	memcpy(&stack->flags, &flags, sizeof(flags));
	return true;
}

int sig_frame_pop(struct __regs *regs, uk_sigset_t *mask,
		  struct sig_stack *stack)
{
	/* The handler's return took the restorer's address */
	uint64_t sp = regs->rsp - 8, pc, flags, fpu;

	/* One at its start and one at its end: then all of it is there */
	if (unlikely(!uk_app_range_ok(sp, sizeof(struct frame_64))) ||
	    !stack_get(sp, stack) || !GET(uc.mask, mask) ||
	    !GET(uc.mc.fpstate, &fpu) || !GET(uc.mc.ip, &pc) ||
	    !GET(uc.mc.flags, &flags))
		return -EFAULT;
	if (unlikely(pc >= SIG_APP_LIMIT) || vectors_pop(fpu) ||
	    unlikely(!sig_context_get(
		    regs, sp + __builtin_offsetof(struct frame_64, uc.mc))))
		return -EFAULT;
	regs->rip = pc;
	regs->eflags =
		(regs->eflags & ~FLAGS_SETTABLE) | (flags & FLAGS_SETTABLE);
	return 0;
}
