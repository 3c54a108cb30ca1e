/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The number of the lowest bit that is set, counted from 1; 0 if none is. */
#include <strings.h>

int ffs(int v)
{
	return v ? __builtin_ctz((unsigned int)v) + 1 : 0;
}

int ffsl(long v)
{
	return v ? __builtin_ctzl((unsigned long)v) + 1 : 0;
}

int ffsll(long long v)
{
	return v ? __builtin_ctzll((unsigned long long)v) + 1 : 0;
}
