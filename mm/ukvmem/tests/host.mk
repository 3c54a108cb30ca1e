# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := anon.c change.c check.c commit.c dma.c fault.c grow.c index.c map.c move.c object.c pager.c populate.c range.c resident.c rsvd.c slide_none.c stack.c vas.c
TESTS := tests/test_commit.c tests/common.c tests/common_host.c tests/fake_pager.c tests/test_examples.c tests/test_failures.c tests/model.c tests/test_grow.c tests/test_model.c tests/test_move.c tests/test_pager.c tests/test_vmem.c \
	 ../ukpaging/tests/check_tables.c ../ukpaging/tests/host_machine.c
NEEDS := lib/uktree mm/ukpaging
DEFINES := CONFIG_LIBUKVMEM_DEFAULT_BASE=0x1000000000 CONFIG_LIBUKVMEM_DEMAND_PAGE_IN_SIZE=12 \
	   CONFIG_LIBUKVMEM_LARGE_PAGES=1 CONFIG_LIBUKVMEM_LARGE_PAGES_ORDER=24
