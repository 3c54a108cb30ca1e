# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := echo.c ldisc.c mem.c output.c random.c
TESTS := tests/pty.c tests/test_devfs.c tests/test_ldisc.c
NEEDS := fs/vfscore
HEADERS := base/ukswrand kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
