# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
F := ../../../posix/futex
SRCS := target.c model.c machine.c $F/wait.c $F/wake.c $F/pi.c $F/pi_requeue.c $F/queue.c $F/key_flat.c
HEADERS := posix/futex posix/process kernel/uksched kernel/uktimer mm/uknofault
DEFINES := CONFIG_LIBUKSCHED_KSTACK_PAGE_ORDER=2
