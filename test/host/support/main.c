/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <uk/test.h>

int main(void)
{
	return uk_test_run_all();
}
