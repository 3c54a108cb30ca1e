# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := collect.c
TESTS := tests/test_collect.c tests/fake_machine.c
NEEDS := base/bootinfo
