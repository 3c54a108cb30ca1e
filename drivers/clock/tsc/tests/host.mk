# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := calibrate.c frequency.c
TESTS := tests/test_tsc.c
