# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
include $(ROOT)/test/host/origin.mk
LIBLZ4_ORIGIN := $(call origin-folder,liblz4)
include $(ROOT)/ext/lz4/Makefile.uk
SRCS := tests/lz4.c
HEADERS := $(patsubst $(ROOT)/%,%,$(LIBLZ4_INCLUDE))
# Inlined as in an image it takes the compiler ten times as long
DEFINES := $(LIBLZ4_DEFINES) LZ4_FORCE_INLINE=static
