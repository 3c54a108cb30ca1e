/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * capget(2), capset(2): root has all capabilities, others have none. Setting
 * what one has is fine, setting more is not, and giving up is for who changes
 * his user.
 */
#include <errno.h>
#include <stddef.h>
#include <uk/access.h>
#include <uk/syscall.h>
#include "user_priv.h"

#define VERSION_1 0x19980330
#define VERSION_2 0x20071026
#define VERSION_3 0x20080522

#define CAPS_ALL 0x1ffffffffffULL /* 0 to CAP_CHECKPOINT_RESTORE */

struct cap_header {
	uint32_t version;
	int pid;
};

struct cap_data {
	uint32_t effective, permitted, inheritable;
};

/* How many sets of 32 the caller's version has; 0 and its answer: unknown. */
static int header_read(struct cap_header *uheader, struct cap_header *header,
		       unsigned int *sets)
{
	if (uk_copy_from_app(header, uheader, sizeof(*header)))
		return -EFAULT;
	switch (header->version) {
	case VERSION_1:
		*sets = 1;
		return 0;
	case VERSION_2:
	case VERSION_3:
		*sets = 2;
		return 0;
	default:
		if (uk_put_to_app((uint32_t)VERSION_3, &uheader->version))
			return -EFAULT;
		return -EINVAL;
	}
}

static uint64_t caps_self(void)
{
	return cred_is_root() ? CAPS_ALL : 0;
}

UK_LLSYSCALL_R_DEFINE(int, capget, struct cap_header *, uheader,
		      struct cap_data *, udata)
{
	struct cap_data data[2] = {{0}};
	struct cap_header header;
	uint64_t caps = caps_self();
	unsigned int sets;
	int rc;

	rc = header_read(uheader, &header, &sets);
	/* To ask for the version one passes no place for the answer */
	if (rc)
		return rc == -EINVAL && !udata ? 0 : rc;
	if (header.pid < 0)
		return -EINVAL;
	if (header.pid && !uk_posix_thread_find(header.pid))
		return -ESRCH;
	if (!udata)
		return 0;
	for (unsigned int i = 0; i < sets; i++) {
		data[i].effective = (uint32_t)(caps >> 32 * i);
		data[i].permitted = data[i].effective;
	}
	return uk_copy_to_app(udata, data, sets * sizeof(data[0]));
}

UK_LLSYSCALL_R_DEFINE(int, capset, struct cap_header *, uheader,
		      const struct cap_data *, udata)
{
	struct cap_data data[2] = {{0}};
	struct cap_header header;
	uint64_t caps = caps_self();
	uint64_t permitted, effective;
	unsigned int sets;
	int rc;

	rc = header_read(uheader, &header, &sets);
	if (rc)
		return rc;
	if (header.pid && header.pid != uk_posix_thread_current()->tid)
		return -EPERM;
	if (uk_copy_from_app(data, udata, sets * sizeof(data[0])))
		return -EFAULT;
	permitted = data[0].permitted | (uint64_t)data[1].permitted << 32;
	effective = data[0].effective | (uint64_t)data[1].effective << 32;
	if ((permitted & CAPS_ALL) & ~caps || (effective & ~permitted))
		return -EPERM;
	return 0;
}
