/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The options of a mount, "mode=1777,size=64m": see tmpfs(5). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uk/essentials.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include "ramfs_priv.h"

/* A number of a base that ends the option. */
static int number(const char *at, int base, uint64_t *value)
{
	char *end;

	*value = strtoul(at, &end, base);
	return end == at || (*end && *end != ',') ? -EINVAL : 0;
}

/* Bytes with k, m, g, t behind them, or a part of all memory with %. */
static int size(const char *at, uint64_t *pages)
{
	static const char units[] = "kmgt";
	const char *unit;
	uint64_t value;
	char *end;

	value = strtoul(at, &end, 10);
	if (end == at)
		return -EINVAL;
	unit = *end ? strchr(units, *end | 0x20) : NULL;
	if (*end == '%') {
		value = ukplat_pt_get_active()->fa->total_memory / 100 * value;
		end++;
	} else if (unit) {
		value <<= 10 * (unit - units + 1);
		end++;
	}
	*pages = DIV_ROUND_UP(value, RAMFS_PAGE);
	return *end && *end != ',' ? -EINVAL : 0;
}

static bool is_option(const char **at, const char *name)
{
	size_t len = strlen(name);

	if (strncmp(*at, name, len) != 0)
		return false;
	*at += len;
	return true;
}

static int option(struct ramfs_options *o, const char *at)
{
	uint64_t value = 0;
	int rc;

	if (is_option(&at, "mode=")) {
		rc = number(at, 8, &value);
		o->mode = (mode_t)value & 07777;
	} else if (is_option(&at, "uid=")) {
		rc = number(at, 10, &value);
		o->uid = (uid_t)value;
	} else if (is_option(&at, "gid=")) {
		rc = number(at, 10, &value);
		o->gid = (gid_t)value;
	} else if (is_option(&at, "size=")) {
		rc = size(at, &o->pages);
	} else if (is_option(&at, "nr_blocks=")) {
		rc = size(at, &o->pages);
		o->pages *= RAMFS_PAGE;
	} else {
		rc = -EINVAL;
	}
	return rc;
}

int ramfs_options_get(struct ramfs_options *o, const char *options, bool strict)
{
	const char *at = options;
	int rc;

	while (at && *at) {
		rc = *at == ',' ? 0 : option(o, at);
		if (rc && strict)
			return rc;
		at = strchr(at, ',');
		at = at ? at + 1 : NULL;
	}
	return 0;
}
