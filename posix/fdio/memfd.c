/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Files in memory without a name: memfd_create(2). */
#include <fcntl.h>
#include <string.h>
#include <vfscore/vnode.h>
#include "fdio_priv.h"

/* Flags of memfd_create(2) */
#define MEMFD_CLOEXEC	  0x01U
#define MEMFD_SEALING	  0x02U
#define MEMFD_HUGETLB	  0x04U
#define MEMFD_NOEXEC_SEAL 0x08U
#define MEMFD_EXEC	  0x10U
#define MEMFD_ALL	  0x1fU
#define MEMFD_HUGE_SIZES  (0x3fU << 26)

/* What /proc shows in front of the name, and the longest name */
#define PREFIX	   "memfd:"
#define PREFIX_LEN (sizeof(PREFIX) - 1)
#define NAME_LEN   (255 - PREFIX_LEN)

static int flags_check(unsigned int flags)
{
	unsigned int known = MEMFD_ALL;

	if (flags & MEMFD_HUGETLB)
		known |= MEMFD_HUGE_SIZES;
	if ((flags & ~known) ||
	    ((flags & MEMFD_EXEC) && (flags & MEMFD_NOEXEC_SEAL)))
		return -EINVAL;
	return 0;
}

/* The new file, with what its flags seal from the start. */
static int memfd_open(const char *name, unsigned int flags,
		      struct vfscore_file **fp)
{
	bool noexec = flags & MEMFD_NOEXEC_SEAL;
	unsigned int seals = VSEAL_ABLE;
	int rc = vfscore_open_unnamed(name, O_RDWR | O_LARGEFILE,
				      noexec ? 0666 : 0777, fp);

	if (rc)
		return rc;
	if (noexec)
		seals |= VSEAL_EXEC;
	else if (!(flags & MEMFD_SEALING))
		seals |= VSEAL_SEAL;
	(*fp)->f_vnode->v_seals = seals;
	return 0;
}

UK_LLSYSCALL_R_DEFINE(int, memfd_create, const char *, app_name, unsigned int,
		      flags)
{
	char name[PREFIX_LEN + NAME_LEN + 1] = PREFIX;
	struct uk_fdtab *tab = uk_fdtab_current();
	struct vfscore_file *fp;
	int rc, fd;
	long len;

	rc = flags_check(flags);
	if (rc)
		return rc;
	len = uk_strncpy_from_app(name + PREFIX_LEN, app_name, NAME_LEN + 1);
	if (len < 0)
		return len == -ENAMETOOLONG ? -EINVAL : (int)len;
	/* There are no files of huge pages */
	if (flags & MEMFD_HUGETLB)
		return -ENOSYS;
	fd = uk_fdtab_reserve(tab, 0, uk_fdtab_limit(), flags & MEMFD_CLOEXEC);
	if (fd < 0)
		return fd;
	rc = memfd_open(name, flags, &fp);
	if (rc) {
		(void)uk_fdtab_unreserve(tab, (unsigned int)fd);
		return rc;
	}
	uk_fdtab_install(tab, (unsigned int)fd, fp);
	return fd;
}
