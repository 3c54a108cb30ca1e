# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
# Our functions get a prefix, so that they do not replace those of the build
# machine, with which tests/host_*.c compare them.
OPTIONS := -include $(ROOT)/lib/nolibc/tests/prefix.h -fno-builtin
SRCS := $(patsubst $(ROOT)/lib/nolibc/%,%,$(foreach d,ctype errno generic locale \
	misc signal stdio stdlib string time,$(wildcard $(ROOT)/lib/nolibc/$d/*.c)))
TESTS := $(patsubst $(ROOT)/lib/nolibc/%,%,$(wildcard $(ROOT)/lib/nolibc/tests/*.c))
