# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
# The C library is another one here: the functions of our own
OPTIONS := -include $(ROOT)/lib/isrlib/names.h -I$(ROOT)/lib/nolibc/include -fno-builtin
SRCS := $(addprefix ../nolibc/,$(addprefix string/,memchr.c memcmp.c strchr.c strcmp.c \
	strcpy.c strlen.c strtok.c) generic/memcpy.c generic/memset.c)
TESTS := tests/test_isr.c
