/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The device tree: what the boot loader says about the machine.
 *
 * It is walked once, at boot. Each node, when its properties have been seen, is
 * shown to the caller and compared with the drivers in the image; a match is
 * remembered until ofw_probe() calls the driver. A node is a few numbers that
 * refer into the tree, which stays where it is for good.
 *
 * The tree is not trusted: every length and offset is checked, and what makes
 * no sense is an error, not a crash.
 */
#ifndef __UK_OFW_H__
#define __UK_OFW_H__

#include <stdbool.h>
#include <stdint.h>
#include <uk/arch/types.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The largest tree: what the Linux boot protocol allows. */
#define OFW_TREE_MAX (2UL << 20)

/* How deep nodes may nest, the root at 0. */
#define OFW_DEPTH_MAX 16

/* How many devices with a driver a machine may have. */
#define OFW_MATCHES_MAX 64

struct ofw_node {
	const void *fdt;
	const char *name;	/* with its unit address, terminated */
	const char *parent;	/* name of the parent, "" for the root */
	const char *compatible; /* list of strings, NULL if there is none */
	int compatible_len;
	int props;	    /* offset of its first property */
	uint8_t depth;	    /* 0 is the root */
	uint8_t addr_cells; /* of its parent: the format of "reg" */
	uint8_t size_cells;
	bool has_address; /* "reg" is in terms of physical addresses */
	bool disabled;	  /* "status" is there and is not "okay" */
};

/*
 * Walks the tree. node(n, arg) is called for each node, parents first; a
 * non-zero result ends the walk and becomes its result. Drivers are matched
 * for nodes that are not disabled. size: bytes that may be read at fdt.
 *
 * Returns 0, -EINVAL for what is no valid tree, -E2BIG when it is larger than
 * size, nests too deep or has too many devices.
 */
int ofw_walk(const void *fdt, __sz size,
	     int (*node)(const struct ofw_node *n, void *arg), void *arg);

/* The length of the tree in bytes, or -EINVAL, -E2BIG as above. Reads no more
 * than the header, so at least 40 bytes must be readable.
 */
__ssz ofw_tree_size(const void *fdt, __sz size);

/* Entry idx of the header's list of memory to leave alone. 0, -ENOENT, -EINVAL.
 */
int ofw_reserved(const void *fdt, unsigned int idx, __paddr_t *addr, __sz *len);

/* A property's value, NULL if there is no such; its length in *len. */
const void *ofw_prop(const struct ofw_node *n, const char *name, int *len);

/* A property that is a string: NULL if it is not there or not terminated. */
const char *ofw_prop_string(const struct ofw_node *n, const char *name);

/* A property of one or two cells. 0, -ENOENT, -EINVAL for another length. */
int ofw_prop_number(const struct ofw_node *n, const char *name, __u64 *val);

/* Entry idx of "reg". 0, -ENOENT, -EINVAL when it makes no sense. */
int ofw_reg(const struct ofw_node *n, unsigned int idx, __paddr_t *addr,
	    __sz *len);

/* Entry idx of "interrupts", of a GIC's format: the line's number. 0,
 * -ENOENT, -EINVAL.
 */
int ofw_interrupt(const struct ofw_node *n, unsigned int idx,
		  unsigned long *irq);

bool ofw_compatible(const struct ofw_node *n, const char *name);

/* When a driver is called. */
enum ofw_stage {
	OFW_CONSOLE, /* first, so that the rest can complain */
	OFW_FIRMWARE,
	OFW_INTCTLR,
	OFW_CLOCK,
	OFW_DEVICE, /* memory allocation works */
};

struct ofw_driver {
	const char *compatible;
	enum ofw_stage stage;
	/* Takes the device: 0 or a negative errno, which is printed. */
	int (*probe)(const struct ofw_node *n, const struct ofw_driver *drv);
	uintptr_t data; /* the driver's own */
};

/* clang's address sanitizer would put red zones between the table's entries. */
#ifdef __clang__
#define OFW_TABLE \
	__section(".uk_ofwtab") __attribute__((no_sanitize("address")))
#else
#define OFW_TABLE __section(".uk_ofwtab")
#endif

/* Makes a driver known: OFW_DRIVER(pl011) = {.compatible = ..., ...}; */
#define OFW_DRIVER(name)                                                   \
	static const struct ofw_driver ofw_driver_##name __used __align(8) \
		OFW_TABLE

/* Calls the drivers of that stage for what the walk has found. Returns how
 * many devices have been taken.
 */
int ofw_probe(enum ofw_stage stage);

#ifdef __cplusplus
}
#endif

#endif /* __UK_OFW_H__ */
