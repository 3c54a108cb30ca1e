# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
# The test includes initrd.c
SRCS := room.c unpack.c
TESTS := tests/machine.c tests/make.c tests/test_initrd.c
NEEDS := lib/ukdecomp lib/ukcpio
HEADERS := mm/ukfalloc
DEFINES := CONFIG_LIBUKINITRD=1
OPTIONS := -include $(ROOT)/fs/ramfs/tests/direct.h
