# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := queue.c
TESTS := tests/test_queue.c tests/fake_thread.c
HEADERS := kernel/uksched kernel/uktimer
DEFINES := CONFIG_LIBUKSCHED_KSTACK_PAGE_ORDER=2
