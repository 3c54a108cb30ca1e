# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
include $(ROOT)/test/host/origin.mk
LIBDEFLATE_ORIGIN := $(call origin-folder,libdeflate)
include $(ROOT)/ext/libdeflate/Makefile.uk
SRCS := memory.c tests/libdeflate.c
HEADERS := $(patsubst $(ROOT)/%,%,$(LIBDEFLATE_INCLUDE) $(LIBDEFLATE_SRC)/lib)
DEFINES := $(LIBDEFLATE_DEFINES)
