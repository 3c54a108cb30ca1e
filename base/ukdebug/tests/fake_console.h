/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef FAKE_CONSOLE_H
#define FAKE_CONSOLE_H

#include <uk/arch/time.h>

/* What has been printed since the last fake_console_reset(), terminated. */
extern char fake_console_text[];
extern unsigned int fake_console_calls;
extern __nsec fake_clock;

void fake_console_reset(void);

#endif /* FAKE_CONSOLE_H */
