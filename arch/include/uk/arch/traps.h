/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The events that a trap raises (see <uk/event.h>) and their payload,
 * struct ukarch_trap_ctx, whose fields depend on the architecture.
 */
#ifndef __UKARCH_TRAPS_H__
#define __UKARCH_TRAPS_H__

#include <uk/asm/traps.h>

#endif /* __UKARCH_TRAPS_H__ */
