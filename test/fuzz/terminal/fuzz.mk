# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := target.c $(addprefix ../../../fs/devfs/,echo.c ldisc.c output.c)
