/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Conversions of floating point numbers, without CONFIG_LIBNOLIBC_FLOAT. */
#include "scan_priv.h"

enum result scan_double(struct source *src, const struct spec *sp,
			struct uk_format_args *a)
{
	(void)src;
	(void)sp;
	(void)a;
	return MISMATCH;
}
