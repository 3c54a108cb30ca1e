# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := table.c
TESTS := tests/test_table.c
HEADERS := fs/vfscore posix/process kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
