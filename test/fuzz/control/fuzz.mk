# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
S := ../../../posix/socket
SRCS := target.c $(addprefix $S/,connect.c control.c extra.c name.c pair.c rights.c transfer.c) ../../../posix/pipe/tests/standin.c
NEEDS := kernel/ukpoll lib/uktest posix/fdtab
# glibc shows the latter with _GNU_SOURCE only
DEFINES := _DEFAULT_SOURCE _XOPEN_SOURCE=700 O_DIRECT=040000 SCM_CREDENTIALS=2
OPTIONS := -Wno-gnu-variable-sized-type-not-at-end
HEADERS := fs/vfscore posix/pipe posix/process posix/socket kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
