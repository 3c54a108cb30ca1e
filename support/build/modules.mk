# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Reads the module files: the tree's, then P=, L= and A=.

uk-outside := $(UK_EPLATS) $(UK_ELIBS) $(APP_DIR)
include $(call uk-module-files,Makefile.uk)
include $(wildcard $(addsuffix /Makefile.uk,$(uk-outside)))
-include $(wildcard $(addsuffix /Makefile.rules,$(uk-outside)))

$(foreach d,$(UK_ELIBS) $(APP_DIR),$(if $(wildcard $d/Makefile.uk),,$(call uk-problem,$d has no Makefile.uk)))
