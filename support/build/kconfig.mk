# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# .config -> config.mk (for make), include/uk/_config.h (for the compiler) and
# include/config/* (for dependencies: the file of an option is touched when the
# option's value changes, see depend.awk).

$(UK_CONFIG):
	$(call uk-say,DEFCONF,$(@F))$(uk-defconfig)

$(BUILD_DIR)/config.mk: $(UK_CONFIG) $(UK_ENGINE)/kconfig.py $(addprefix $(KCONFIG_DIR)/,app.uk libs.uk plats.uk env)
	$(call uk-say,CONFIG,$(notdir $<))$(uk-kconfig) sync $(BUILD_DIR)

$(BUILD_DIR)/include/uk/_config.h: ;

include $(BUILD_DIR)/config.mk
