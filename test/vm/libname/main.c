/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/libparam.h>
#include <uk/print.h>

static unsigned int number = 1;
UK_LIB_PARAM(number, unsigned int);

int main(void)
{
	uk_pr_err("number: %u\n", number);
	return 0;
}
