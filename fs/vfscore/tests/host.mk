# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := io.c uio.c
TESTS := tests/test_io.c
HEADERS := kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
