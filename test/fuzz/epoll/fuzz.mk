# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
E := ../../../posix/event
SRCS := target.c model.c $E/epoll.c $E/nest.c ../../../posix/pipe/tests/standin.c
NEEDS := kernel/ukpoll lib/uktree lib/uktest
DEFINES := O_DIRECT=040000
HEADERS := posix/event fs/vfscore posix/pipe posix/process kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
