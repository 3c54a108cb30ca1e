# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Builds an application and the modules that it uses into one image.
# `make help` explains the targets, doc/build.md how the engine works: this file
# only says in which order its parts, support/build/*.mk, are read.

MAKEFLAGS += -rR --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

UK_BASE := $(patsubst %/,%,$(dir $(realpath $(lastword $(MAKEFILE_LIST)))))
UK_ENGINE := $(UK_BASE)/support/build
$(if $(word 2,$(UK_BASE)),$(error $(CURDIR) contains a space, which make cannot handle in file names))

# What every goal needs: helpers, the command line, goals that read no configuration.
include $(UK_ENGINE)/helpers.mk
include $(UK_ENGINE)/cmdline.mk
include $(UK_ENGINE)/goals.mk

# The rest builds. It wants a configuration: config.mk is made from .config when
# that has changed (make then starts over), and is empty of meaning until then.
ifneq ($(uk-builds),)
include $(UK_ENGINE)/kconfig.mk
ifeq ($(UK_HAVE_CONFIG),y)
include $(UK_ENGINE)/toolchain.mk
include $(UK_ENGINE)/flags.mk
include $(UK_ENGINE)/register.mk
include $(UK_ENGINE)/fetch.mk
include $(UK_ENGINE)/modules.mk
include $(UK_ENGINE)/syscalls.mk
include $(UK_ENGINE)/vdso.mk
include $(UK_ENGINE)/compile.mk
include $(UK_ENGINE)/link.mk
include $(UK_ENGINE)/build-goals.mk
include $(UK_ENGINE)/report.mk
endif
endif
