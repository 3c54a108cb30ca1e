/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * An image's thread-local variables have the values that were given to them,
 * and lie in the area that is theirs.
 */
#include <stdio.h>
#include <uk/arch/tls.h>
#include <uk/plat/tls.h>
#include "variables.h"

int main(void)
{
	const char *area = ukarch_tls_area_get(ukplat_tlsp_get());
	const char *end = area + ukarch_tls_area_size();
	struct bytes all = variables();

	printf("values: %d\n", all.right);
	printf("inside: %d\n", all.first >= area && all.last < end);
	return 0;
}
