/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What an architecture's long double is. */
#ifndef NOLIBC_FLOAT_PRIV_H
#define NOLIBC_FLOAT_PRIV_H

#include <stdint.h>
#include <uk/format.h>

/* Take a long double argument; the bits of the nearest double. */
uint64_t arg_long_double(struct uk_format_args *a);

#endif /* NOLIBC_FLOAT_PRIV_H */
