/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Without library parameters nobody can say no. */
#include "slide_priv.h"

bool slide_wanted(void)
{
	return true;
}
