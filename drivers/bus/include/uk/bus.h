/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Buses: whoever finds devices and gives them to drivers.
 *
 *	static struct uk_bus my_bus = {.init = my_init, .probe = my_probe};
 *	UK_BUS_REGISTER(&my_bus);
 *
 * All buses are initialised, then all are probed, during boot. The order is
 * that of the registration: by priority, then by place in the link.
 */
#ifndef __UK_BUS__
#define __UK_BUS__

#include <uk/ctors.h>
#include <uk/essentials.h>
#include <uk/init.h>
#include <uk/list.h>
#include <uk/prio.h>

#ifdef __cplusplus
extern "C" {
#endif

struct uk_alloc;

/*
 * Prepares a bus; devices and their drivers may take memory from a. 0 or
 * positive, or a negative errno: then the bus is left out.
 */
typedef int (*uk_bus_init_func_t)(struct uk_alloc *a);

/*
 * Looks for devices. 0 or positive, or a negative errno, which is reported.
 */
typedef int (*uk_bus_probe_func_t)(void);

struct uk_bus {
	struct uk_list_head list;
	uk_bus_init_func_t init; /* may be NULL */
	uk_bus_probe_func_t probe;
};

/* Registered buses in their order */
extern struct uk_list_head uk_bus_list;

/* When buses are initialised and probed */
#define UK_BUS_INIT_CLASS UK_INIT_CLASS_PLAT
#define UK_BUS_INIT_PRIO  0

/* The constructor priority of a registration */
#define UK_BUS_REGISTER_PRIO 2

/* Constructors call this; b stays registered until it is unregistered. */
void _uk_bus_register(struct uk_bus *b);
void _uk_bus_unregister(struct uk_bus *b);

unsigned int uk_bus_count(void);

#define __UK_BUS_REGISTER(fn, b, prio) \
	static void fn(void)           \
	{                              \
		_uk_bus_register(b);   \
	}                              \
	UK_CTOR_PRIO(fn, prio)
#define _UK_BUS_REGISTER(line, b, prio) \
	__UK_BUS_REGISTER(UK_CONCAT(uk_bus_register_, line), b, prio)

#define UK_BUS_REGISTER_PRIORITY(b, prio) _UK_BUS_REGISTER(__LINE__, b, prio)
#define UK_BUS_REGISTER(b)		  UK_BUS_REGISTER_PRIORITY(b, UK_BUS_REGISTER_PRIO)

#ifdef __cplusplus
}
#endif

#endif /* __UK_BUS__ */
