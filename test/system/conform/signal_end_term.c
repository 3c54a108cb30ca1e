/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* kill() of oneself with the default action: 128 + SIGTERM. */
#include "check.h"
#include <signal.h>

int main(void)
{
	text("terminate", "oneself");
	kill(getpid(), SIGTERM);
	text("it", "went on");
	return 0;
}
