/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Control data of a message that is received. */
#include <uk/access.h>
#include "socket_priv.h"

void posix_socket_control_put(struct msghdr *msg, int level, int type,
			      const void *data, size_t len)
{
	struct cmsghdr head = {
		.cmsg_len = CMSG_LEN(len),
		.cmsg_level = level,
		.cmsg_type = type,
	};
	char *at = msg->msg_control;
	size_t space = MIN(CMSG_SPACE(len), msg->msg_controllen);

	if (!at || msg->msg_controllen < sizeof(head)) {
		msg->msg_flags |= MSG_CTRUNC;
		return;
	}
	if (msg->msg_controllen < head.cmsg_len) {
		msg->msg_flags |= MSG_CTRUNC;
		head.cmsg_len = msg->msg_controllen;
	}
	/* Memory that cannot be written to is as no memory */
	if (uk_copy_to_app(at, &head, sizeof(head)) ||
	    uk_copy_to_app(at + sizeof(head), data,
			   head.cmsg_len - sizeof(head)))
		return;
	msg->msg_control = at + space;
	msg->msg_controllen -= space;
}
