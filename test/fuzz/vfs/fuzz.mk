# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
T := ../../../fs/ramfs/tests
# Nobody names the file system's type: it is put in by hand
SRCS := target.c ../../../fs/ramfs/mount.c $(addprefix $T/,archive.c drive.c machine.c mapping.c model.c model_compare.c model_path.c real.c)
NEEDS := fs/ramfs lib/uktest
# Comparisons teach nothing about bytes that are taken modulo something, and to
# note them takes as long as all the rest
OPTIONS := -fno-sanitize-coverage=trace-cmp
