/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Stack protector: functions with buffers keep a canary between them and their
 * return address. One whose canary has changed ends in a crash report.
 */
#ifndef __UK_SP_H__
#define __UK_SP_H__

#include <uk/config.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef CONFIG_LIBUKSP
/* The canary: the compiler reads it, nobody writes it after the set-up. */
extern const unsigned long __stack_chk_guard;

/*
 * Chooses the canary at random. Called once at boot, by a function that has no
 * canary itself and before any that returns later: those would find theirs
 * changed.
 */
void uk_stack_chk_guard_setup(void);
#else
static inline void uk_stack_chk_guard_setup(void)
{
}
#endif

#ifdef __cplusplus
}
#endif

#endif /* __UK_SP_H__ */
