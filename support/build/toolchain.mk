# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Compiler and binary tools. What has to be asked from the compiler (its version,
# where its headers lie) is asked once and kept in toolchain.mk in the build folder.

UK_ARCH := $(call qstrip,$(CONFIG_UK_ARCH))
$(if $(filter-out $(UK_ARCH),$(ARCH)),$(call uk-problem,ARCH=$(ARCH)$(comma) but $(UK_CONFIG) is for $(UK_ARCH): name another configuration with C= and O=))
uk-gnu-arch := $(if $(CONFIG_ARCH_ARM_64),aarch64,$(UK_ARCH))
uk-cross := $(if $(filter $(uk-gnu-arch)-%,$(MAKE_HOST)),,$(uk-gnu-arch)-linux-gnu-)
UK_CROSS := $(if $(filter undefined,$(origin CROSS_COMPILE)),$(uk-cross),$(CROSS_COMPILE))

# COMPILER=clang or CC=clang; gcc otherwise
uk-given-cc := $(if $(filter command,$(firstword $(origin CC))),$(CC))
COMPILER ?= $(if $(findstring clang,$(uk-given-cc)),clang,gcc)
ifeq ($(COMPILER),clang)
override CC := $(or $(uk-given-cc),clang)
uk-target := $(or $(LLVM_TARGET_ARCH),$(uk-gnu-arch))-linux-gnu
override CC += --target=$(uk-target)
override CXX := $(patsubst clang%,clang++%,$(firstword $(CC))) --target=$(uk-target)
else
override CC := $(or $(uk-given-cc),$(UK_CROSS)gcc)
override CXX := $(UK_CROSS)g++
endif
override AS := $(CC)
override LD := $(if $(CONFIG_OPTIMIZE_LTO),$(if $(filter clang,$(COMPILER)),ld.lld,$(UK_CROSS)ld),$(UK_CROSS)ld)
override AR := $(UK_CROSS)ar
override NM := $(UK_CROSS)nm
override OBJCOPY := $(UK_CROSS)objcopy
override OBJDUMP := $(UK_CROSS)objdump
override STRIP := $(UK_CROSS)strip
override READELF := $(UK_CROSS)readelf
override SIZE := $(UK_CROSS)size
AWK := awk
DTC := dtc

uk-toolchain-id := $(CC) $(LD)
$(call uk-write,$(BUILD_DIR)/kconfig/toolchain,$(uk-toolchain-id))

$(BUILD_DIR)/toolchain.mk: $(BUILD_DIR)/kconfig/toolchain $(UK_ENGINE)/toolchain.sh
	@sh $(UK_ENGINE)/toolchain.sh $@ '$(CC)' '$(LD)' '$(OBJCOPY)'

include $(BUILD_DIR)/toolchain.mk

# Tools that only some modules need: a mark that depends on nothing says it is there
$(BUILD_DIR)/kconfig/have-cxx:
	@sh $(UK_BASE)/support/setup/need.sh $(firstword $(CXX)) && touch $@
$(BUILD_DIR)/kconfig/have-dtc:
	@sh $(UK_BASE)/support/setup/need.sh $(DTC) && touch $@

# For module files: $(call gcc_version_ge,12,1) is y with gcc 12.1 or later
have_gcc := $(if $(filter gcc,$(COMPILER)),y)
have_clang := $(if $(filter clang,$(COMPILER)),y)
uk-pad = $(if $(filter 0 1 2 3 4 5 6 7 8 9,$(strip $1)),0)$(strip $1)
uk-cc-version := $(call uk-pad,$(CC_VERSION_MAJOR)).$(call uk-pad,$(CC_VERSION_MINOR))
uk-cc-ge = $(if $(filter $(uk-cc-version),$(lastword $(sort $(uk-cc-version) $(call uk-pad,$1).$(call uk-pad,$(or $2,0))))),y)
gcc_version_ge = $(if $(have_gcc),$(call uk-cc-ge,$1,$2))
clang_version_ge = $(if $(have_clang),$(call uk-cc-ge,$1,$2))
error_if_gcc_version_lt = $(if $(have_gcc),$(if $(call uk-cc-ge,$1,$2),,$(call uk-problem,gcc $1.$(or $2,0) or later is needed; this one is $(CC_VERSION_MAJOR).$(CC_VERSION_MINOR))))
