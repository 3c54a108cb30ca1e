# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Kconfig: what it reads and the goals that edit a configuration.

# Folders that hold modules; a module may lie one or two levels down.
UK_ROOTS := lib arch base mm kernel fs net drivers posix loader boot plat ext
uk-module-files = $(sort $(wildcard $(foreach r,$(UK_ROOTS),$(UK_BASE)/$r/*/$1 $(UK_BASE)/$r/*/*/$1)))

UK_NAME := $(notdir $(APP_DIR))
KCONFIG_DIR := $(BUILD_DIR)/kconfig
uk-source = $(foreach d,$1,$(if $(wildcard $d/Config.uk),source "$d/Config.uk"$(newline)))

# The modules outside the tree, one file for each menu of the root Config.uk
$(if $(filter help setup properclean distclean check% bench print-version,$(firstword $(uk-goals))),,\
$(call uk-write,$(KCONFIG_DIR)/app.uk,$(call uk-source,$(APP_DIR))$(hash))\
$(call uk-write,$(KCONFIG_DIR)/libs.uk,$(call uk-source,$(UK_ELIBS))$(hash))\
$(call uk-write,$(KCONFIG_DIR)/plats.uk,$(call uk-source,$(UK_EPLATS))$(hash))\
$(call uk-write,$(KCONFIG_DIR)/env,N=$(N) ARCH=$(ARCH) NAME=$(UK_NAME) $(UK_FULLVERSION) $(call uk-module-files,Config.uk)))

uk-kconfig = srctree=$(UK_BASE) KCONFIG_DIR=$(KCONFIG_DIR) UK_BASE=$(UK_BASE) UK_APP=$(APP_DIR) \
	UK_NAME=$(UK_NAME) UK_NAME_OVERRIDE=$(N) ARCH=$(ARCH) KCONFIG_CONFIG=$(UK_CONFIG) \
	UK_CODENAME=$(UK_CODENAME) UK_VERSION=$(UK_VERSION).$(UK_SUBVERSION) UK_FULLVERSION=$(UK_FULLVERSION) \
	$(PYTHON) -B $(UK_ENGINE)/kconfig.py

uk-config-goals := menuconfig nconfig guiconfig config oldconfig olddefconfig savedefconfig \
	allyesconfig allnoconfig randconfig listnewconfig
.PHONY: $(uk-config-goals) defconfig
$(uk-config-goals):
	@$(uk-kconfig) $@ $(DEFCONFIG)

defconfig:
	@$(uk-kconfig) defconfig $(or $(UK_DEFCONFIG),$(wildcard $(APP_DIR)/defconfig))

%_defconfig:
	@$(uk-kconfig) defconfig $(firstword $(wildcard $(APP_DIR)/configs/$@ $(UK_BASE)/configs/$@) $(APP_DIR)/configs/$@)
