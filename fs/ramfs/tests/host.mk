# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := cpio.c data.c dir.c mount.c node.c options.c pager.c vnops.c
TESTS := tests/archive.c tests/drive.c tests/machine.c tests/mapping.c tests/model.c tests/model_path.c tests/model_compare.c tests/real.c tests/test_extract.c tests/test_model.c tests/test_ramfs.c
NEEDS := fs/vfscore lib/ukcpio
HEADERS := fs/ukinitrd kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault mm/ukvmem mm/ukfalloc lib/uktree
OPTIONS := -include $(ROOT)/fs/ramfs/tests/direct.h
# glibc shows these with _GNU_SOURCE only, and then Linux's types with them
DEFINES := CONFIG_LIBVFSCORE=1 _DEFAULT_SOURCE _XOPEN_SOURCE=700 O_DIRECT=040000 O_PATH=010000000 O_NOATIME=01000000
