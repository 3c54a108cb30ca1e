# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# The command line: what A L P O C N V COMPILER ... mean and what they may not be.
# They count only as arguments of make, never from the environment, where one-letter
# names belong to nobody and flags are meant for programs of this machine.

uk-cmdline := A L P O C N V COMPILER CROSS_COMPILE ARCH LLVM_TARGET_ARCH UK_DEFCONFIG \
	CFLAGS CXXFLAGS ASFLAGS LDFLAGS COMPFLAGS
$(foreach v,$(uk-cmdline),$(if $(filter environment,$(origin $v)),$(eval override undefine $v)))

uk-reject-other = $(if $(filter-out $2,$($1)),$(error $1=$($1) is none of: $2))
$(call uk-reject-other,ARCH,x86_64 arm64)
$(call uk-reject-other,COMPILER,gcc clang)

# Characters that make or the shell would take for something else than a name's
uk-odd := : % = " ' ` \ ; & | < > ( ) * ? [ { $(hash) $$
define uk-reject-odd
$(foreach c,$(uk-odd),$(if $(findstring $c,$2),$(error $1=$2 contains $c, which make cannot handle in file names)))
endef
define uk-reject-relative
$(if $(filter /%,$2),,$(error $1=$2 is a relative path: make works in $(CURDIR), so write $1=$$PWD/$2))
endef
define uk-reject-space
$(if $(word 2,$2),$(error $1=$2 contains a space, which make cannot handle in file names))
endef
uk-check-path = $(call uk-reject-odd,$1,$2)$(call uk-reject-relative,$1,$2)
$(foreach v,A O C UK_DEFCONFIG L P,$(call uk-reject-space,$v,$($v)))
$(foreach v,A O C UK_DEFCONFIG,$(foreach p,$($v),$(call uk-check-path,$v,$p)))
$(foreach v,L P,$(foreach p,$(subst :, ,$($v)),$(call uk-check-path,$v,$p)))
$(call uk-reject-odd,UK_ROOT,$(UK_BASE))

uk-no-slash = $(patsubst %/,%,$1)
define uk-want-dirs
$(foreach d,$2,$(if $(wildcard $d/.),,$(error $1=$d is not a folder)))
endef

# Without A= the application is app/helloworld, and its build lies in the tree's root.
ifeq ($(filter-out $(UK_BASE) $(UK_BASE)/,$(A)),)
APP_DIR := $(UK_BASE)/app/helloworld
UK_HOME := $(UK_BASE)
else
APP_DIR := $(call uk-no-slash,$(A))
UK_HOME := $(APP_DIR)
endif
UK_ELIBS := $(foreach d,$(subst :, ,$(L)),$(call uk-no-slash,$d))
UK_EPLATS := $(foreach d,$(subst :, ,$(P)),$(call uk-no-slash,$d))
$(call uk-want-dirs,A,$(APP_DIR))
$(call uk-want-dirs,L,$(UK_ELIBS))
$(call uk-want-dirs,P,$(UK_EPLATS))

BUILD_DIR := $(call uk-no-slash,$(or $(O),$(UK_HOME)/build))
UK_CONFIG := $(or $(C),$(UK_HOME)/.config)

# What is built needs a folder of its own: one that holds sources is none
uk-build-real := $(realpath $(or $(BUILD_DIR),/))
uk-build-holds = $(and $(uk-build-real),$(filter $(call uk-no-slash,$(uk-build-real))/%,$(realpath $1)/))
define uk-reject-sources
$(foreach d,$1,$(if $(call uk-build-holds,$d),$(error O=$(O) holds the sources in $d: build in a folder of its own)))
endef
$(call uk-reject-sources,$(UK_BASE) $(APP_DIR) $(UK_ELIBS) $(UK_EPLATS))

# What old module files call these
UK_ROOT := $(UK_BASE)
UK_APP := $(APP_DIR)
APP_BASE := $(APP_DIR)
CONFIG_UK_BASE := $(UK_BASE)
CONFIG_UK_APP := $(APP_DIR)

# V=1 prints whole commands, V=0 (default) one short line for each, make -s nothing
V ?= 0
ifneq ($(V),0)
uk-say =
else ifneq ($(findstring s,$(firstword -$(MAKEFLAGS))),)
uk-say = @
else
uk-say = @printf '  %-7s %s\n' '$1' '$2';
endif
verbose_cmd = $(call uk-say,$1,$2)$3
# $(call build_cmd,WORD,lib,target,command): one recipe line with its progress line
build_cmd = $(call uk-say,$1,$(if $2,$2: )$(notdir $3))$4
build_clean = $(call build_cmd,CLEAN,$1,,rm -rf $2)

UK_CODENAME := Epimetheus
UK_VERSION := 0
UK_SUBVERSION := 12
UK_EXTRAVERSION := 0

# One fork for all that only a shell can tell: the umask, the commit
uk-shell := $(shell umask; git -C $(UK_BASE) rev-parse --short=8 HEAD 2>/dev/null)
UK_FULLVERSION := $(UK_VERSION).$(UK_SUBVERSION).$(UK_EXTRAVERSION)$(addprefix ~,$(word 2,$(uk-shell)))

PYTHON := /usr/bin/python3
