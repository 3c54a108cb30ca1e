/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Drivers and the devices that they are for. */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <uk/ofw.h>
#include <uk/print.h>
#include "ofw_priv.h"

/* From extra.ld */
extern const struct ofw_driver uk_ofwtab_start[], uk_ofwtab_end[];

static struct {
	struct ofw_node node;
	const struct ofw_driver *driver;
} matches[OFW_MATCHES_MAX];
static unsigned int matches_count;

void ofw_match_reset(void)
{
	matches_count = 0;
}

static const struct ofw_driver *driver_find(const char *compatible)
{
	const struct ofw_driver *drv;

	for (drv = uk_ofwtab_start; drv < uk_ofwtab_end; drv++)
		if (!strcmp(drv->compatible, compatible))
			return drv;
	return NULL;
}

/* What a device is compatible with comes in its order: the closest first. */
int ofw_match(const struct ofw_node *n)
{
	const char *s = n->compatible;
	const struct ofw_driver *drv = NULL;

	if (!s)
		return 0;
	/* the list's last byte is 0 */
	for (; !drv && s < n->compatible + n->compatible_len;
	     s += strlen(s) + 1)
		drv = driver_find(s);
	if (!drv)
		return 0;
	if (matches_count == OFW_MATCHES_MAX)
		return -E2BIG;
	matches[matches_count].node = *n;
	matches[matches_count++].driver = drv;
	return 0;
}

int ofw_probe(enum ofw_stage stage)
{
	int taken = 0;

	for (unsigned int i = 0; i < matches_count; i++) {
		const struct ofw_driver *drv = matches[i].driver;
		int rc;

		if (drv->stage != stage)
			continue;
		rc = drv->probe(&matches[i].node, drv);
		if (rc < 0)
			uk_pr_err("%s: %s cannot be used: error %d\n",
				  matches[i].node.name, drv->compatible, -rc);
		else
			taken++;
	}
	return taken;
}
