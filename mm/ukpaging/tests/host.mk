# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := attr.c boot.c direct.c map.c map_page.c move.c pt.c table.c unmap.c visit.c
TESTS := tests/check_tables.c tests/host_machine.c tests/test_boot.c tests/test_paging.c
NEEDS := mm/ukfalloc mm/ukfallocbuddy
DEFINES := CONFIG_PAGING=1 CONFIG_PAGING_STATS=1
