# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
# Our functions get a prefix, so that they do not replace those of the build
# machine, with which tests/host_*.c compare them.
OPTIONS := -include $(ROOT)/lib/nolibc/tests/prefix.h -fno-builtin
DEFINES := CONFIG_LIBNOLIBC_FLOAT=1 __UK_KERNEL__=1
SRCS := ../../posix/nolibc/float.c ../../posix/nolibc/$(MACHINE)/long_double.c \
	$(filter-out %_nofloat.c,$(patsubst $(ROOT)/lib/nolibc/%,%,$(foreach d,ctype errno generic locale \
	misc signal stdio stdlib string time,$(wildcard $(ROOT)/lib/nolibc/$d/*.c))))
TESTS := $(patsubst $(ROOT)/lib/nolibc/%,%,$(wildcard $(ROOT)/lib/nolibc/tests/*.c))
