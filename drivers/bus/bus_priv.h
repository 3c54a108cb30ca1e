/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __UK_BUS_PRIV_H__
#define __UK_BUS_PRIV_H__

#include <uk/bus.h>

/*
 * Initialises and probes all buses. One that fails is reported and does not
 * stop the others. Returns how many failed.
 */
int bus_init_all(struct uk_alloc *a);

#endif /* __UK_BUS_PRIV_H__ */
