/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Conversions of floating point numbers, without CONFIG_LIBNOLIBC_FLOAT. */
#include "format_priv.h"

int format_double(struct sink *s, const struct spec *sp,
		  struct uk_format_args *a)
{
	(void)s;
	(void)sp;
	(void)a;
	return 0;
}
