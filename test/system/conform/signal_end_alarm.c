/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* An alarm without a handler: 128 + SIGALRM. */
#include "check.h"

int main(void)
{
	text("alarm", "in a second");
	alarm(1);
	for (;;)
		pause();
}
