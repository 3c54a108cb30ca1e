# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := connect.c extra.c name.c pair.c transfer.c
TESTS := tests/test_unix.c ../pipe/tests/standin.c
DEFINES := _DEFAULT_SOURCE _XOPEN_SOURCE=700 O_DIRECT=040000
NEEDS := kernel/ukpoll
HEADERS := fs/vfscore posix/pipe posix/process kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
