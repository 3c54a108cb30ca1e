# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := mem.c random.c
TESTS := tests/test_devfs.c
NEEDS := fs/vfscore
HEADERS := base/ukswrand kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
