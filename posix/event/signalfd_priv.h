/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __SIGNALFD_PRIV_H__
#define __SIGNALFD_PRIV_H__

#include <uk/signal.h>
#include "event_priv.h"

/* struct signalfd_siginfo of signalfd(2) */
struct signalfd_record {
	uint32_t signo;
	int32_t error;
	int32_t code;
	uint32_t pid;
	uint32_t uid;
	int32_t fd;
	uint32_t tid;
	uint32_t band;
	uint32_t overrun;
	uint32_t trapno;
	int32_t status;
	int32_t value;
	uint64_t ptr;
	uint64_t utime;
	uint64_t stime;
	uint64_t addr;
	uint8_t rest[48];
};

_Static_assert(sizeof(struct signalfd_record) == 128, "Linux's layout");

/* signalinfo.c: what a read gives for a signal. */
void signalfd_record(const struct uk_siginfo *info,
		     struct signalfd_record *record);

#endif /* __SIGNALFD_PRIV_H__ */
