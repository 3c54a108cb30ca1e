# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# With a file system to test it with (fs/ramfs) there is all of it.
SRCS := io.c uio.c $(if $(filter fs/ramfs,$(LOADED)),anon.c attr.c create.c cred.c ctx.c dentry.c file.c fops.c limit.c lookup.c mount.c \
	open.c path.c readdir.c readlink.c remove.c rename.c seal.c setattr.c special.c vnode.c)
TESTS := tests/test_io.c
HEADERS := kernel/uklock kernel/uksched kernel/uktimer base/clock mm/uknofault
