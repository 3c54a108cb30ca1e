/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What getopt() says about wrong options. */
#include <getopt.h>
#include <stdio.h>

void __getopt_complain(const char *program, const char *text,
		       const char *option, size_t len);

void __getopt_complain(const char *program, const char *text,
		       const char *option, size_t len)
{
	fprintf(stderr, "%s: %s: %.*s\n", program, text, (int)len, option);
}
