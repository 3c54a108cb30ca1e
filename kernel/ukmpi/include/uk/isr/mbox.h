/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* What an interrupt handler may do with a mailbox. */
#ifndef __UK_ISR_MBOX_H__
#define __UK_ISR_MBOX_H__

#include <uk/mbox.h>

#ifdef __cplusplus
extern "C" {
#endif

int uk_mbox_post_try_isr(struct uk_mbox *m, void *msg);
int uk_mbox_recv_try_isr(struct uk_mbox *m, void **msg);

#ifdef __cplusplus
}
#endif

#endif /* __UK_ISR_MBOX_H__ */
