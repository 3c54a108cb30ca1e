# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := suite.c assert.c print.c alloc.c
TESTS := tests/test_uktest.c tests/test_alloc.c
