/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Between walk.c, prop.c and match.c. */
#ifndef OFW_PRIV_H
#define OFW_PRIV_H

#include <uk/ofw.h>

/* Name and value of the property whose tag is at offset and ends before next
 * (both by fdt_next_tag()); NULL if it makes no sense.
 */
const char *ofw_tag_prop(const void *fdt, int offset, int next,
			 const void **val, int *len);

/* Forgets all matches; remembers the node for each driver that fits. 0 or
 * -E2BIG.
 */
void ofw_match_reset(void);
int ofw_match(const struct ofw_node *n);

#endif /* OFW_PRIV_H */
