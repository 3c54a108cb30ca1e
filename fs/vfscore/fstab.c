/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Mounts from the command line, in their order:
 *
 *	vfs.fstab="device:directory:type:flags:options:ours"
 *
 * What is behind the type may be left out. flags is a number, MS_* of mount(2);
 * options are the file system's; ours is "mkmp": the directory is made if it is
 * not there.
 */
#include <stdlib.h>
#include <string.h>
#include <uk/print.h>
#include "vfscore_priv.h"

#define FIELDS 6

enum { DEVICE, DIRECTORY, TYPE, FLAGS, OPTIONS, OURS };

/* Splits a line in place; what is not there is "". */
static int split(char *line, const char *fields[FIELDS])
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < FIELDS; i++)
		fields[i] = "";
	while (line && n < FIELDS) {
		fields[n++] = line;
		line = strchr(line, ':');
		if (line)
			*line++ = '\0';
	}
	return line || !*fields[DIRECTORY] || !*fields[TYPE] ? -EINVAL : 0;
}

/* A directory and those above it. */
static int make_directories(struct vfscore_ctx *ctx, const char *name)
{
	char path[PATH_MAX];
	int rc = 0;

	if (strlen(name) >= sizeof(path))
		return -ENAMETOOLONG;
	strcpy(path, name);
	for (char *at = path + 1; rc == 0; *at++ = '/') {
		at += strcspn(at, "/");
		bool last = !*at;

		*at = '\0';
		rc = vfscore_mkdir(ctx, NULL, path, 0755);
		rc = rc == -EEXIST ? 0 : rc;
		if (last)
			break;
	}
	return rc;
}

static int mount_line(struct vfscore_ctx *ctx, char *line)
{
	const char *f[FIELDS];
	unsigned long flags;
	char *end;
	int rc = split(line, f);

	if (rc)
		return rc;
	flags = strtoul(f[FLAGS], &end, 0);
	if (*end || (*f[OURS] && strcmp(f[OURS], "mkmp") != 0))
		return -EINVAL;
	if (*f[OURS])
		rc = make_directories(ctx, f[DIRECTORY]);
	return rc ? rc
		  : vfscore_mount(ctx, *f[DEVICE] ? f[DEVICE] : NULL,
				  f[DIRECTORY], f[TYPE], flags,
				  *f[OPTIONS] ? f[OPTIONS] : NULL);
}

int vfs_fstab_mount(struct vfscore_ctx *ctx, char *lines[], unsigned int n)
{
	int rc = 0;

	for (unsigned int i = 0; i < n && lines[i] && rc == 0; i++) {
		rc = mount_line(ctx, lines[i]);
		if (rc)
			uk_pr_crit("vfs.fstab, number %u: mounting failed: "
				   "%d\n",
				   i + 1, -rc);
	}
	return rc;
}
