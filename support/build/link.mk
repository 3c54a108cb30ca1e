# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Modules into relocatable files, those into the image.

# ---- a module: $1 lib, $2 prefix, $3 file ----

# gcc must not ask the linker which definitions prevail: in a relocatable link that
# says of a weak one that nobody replaces it, but another module may
uk-link-options-$(CONFIG_OPTIMIZE_LTO)-gcc = $(uk-c-$1) -r -flinker-output=nolto-rel -fno-use-linker-plugin -flto-partition=one
uk-module-ld = $(if $(uk-link-options-y-$(COMPILER)),$(CC) $(uk-link-options-y-$(COMPILER)) -nostdlib,$(LD) -r $(uk-ldflags)) \
	$(call uk-var,$2_LDFLAGS)
uk-module-inputs = $($2_OBJECTS) $(call uk-var,$2_OBJS) $(call uk-var,EACHOLIB_OBJS) $(call uk-var,$2_ALIBS) $(call uk-var,EACHOLIB_ALIBS)
uk-objcopy-flags = $(if $($2_EXPORTS),$(uk-shim-symbols)) $(addprefix --keep-global-symbols=,$($2_EXPORTS)) $(addprefix --localize-symbols=,$($2_LOCALS) $(call uk-var,EACHOLIB_LOCALS)) \
	$(call uk-var,$2_OBJCFLAGS)

define uk-module-link
$(call uk-write,$($2_BUILD)/.link,$(strip $(uk-module-ld) $(uk-module-inputs) $(uk-objcopy-flags)))
$3: $(uk-module-inputs) $($2_BUILD)/.link $($2_EXPORTS) $($2_LOCALS) $(call uk-var,EACHOLIB_LOCALS)
	$$(call uk-say,LD,$1: $$(@F))$(uk-module-ld) $(uk-module-inputs) -o $$@
	$(if $(strip $(uk-objcopy-flags)),$$(call uk-say,OBJCOPY,$1: $$(@F))$(OBJCOPY) $(uk-objcopy-flags) $$@)
UK_MODULE_FILES += $3
.PHONY: $1
$1: $3
endef
uk-has-code = $(strip $(uk-module-inputs))
UK_MODULE_FILES :=
$(foreach l,$(UK_LIBS),$(if $(call uk-has-code,$l,$(call uc,$l)),\
	$(eval $(call uk-module-link,$l,$(call uc,$l),$(call uk-module-file,$l,$(call uc,$l))))))

# When modules were linked anew, what their objects depend on is made precise, for
# all at once: they include the same headers
uk-module-name = $(patsubst %.app,%,$(basename $(notdir $1)))
UK_REFINED := $(BUILD_DIR)/.refined
$(UK_REFINED): $(UK_MODULE_FILES)
	$(file >$@,$(foreach m,$?,$(addsuffix .d,$($(call uc,$(call uk-module-name,$m))_OBJECTS))))
	@$(AWK) -v build=$(BUILD_DIR) -v list=$@ -f $(UK_ENGINE)/depend.awk

# ---- linker script fragments: extra.ld, and *.ld, *.lds.S in SRCS ----

uk-fragments-of = $(wildcard $($1_BASE)/extra.ld) $(filter %.ld,$(call uk-var,$1_SRCS))
UK_FRAGMENTS := $(call uniq,$(foreach l,$(UK_LIBS),$(call uk-fragments-of,$(call uc,$l))))
uk-cpp-fragments := $(call uniq,$(foreach l,$(UK_LIBS),$(filter %.lds.S,$(call uk-var,$(call uc,$l)_SRCS))))
# $1 source, $2 result
define uk-preprocess-script
$2: $1 $(BUILD_DIR)/.flags-lds
	$$(call uk-say,LDS,$$(@F))$(CC) $(uk-flags-lds) -MMD -MP -MF $$@.d -MT $$@ $$< -o $$@
	@$(AWK) -v build=$(BUILD_DIR) -f $(UK_ENGINE)/depend.awk $$@.d
-include $(wildcard $2.d)
endef
uk-flags-lds := $(uk-flags-all) $(uk-inc-floor) -D__ASSEMBLY__ -D__LINKER__ -E -P -x assembler-with-cpp
$(call uk-write,$(BUILD_DIR)/.flags-lds,$(uk-flags-lds))
uk-lds-file = $(BUILD_DIR)/lds/$(subst /,_,$(patsubst $(UK_BASE)/%,%,$(patsubst $(APP_DIR)/%,%,$(1:.S=))))
$(if $(wildcard $(BUILD_DIR)/lds),,$(call uk-mkdir,$(BUILD_DIR)/lds))
$(foreach f,$(uk-cpp-fragments),$(eval $(call uk-preprocess-script,$f,$(call uk-lds-file,$f))))
UK_FRAGMENTS += $(foreach f,$(uk-cpp-fragments),$(call uk-lds-file,$f))

# ---- the image of a platform ----
# Linker.uk in the platform's folder says, with its name in capitals in front:
#   KVM_LDSCRIPT      the linker script (.lds.S is preprocessed)
#   KVM_LDFLAGS-y     further flags of the final link, e.g. --entry
#   KVM_SETUP         command run with $@ = the linked image with symbols
#   KVM_IMAGE         command that makes the image $@ of the linked one $<
# or brings rules of its own and adds their results to UK_IMAGES-y.

uk-image-base := $(BUILD_DIR)/$(call qstrip,$(CONFIG_UK_NAME))
# $1 platform, $2 its prefix, $3 image, $4 preprocessed linker script
uk-plat-modules = $(foreach l,$(UK_LIBS),$(if $(filter-out $1,$(UK_PLAT_OF_$l)),,$(filter %/$l.o %/$l.app.o,$(UK_MODULE_FILES))))
uk-image-ld = $(LD) $(uk-ldflags) $(uk-ldflags-gc-y) $(call uk-var,LDFLAGS) $(call uk-var,$2_LDFLAGS) $(LDFLAGS_EXTRA) \
	$(addprefix -T ,$(UK_FRAGMENTS)) -T $4 -Map=$3.map $(uk-plat-modules) -o $3.dbg

# The names of functions for crash reports are known after a first link; a second one
# puts their table behind the code
UK_MKSYMTAB := $(UK_BASE)/support/scripts/mksymtab.py
uk-symtab = $(PYTHON) -B $(UK_MKSYMTAB) $1.dbg $1.symtab.o

UK_GDB := $(UK_BASE)/support/scripts/uk-gdb.py

define uk-image
$(call uk-preprocess-script,$($2_LDSCRIPT),$4)
$(call uk-write,$(BUILD_DIR)/.link-$1,$(uk-image-ld))
$3.dbg: $4 $(UK_FRAGMENTS) $(uk-plat-modules) $(BUILD_DIR)/.link-$1 $(if $(CONFIG_LIBUKDEBUG_SYMBOLS),$(UK_MKSYMTAB)) $($2_SETUP_DEPS)
	$$(call uk-say,LD,$$(@F))$(uk-image-ld)
	$(if $(CONFIG_LIBUKDEBUG_SYMBOLS),$$(call uk-say,SYMTAB,$$(@F))$(call uk-symtab,$3) && $(uk-image-ld) $3.symtab.o)
	$$($2_SETUP)
$3: $3.dbg $($2_IMAGE_DEPS)
	$$($2_IMAGE)
	$(if $(wildcard $(UK_GDB)),@ln -sf $(UK_GDB) $3.dbg.gdb.py)
$3.gz: $3
	$$(call uk-say,GZ,$$(@F))gzip -n -9 -c $$< >$$@
$3.sym: $3.dbg
	$$(call uk-say,SYM,$$(@F))$(NM) -n $$< >$$@
UK_IMAGES-y += $3 $(if $(CONFIG_OPTIMIZE_COMPRESS),$3.gz)
UK_DEBUG_IMAGES-y += $3.dbg $(if $(CONFIG_OPTIMIZE_SYMFILE),$3.sym)
endef

-include $(foreach p,$(UK_PLATS),$($(call uc,$p)_BASE)/Linker.uk)
$(foreach p,$(UK_PLATS),$(if $($(call uc,$p)_LDSCRIPT),\
	$(eval $(call uk-image,$p,$(call uc,$p),$(uk-image-base)_$p-$(UK_ARCH),$(BUILD_DIR)/lds/$p.lds))))

