# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# The goals that build something of the configuration.

UK_OBJECTS := $(foreach l,$(UK_LIBS),$($(call uc,$l)_OBJECTS))

.PHONY: all images libs objs fetch prepare preprocess clean-libs run size
all: images
images: $(UK_IMAGES-y) $(UK_DEBUG_IMAGES-y) $(UK_DTBS) $(UK_REFINED)
libs: $(UK_MODULE_FILES) $(UK_DTBS) $(UK_REFINED)
objs: $(UK_OBJECTS)
fetch: $(foreach l,$(UK_LIBS),$(UK_ORIGIN_OF_$l)) $(UK_FETCH) $(UK_FETCH-y)
prepare: fetch $(UK_PREPARED)
preprocess: prepare $(UK_PREPROCESS) $(UK_PREPROCESS-y)

# What an image cannot do without
ifeq ($(CONFIG_HAVE_BOOTENTRY)$(filter $(UK_EPLATS:%=%/%),$(foreach p,$(UK_PLATS),$($(call uc,$p)_BASE)/)),)
uk-no-boot := No module boots the image: enable one that provides the boot entry, e.g. LIBUKBOOT
endif

# Wrong configurations are refused here, not when they are read: config.mk may be stale
ifeq ($(strip $(UK_IMAGES-y)),)
images: uk-no-image
uk-no-image:
	$(error No platform is chosen that makes an image: `make menuconfig`, menu Platform)
endif
ifneq ($(uk-no-boot),)
$(UK_DEBUG_IMAGES-y): uk-no-boot
uk-no-boot:
	$(error $(uk-no-boot))
endif
ifneq ($(strip $(UK_PROBLEMS)),)
$(UK_MODULE_FILES) $(UK_OBJECTS): uk-problems
uk-problems:
	$(error This configuration cannot be built:$(UK_PROBLEMS))
endif

# clean-LIBNAME: what was compiled of one module, not what was fetched for it
uk-clean-lib = rm -f $(BUILD_DIR)/$1.o $(BUILD_DIR)/$1.app.o $($(call uc,$1)_OBJECTS) $($(call uc,$1)_CLEAN)
.PHONY: $(addprefix clean-,$(UK_LIBS))
$(addprefix clean-,$(UK_LIBS)): clean-%:
	$(call uk-say,CLEAN,$*)$(call uk-clean-lib,$*)
clean-libs: $(addprefix clean-,$(UK_LIBS))

# make run: ARGS= is the command line, RUN= further options of qemu-guest
run: images
	@$(UK_BASE)/support/scripts/qemu-guest -k $(firstword $(UK_IMAGES-y)) \
		$(if $(ARGS),-a '$(ARGS)') $(RUN)

size: images
	@$(PYTHON) -B $(UK_BASE)/support/scripts/size.py $(addsuffix .map,$(UK_IMAGES-y))
