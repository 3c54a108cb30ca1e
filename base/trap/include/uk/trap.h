/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Traps: each is offered as its event (<uk/arch/traps.h>) to whoever handles
 * it; what nobody handles ends in a crash report with a status of its own.
 */
#ifndef __UK_TRAP_H__
#define __UK_TRAP_H__

#ifdef __cplusplus
extern "C" {
#endif

struct __regs;

/* Installs the vectors of this CPU. Before that a trap stops the machine. */
void uk_traps_init(void);

/*
 * The scheduler's part: called on return to application code when another
 * thread should run, see <arch/trap.h>.
 */
void uk_traps_resched_set(void (*resched)(void));

/*
 * Who does what is pending for the running thread before it goes on in
 * application code, see <arch/trap.h>: signals.
 */
void uk_traps_app_work_set(void (*work)(struct __regs *regs));

/* What a system-call instruction reaches, unless the table has it. */
void uk_traps_syscall_set(long (*syscall)(struct __regs *regs));

#ifdef __cplusplus
}
#endif

#endif /* __UK_TRAP_H__ */
