# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := memregion_list.c
TESTS := tests/test_memregion_list.c
