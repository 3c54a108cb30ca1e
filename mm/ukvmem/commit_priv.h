/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __VMEM_COMMIT_PRIV_H__
#define __VMEM_COMMIT_PRIV_H__

#include "vmem_priv.h"

/* Linux's numbers of vm.overcommit_memory. */
enum { OVERCOMMIT_GUESS, OVERCOMMIT_ALWAYS, OVERCOMMIT_NEVER };

/* What the command line says, if it can. */
unsigned int commit_policy(void);

#endif /* __VMEM_COMMIT_PRIV_H__ */
