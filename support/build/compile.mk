# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# For each enabled module: its flags, a rule for each source, its relocatable link.
#
#   build/libfoo/dir/file.o    from <base>/dir/file.c
#   build/libfoo/dir/file.o.d  what it depends on, by the compiler, refined by depend.awk
#   build/libfoo/.flags-c      the flags: a file of that kind changes when its text does
#   build/libfoo.o             the module, only the symbols of exportsyms.uk global;
#   build/libfoo.app.o         the same for application code, so that the linker script
#                              can tell its text from the kernel's

# ---- include path ----

# $(call uk-needs,lib): lib's needed modules with those that they need, nearest first
uk-needs = $(eval uk-seen :=)$(call uk-needs-walk,$1)$(uk-seen)
uk-needs-walk = $(foreach n,$($(call uc,$1)_NEEDS) $($(call uc,$1)_NEEDS-y),$(if $(filter $n,$(uk-seen)),,\
	$(if $(filter $n,$(UK_KNOWN)),$(eval uk-seen += $n)$(call uk-needs-walk,$n),\
	$(call uk-problem,$1 needs $n$(comma) which no Makefile.uk registers))))
uk-include-dirs = $(foreach n,$1,$(wildcard $($(call uc,$n)_BASE)/include))

uk-libc-includes := $(if $(CONFIG_LIBNOLIBC),$(addprefix -I,$(wildcard $(UK_BASE)/lib/nolibc/include)))
uk-inc-app := $(addprefix -I,$(call uniq,$(call uk-include-dirs,$(UK_LIBS))))
# $1 lib, $2 its prefix
uk-inc-own = $(addprefix -I,$(wildcard $($2_BASE)/include)) -I$($2_BASE) $(addprefix -I,$(call uniq,$(call uk-include-dirs,$(call uk-needs,$1)))) \
	$(if $(filter app,$($2_DOMAIN)),$(uk-inc-app)) $(uk-inc-floor)

# ---- flags of a module: $1 lib, $2 its prefix, $3 CINCLUDES..., $4 CFLAGS... ----

uk-var = $($1) $($1-y)
uk-inc = $(call uk-var,$2_$3) $(uk-inc-own-$1) $(call uk-var,$3) $(uk-libc-includes)
uk-warn = $(if $(filter $(UK_BASE)/ext/%,$($2_BASE)),$(uk-flags-ext),$(if $(filter kernel,$($2_DOMAIN)),$(uk-flags-strict)))
uk-flags-c = $(uk-flags-all) -D__LIBNAME__=$1 $(uk-flags-code) $(uk-flags-code-$($2_DOMAIN)) $(uk-warn) $(call uk-var,COMPFLAGS) $(call uk-var,CFLAGS) \
	$(call uk-var,$2_COMPFLAGS) $(call uk-var,$2_CFLAGS) $(CFLAGS_EXTRA)
uk-flags-cxx = $(uk-flags-all) -D__LIBNAME__=$1 $(uk-flags-code) $(uk-flags-code-$($2_DOMAIN)) \
	$(filter-out -std=% -Wmissing-prototypes -Wstrict-prototypes,$(uk-warn)) \
	$(call uk-var,COMPFLAGS) $(call uk-var,CXXFLAGS) $(call uk-var,$2_COMPFLAGS) $(call uk-var,$2_CXXFLAGS) $(CXXFLAGS_EXTRA)
uk-flags-as = $(uk-flags-all) $(uk-flags-asm) $(call uk-var,COMPFLAGS) $(call uk-var,ASFLAGS) \
	$(call uk-var,$2_COMPFLAGS) $(call uk-var,$2_ASFLAGS) $(ASFLAGS_EXTRA)

# ---- one source: $1 lib, $2 prefix, $3 path|variant... ----

uk-src = $(firstword $(subst |, ,$3))
uk-variants = $(wordlist 2,9,$(subst |, ,$3))
uk-stem = $(basename $(patsubst /%,%,$(patsubst $(UK_BASE)/%,%,$(patsubst $($2_BASE)/%,%,$(patsubst $($2_BUILD)/%,%,$(uk-src))))))
uk-file-prefix = $2_$(call uc,$(subst $(space),_,$(strip $(notdir $(uk-stem)) $(uk-variants))))

uk-lang-.c := c
uk-lang-.cc := cxx
uk-lang-.cxx := cxx
uk-lang-.cpp := cxx
uk-lang-.S := as
uk-lang-.s := as
uk-word-c := CC
uk-word-cxx := CXX
uk-word-as := AS
uk-tool-c = $(CC)
uk-tool-cxx = $(CXX)
uk-tool-as = $(CC)
uk-have-cxx := $(BUILD_DIR)/kconfig/have-cxx

# $1 lib, $2 prefix, $3 source, $4 object, $5 language, $6 own flags, $7 own includes
define uk-object-rule
$(if $(filter $($2_BUILD)/%,$(filter-out $(UK_GENERATED),$(uk-src))),$(uk-src): | $(or $(UK_PATCHED_OF_$1),$(UK_ORIGIN_OF_$1)) ;)
$2_OBJECTS += $4
$4: $(uk-src) $($2_BUILD)/.flags-$5 $(if $(strip $6$7),$4.flags) $(UK_ORIGIN_OF_$1) $(UK_PATCHED_OF_$1) | $(UK_PREPARED) $(uk-have-$5)
	$$(call uk-say,$(uk-word-$5),$1: $$(notdir $$@))$$(uk-command-$4) -MMD -MP -MF $$@.d
uk-command-$4 = $$(uk-tool-$5) $7 $$(uk-$5-$1) $6 -c $(uk-src) -o $4
uk-source-of-$4 := $(uk-src)
$(if $(strip $6$7),$(call uk-write,$4.flags,$(strip $6 $7)))
endef
define uk-source
$(if $(uk-lang-$(suffix $(uk-src)))$(filter .dts .h,$(suffix $(uk-src))),,$(call uk-problem,$1: nothing is known to make of $(uk-src)))
$(if $(filter .dts,$(suffix $(uk-src))),$(uk-dts-rule))$(if $(uk-lang-$(suffix $(uk-src))),\
$(call uk-object-rule,$1,$2,$3,$(subst $(space),.,$(strip $($2_BUILD)/$(uk-stem) $(uk-variants) o)),$(uk-lang-$(suffix $(uk-src))),\
$(strip $(if $(filter isr,$(uk-variants)),$(uk-flags-isr)) $(call uk-var,$(uk-file-prefix)_FLAGS)),$(strip $(call uk-var,$(uk-file-prefix)_INCLUDES))))
endef

# A device tree: lib, prefix, source
define uk-dts-rule
UK_DTBS += $($2_BUILD)/$(uk-stem).dtb
$($2_BUILD)/$(uk-stem).dtb: $(uk-src) | $(UK_PREPARED) $(BUILD_DIR)/kconfig/have-dtc
	$$(call uk-say,DTC,$1: $$(notdir $$@))mkdir -p $$(@D) && $(DTC) -q -I dts -O dtb -o $$@ $$<
endef
UK_DTBS :=

# ---- one module: $1 lib, $2 its prefix ----

uk-srcs = $(call uniq,$(call uk-var,$2_SRCS) $(EACHOLIB_SRCS) $(EACHOLIB_SRCS-y))
uk-code-srcs = $(filter-out %.lds.S %.ld,$(uk-srcs))

uk-module-file = $(BUILD_DIR)/$1$(if $(filter app,$($2_DOMAIN)),.app).o
define uk-module
uk-inc-own-$1 := $(uk-inc-own)
endef
define uk-module-flags
uk-c-$1 := $(strip $(uk-flags-c) $(call uk-inc,$1,$2,CINCLUDES))
uk-cxx-$1 := $(strip $(uk-flags-cxx) $(call uk-inc,$1,$2,CXXINCLUDES))
uk-as-$1 := $(strip $(uk-flags-as) $(call uk-inc,$1,$2,ASINCLUDES))
endef
define uk-module-rules
$(foreach l,c cxx as,$(call uk-write,$($2_BUILD)/.flags-$l,$(uk-tool-$l) $(uk-$l-$1)))
$2_OBJECTS :=
$(foreach s,$(uk-code-srcs),$(call uk-source,$1,$2,$s)$(newline))
endef
uk-do = $(eval $(call $1,$2,$(call uc,$2)))

# One fork makes the folders that are missing
uk-make-dirs = $(if $(filter-out $(wildcard $1),$1),$(call uk-mkdir,$(filter-out $(wildcard $1),$1)))
$(call uk-make-dirs,$(addprefix $(BUILD_DIR)/,$(UK_LIBS)))
$(foreach l,$(UK_LIBS),$(call uk-do,uk-module,$l)$(call uk-do,uk-module-flags,$l)$(call uk-do,uk-module-rules,$l))

# x.c and x.S would make the same x.o
$(foreach l,$(UK_LIBS),$(foreach o,$($(call uc,$l)_OBJECTS),$(if $(word 2,$(filter $o,$($(call uc,$l)_OBJECTS))),\
	$(call uk-problem,$l has two sources that make $o: write one as file|variant))))

$(call uk-make-dirs,$(patsubst %/,%,$(sort $(dir $(foreach l,$(UK_LIBS),$($(call uc,$l)_OBJECTS))))))
-include $(wildcard $(addsuffix .d,$(foreach l,$(UK_LIBS),$($(call uc,$l)_OBJECTS))))
