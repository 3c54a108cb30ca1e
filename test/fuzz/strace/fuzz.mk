# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := target.c ../../../posix/syscall_shim/tests/fake_access.c
NEEDS := posix/syscall_shim
