# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# The command line: what A L P O C N V COMPILER ... mean and what they may not be.
# They count only as arguments of make, never from the environment, where one-letter
# names belong to nobody and flags are meant for programs of this machine.

uk-cmdline := A L P O C N V COMPILER CROSS_COMPILE ARCH LLVM_TARGET_ARCH UK_DEFCONFIG \
	CFLAGS CXXFLAGS ASFLAGS LDFLAGS COMPFLAGS
$(foreach v,$(uk-cmdline),$(if $(filter environment,$(origin $v)),$(eval override undefine $v)))

define uk-reject-relative
$(foreach p,$2,$(if $(filter /%,$p),,$(error $1=$p is a relative path: make works in $(CURDIR), so write $1=$$PWD/$p)))
endef
$(call uk-reject-relative,A,$(A))
$(call uk-reject-relative,O,$(O))
$(call uk-reject-relative,C,$(C))
$(call uk-reject-relative,UK_DEFCONFIG,$(UK_DEFCONFIG))
$(call uk-reject-relative,L,$(subst :, ,$(L)))
$(call uk-reject-relative,P,$(subst :, ,$(P)))
$(foreach v,A O C,$(if $(word 2,$($v)),$(error $v=$($v) contains a space, which make cannot handle in file names)))

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
