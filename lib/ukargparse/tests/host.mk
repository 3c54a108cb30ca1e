# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := argparse.c
TESTS := tests/test_argparse.c
