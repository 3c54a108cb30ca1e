# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Without providers: the table has only names. It is made as in a build.
$(shell /usr/bin/python3 -B $(ROOT)/support/scripts/mksyscalls.py $(ROOT)/posix/syscall_shim/syscalls.list \
	$(ROOT)/posix/syscall_shim/formats.list $(MACHINE) $(OUT)/shim)
SRCS := call.c errno_name.c name.c print.c print_flags.c print_struct.c print_text.c tests/generated.c
TESTS := tests/test_print.c tests/fake_access.c
NEEDS := lib/ukstreambuf
HEADERS := mm/uknofault
OPTIONS := -I$(OUT) -I$(OUT)/shim/include
