# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := target.c ../../../boot/common/tests/fake_machine.c
NEEDS := boot/common boot/multiboot boot/pvh
