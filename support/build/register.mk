# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# What module files call to make themselves known. For a module libfoo:
#   $(eval $(call addlib_s,libfoo,$(CONFIG_LIBFOO)))
# sets LIBFOO_BASE (its folder), LIBFOO_BUILD, LIBFOO_EXPORTS, LIBFOO_LOCALS and, if
# the option is y, puts it into the image. compile.mk does the rest when all are read.

UK_LIBS :=		# enabled modules in the order of registration
UK_KNOWN :=		# all of them
UK_PLATS :=		# enabled platforms
UK_IMAGES-y :=
UK_DEBUG_IMAGES-y :=

uk-this-dir = $(call uk-no-slash,$(dir $(lastword $(MAKEFILE_LIST))))
uk-kernel-dirs := $(foreach r,$(UK_ROOTS),$(UK_BASE)/$r/%)

define uk-register-vars
UK_KNOWN += $1
UK_NAME_OF_$2 := $1
$2_BASE := $3
$2_BUILD := $$(BUILD_DIR)/$1
$2_ORIGIN := $$(BUILD_DIR)/$1/origin
$2_EXPORTS ?= $$(wildcard $3/exportsyms.uk)
$2_LOCALS ?= $$(wildcard $3/localsyms.uk)
$2_DOMAIN ?= $(if $(filter $(uk-kernel-dirs),$3/x),kernel,app)
endef
uk-register = $(eval $(call uk-register-vars,$(strip $1),$(call uc,$(strip $1)),$(uk-this-dir)))
uk-enable = $(if $(filter $1,$(UK_LIBS)),,$(eval UK_LIBS += $1))

addlib = $(call uk-register,$1)$(call uk-enable,$(strip $1))
addlib_s = $(call uk-register,$1)$(if $(filter y,$(call qstrip,$2)),$(call uk-enable,$(strip $1)))

# A platform's folder holds Linker.uk; its libraries are linked into its image only
addplat = $(eval UK_PLATS += $1)$(eval $(call uc,$1)_BASE := $(uk-this-dir))
addplat_s = $(if $(filter y,$(call qstrip,$2)),$(call addplat,$(strip $1)))
addplatlib = $(call addlib,$2)$(eval UK_PLAT_OF_$(strip $2) := $(strip $1))
addplatlib_s = $(call addlib_s,$2,$3)$(eval UK_PLAT_OF_$(strip $2) := $(strip $1))

# $(call import_lib,folder): a module file of a subfolder
import_lib = $(eval include $1/Makefile.uk)

# TLS layout, for C libraries: bytes to reserve for their thread control block
ukarch_tls_tcb_reserve = $(eval COMPFLAGS += -DUKARCH_TLS_TCB_RESERVE=$(strip $1) -DUKARCH_TLS_HAVE_TCB)
aarch64_no_reserved_tcb_overlap = $(eval COMPFLAGS += -DCONFIG_AARCH64_NO_TCB_OVERLAP=1)
