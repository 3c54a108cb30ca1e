# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := hexdump.c print.c trace.c
# Its <uk/format.h>, not its C library
FLAGS += -idirafter $(ROOT)/lib/nolibc/include
TESTS := tests/test_hexdump.c tests/test_print.c tests/test_trace.c tests/fake_console.c
DEFINES := CONFIG_LIBUKDEBUG_TRACEPOINTS=1 CONFIG_LIBUKDEBUG_TRACE_BUFFER_SIZE=4096 \
	CONFIG_LIBUKDEBUG_PRINT_TIME=1 CONFIG_LIBUKDEBUG_REDIR_PRINTD=1
