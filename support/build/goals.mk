# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Which goals need what, and the goals that need no configuration.

uk-goals := $(or $(MAKECMDGOALS),all)
uk-config-goals := menuconfig nconfig guiconfig config oldconfig olddefconfig savedefconfig \
	allyesconfig allnoconfig randconfig listnewconfig
uk-test-goals := check check-host check-vm check-build check-programs bench
# Alone, `make run` shows an unmodified program; with an application, an architecture
# or a configuration it boots the image
uk-demo := $(and $(filter run,$(uk-goals)),$(if $(A)$(C)$(O)$(ARCH)$(ARGS)$(RUN)$(wildcard $(UK_CONFIG)),,run))
uk-plain-goals := $(uk-demo) help setup install clean properclean distclean print-version $(uk-test-goals)
uk-builds := $(filter-out $(uk-plain-goals) $(uk-config-goals) defconfig %_defconfig,$(uk-goals))
uk-configures := $(filter-out $(uk-plain-goals),$(uk-goals))

# A file that a build creates is readable for others, whatever the user's umask; goals
# that change what others read (make clean all, make defconfig all) run one by one.
uk-umask-ok := $(filter %022 %002,$(firstword $(uk-shell)))
uk-mixed := $(and $(uk-builds),$(filter-out $(uk-builds) $(uk-test-goals),$(uk-goals)))
ifneq ($(and $(uk-umask-ok),$(if $(uk-mixed),,one)),one)
uk-builds :=
uk-configures :=
.PHONY: uk-again $(uk-goals)
$(uk-goals): uk-again ;
uk-again:
	@umask 0022 && $(foreach g,$(if $(uk-mixed),$(uk-goals),all),$(MAKE) -f $(UK_BASE)/Makefile $(if $(uk-mixed),$g,$(uk-goals)) &&) :
else

# `make run` and `make check` work on a fresh machine: they install what they lack,
# before anything else happens
uk-setup-arch := $(if $(ARCH),$(ARCH),$(if $(findstring CONFIG_ARCH_ARM_64=y,$(if $(wildcard $(UK_CONFIG)),$(file <$(UK_CONFIG)))),arm64,x86_64))
uk-setup-groups := $(if $(filter run,$(uk-goals)),build $(uk-setup-arch) run-$(uk-setup-arch) \
	$(if $(findstring clang,$(COMPILER)$(CC)),clang))
ifneq ($(uk-setup-groups)$(filter $(uk-test-goals),$(uk-goals)),)
uk-setup-said := $(shell sh $(UK_BASE)/support/setup/setup.sh $(uk-setup-groups) || echo failed)
$(if $(uk-setup-said),$(error Something is missing that could not be installed))
endif

.PHONY: $(uk-plain-goals)
help:
	@tail -n +4 $(UK_ENGINE)/help.txt

setup:
	@sh $(UK_BASE)/support/setup/setup.sh

print-version:
	@echo $(UK_FULLVERSION)

ifneq ($(uk-demo),)
run:
	@$(UK_BASE)/epi run --with $(UK_BASE)/tool/demo.py:/demo.py $(PYTHON) /demo.py
	@echo 'Your own: ./epi run PROGRAM [ARGS...]'
endif

# The command epi with its images: PREFIX=/usr/local, DESTDIR= for packages
PREFIX ?= /usr/local
install:
	@$(PYTHON) -B $(UK_BASE)/tool/install.py --prefix '$(PREFIX)' --destdir '$(DESTDIR)'

# clean keeps the configuration and fetched code; a folder that is no build folder
# stays as it is, whatever O= says, and so does what lay in one before
uk-ours = cd $(BUILD_DIR) && ls -A | grep -vxFf $(or $(wildcard $(KCONFIG_DIR)/found),/dev/null) | tr '\n' '\0'
uk-is-build := $(wildcard $(KCONFIG_DIR)/env $(BUILD_DIR)/kconfig/env)
clean:
	$(if $(uk-is-build),$(call uk-say,CLEAN,$(BUILD_DIR))$(uk-ours) | find -files0-from - \
	\( -name origin -o -path kconfig -o -path include -o -path test \) -prune \
	-o -type f ! -path config.mk ! -path toolchain.mk \
	! -name .origin ! -name .patched ! -name .fetch -exec rm -f {} +,@:)
properclean:
	$(if $(uk-is-build),$(call uk-say,CLEAN,$(BUILD_DIR))$(uk-ours) | xargs -0 -r rm -rf -- && cd / && rmdir --ignore-fail-on-non-empty $(BUILD_DIR),@:)
distclean: properclean
	$(call uk-say,CLEAN,$(UK_CONFIG))rm -f $(UK_CONFIG) $(UK_CONFIG).old

# Two workers: while one waits for a guest, the other compiles
uk-pytest := cd $(UK_BASE)/test && $(PYTHON) -B -m pytest -n 2 --dist loadgroup $(PYTEST_FLAGS)
check:
	@$(uk-pytest)
check-host:
	@$(uk-pytest) checks harness host fuzz
check-vm:
	@$(uk-pytest) vm
check-build:
	@$(uk-pytest) build
# Every command line of test/system/programs.tsv; root gets the packages that are missing
check-programs:
	@$(PYTHON) -B $(UK_BASE)/test/system/programs.py $(if $(filter 0,$(shell id -u)),--install)
bench:
	@$(PYTHON) -B $(UK_BASE)/test/bench/bench.py

include $(UK_ENGINE)/config-goals.mk
endif
