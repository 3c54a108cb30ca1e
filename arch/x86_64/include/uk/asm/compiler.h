/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Attributes that only mean something on arm64. */
#ifndef __UKARCH_X86_COMPILER_H__
#define __UKARCH_X86_COMPILER_H__

#define __no_branch_protection
#define __no_bti
#define __no_pauth

#endif /* __UKARCH_X86_COMPILER_H__ */
