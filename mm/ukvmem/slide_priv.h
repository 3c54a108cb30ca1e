/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __VMEM_SLIDE_PRIV_H__
#define __VMEM_SLIDE_PRIV_H__

#include "vmem_priv.h"

/* What the command line says, if it can. */
bool slide_wanted(void);

#endif /* __VMEM_SLIDE_PRIV_H__ */
