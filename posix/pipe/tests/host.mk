# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := pipe.c splice.c transfer.c
TESTS := tests/test_pipe.c tests/test_splice.c tests/standin.c
# glibc shows these with _GNU_SOURCE only, and then Linux's types with them
DEFINES := _DEFAULT_SOURCE _XOPEN_SOURCE=700 F_SETPIPE_SZ=1031 F_GETPIPE_SZ=1032 O_DIRECT=040000
NEEDS := kernel/ukpoll
HEADERS := fs/vfscore posix/process kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
