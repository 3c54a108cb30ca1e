# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# For tests of what uses libfdt: the same recipe, unpacked in build/host.
LIBFDT_ORIGIN := $(ROOT)/build/host/origin/libfdt
LIBFDT_CACHE := $(or $(UK_CACHE),$(XDG_CACHE_HOME),$(HOME)/.cache)/epimetheus
# package, version, file, checksum, members
fetchdeb = $(if $(wildcard $(LIBFDT_ORIGIN)/*),,$(if $(shell \
	sh $(ROOT)/support/build/fetchdeb.sh $(LIBFDT_CACHE)/$4 $2 $3 $5 && \
	sh $(ROOT)/support/build/unpack.sh $(LIBFDT_CACHE)/$4 $(LIBFDT_ORIGIN) '$6' && \
	echo there),,$(error $4 could not be fetched)))
include $(ROOT)/ext/libfdt/Makefile.uk
SRCS := tests/libfdt.c
HEADERS := $(patsubst $(ROOT)/%,%,$(LIBFDT_INCLUDE) $(LIBFDT_SRC)/lib/libfdt)
