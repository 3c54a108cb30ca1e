# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
include $(ROOT)/test/host/origin.mk
LIBFDT_ORIGIN := $(call origin-folder,libfdt)
include $(ROOT)/ext/libfdt/Makefile.uk
SRCS := tests/libfdt.c
HEADERS := $(patsubst $(ROOT)/%,%,$(LIBFDT_INCLUDE) $(LIBFDT_SRC)/lib/libfdt)
