# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
# Nobody names the file system's type: it is put in by hand
SRCS := target.c ../../../fs/ramfs/mount.c ../../../fs/ramfs/tests/machine.c
NEEDS := fs/ramfs lib/uktest
