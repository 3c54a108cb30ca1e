# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Kconfig: what it reads, and the goals that edit a configuration.

# Folders that hold modules; a module lies one or two levels down
UK_ROOTS := lib arch base mm kernel fs net drivers posix loader boot plat ext
uk-module-files = $(sort $(wildcard $(foreach r,$(UK_ROOTS),$(UK_BASE)/$r/*/$1 $(UK_BASE)/$r/*/*/$1)))

UK_NAME := $(notdir $(APP_DIR))
KCONFIG_DIR := $(BUILD_DIR)/kconfig

# The modules outside the tree, one file for each menu of the root Config.uk, and
# what else decides about the values
uk-source = $(foreach d,$1,$(if $(wildcard $d/Config.uk),source "$d/Config.uk"$(newline)))$(hash)
ifneq ($(uk-configures),)
# What lies in somebody's folder before the first build there is not ours to delete
$(if $(wildcard $(KCONFIG_DIR)/found $(KCONFIG_DIR)/env)$(filter $(UK_BASE)/build,$(BUILD_DIR)),,\
	$(shell mkdir -p $(KCONFIG_DIR) && ls -A $(BUILD_DIR) | grep -vx kconfig >$(KCONFIG_DIR)/found))
$(call uk-write,$(KCONFIG_DIR)/app.uk,$(call uk-source,$(APP_DIR)))
$(call uk-write,$(KCONFIG_DIR)/libs.uk,$(call uk-source,$(UK_ELIBS)))
$(call uk-write,$(KCONFIG_DIR)/plats.uk,$(call uk-source,$(UK_EPLATS)))
$(call uk-write,$(KCONFIG_DIR)/env,N=$(N) ARCH=$(ARCH) NAME=$(UK_NAME) $(UK_FULLVERSION) $(call uk-module-files,Config.uk))
endif

uk-kconfig = sh $(UK_BASE)/support/setup/need.sh $(PYTHON) && srctree=$(UK_BASE) KCONFIG_DIR=$(KCONFIG_DIR) UK_BASE=$(UK_BASE) UK_APP=$(APP_DIR) \
	UK_NAME=$(UK_NAME) UK_NAME_OVERRIDE=$(N) ARCH=$(ARCH) KCONFIG_CONFIG=$(UK_CONFIG) \
	UK_CODENAME=$(UK_CODENAME) UK_VERSION=$(UK_VERSION).$(UK_SUBVERSION) UK_FULLVERSION=$(UK_FULLVERSION) \
	$(PYTHON) -B $(UK_ENGINE)/kconfig.py

.PHONY: $(uk-config-goals) defconfig
$(uk-config-goals):
	@$(uk-kconfig) $@ $(DEFCONFIG)

# The values that an application brings, else the defaults of the options
uk-defconfig = $(uk-kconfig) defconfig $(or $(UK_DEFCONFIG),$(wildcard $(APP_DIR)/defconfig))
defconfig:
	@$(uk-defconfig)

uk-named = $(firstword $(wildcard $(foreach d,$(APP_DIR) $(UK_BASE),$d/configs/$1 $d/configs/$(1:_defconfig=))) $(APP_DIR)/configs/$1)
%_defconfig:
	@$(uk-kconfig) defconfig $(call uk-named,$@)
