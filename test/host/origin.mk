# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# For tests of what uses other people's code: a recipe of ext/ brings it as in a
# build, but to build/host/origin, once for all tests. Its host.mk says
# LIBFOO_ORIGIN := $(call origin-folder,libfoo) behind this and before the recipe.

ORIGIN_CACHE := $(or $(UK_CACHE),$(XDG_CACHE_HOME),$(HOME)/.cache)/epimetheus
origin-folder = $(ROOT)/build/host/origin/$(strip $1)

# library, package, version, file, checksum, members
fetchdeb = $(if $(shell sh $(ROOT)/test/host/origin.sh $(call origin-folder,$1) \
	$(ORIGIN_CACHE)/$4 $2 $3 $5 '$(strip $6)' && echo there),,$(error $4 could not be fetched))
