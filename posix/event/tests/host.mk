# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := epoll.c inotify.c nest.c
TESTS := tests/test_epoll.c tests/test_inotify.c ../pipe/tests/standin.c
DEFINES := O_DIRECT=040000
NEEDS := kernel/ukpoll lib/uktree
HEADERS := fs/vfscore posix/pipe posix/process kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
