/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* In the thread of main(), if there are threads. */
#include "vmem.h"

void vmem_run(const struct way *way)
{
	way->run();
}
