# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
TESTS := tests/test_bits.c tests/test_essentials.c tests/test_list.c tests/test_queue.c
