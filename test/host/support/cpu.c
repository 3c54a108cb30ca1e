/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdlib.h>
#include <arch/cpu.h>
#include <arch/percpu.h>

unsigned long host_irqs_enabled = 1;
uint64_t host_counter;
struct arch_percpu host_percpu = {.self = &host_percpu};

void arch_cpu_halt(void)
{
	abort();
}
