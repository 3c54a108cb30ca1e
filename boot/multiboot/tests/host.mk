# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := multiboot.c
TESTS := tests/test_multiboot.c ../common/tests/fake_machine.c
NEEDS := boot/common
