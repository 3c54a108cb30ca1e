# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := pvh.c
TESTS := tests/test_pvh.c ../common/tests/fake_machine.c
NEEDS := boot/common
