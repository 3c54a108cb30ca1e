/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* vmem.aslr=0 on the command line: the same addresses every time. */
#include <uk/libparam.h>
#include "slide_priv.h"

static bool aslr = true;
UK_LIB_PARAM(aslr, bool);

bool slide_wanted(void)
{
	return aslr;
}
