# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
include $(ROOT)/test/host/origin.mk
LIBZSTD_ORIGIN := $(call origin-folder,libzstd)
include $(ROOT)/ext/zstd/Makefile.uk
SRCS := tests/zstd.c
HEADERS := $(patsubst $(ROOT)/%,%,$(LIBZSTD_INCLUDE))
# Inlined as in an image it takes the compiler three times as long
DEFINES := $(LIBZSTD_DEFINES) ZSTD_NO_INLINE=1
