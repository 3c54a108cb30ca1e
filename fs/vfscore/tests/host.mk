# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# With a file system to test it with (fs/ramfs) there is all of it.
SRCS := $(if $(filter fs/ramfs,$(LOADED)),$(filter-out boot.c map.c,$(notdir $(wildcard $(ROOT)/fs/vfscore/*.c))),io.c uio.c)
TESTS := tests/test_io.c
HEADERS := kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
