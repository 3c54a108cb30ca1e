# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Which goals need what, and the goals that read no configuration.

uk-goals := $(or $(MAKECMDGOALS),all)
uk-plain-goals := help setup properclean distclean check check-% bench print-version \
	menuconfig nconfig guiconfig xconfig config oldconfig olddefconfig defconfig %_defconfig \
	savedefconfig allyesconfig allnoconfig randconfig listnewconfig
uk-builds := $(filter-out $(uk-plain-goals),$(uk-goals))

# A file created by a build must be readable for others, whatever the user's umask.
ifneq ($(filter-out 0022 022 0002 002,$(firstword $(uk-shell))),)
uk-builds :=
$(uk-goals): uk-umask ;
.PHONY: uk-umask $(uk-goals)
uk-umask:
	@umask 0022 && $(MAKE) -f $(UK_BASE)/Makefile $(uk-goals)
else
include $(UK_ENGINE)/config-goals.mk
endif
