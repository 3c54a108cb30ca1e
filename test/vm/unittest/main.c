/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The suites have run during boot; the exit status is their result. */
#include <uk/test.h>

int main(void)
{
	(void)uk_test_run_all();
	return 0;
}
