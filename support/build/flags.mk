# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Compiler and linker flags that do not depend on the module: what the
# configuration asks for, and the two domains of code (kernel and app).

# Global flags, which old modules from outside the tree add to as well
CFLAGS := $(CFLAGS)
CXXFLAGS := $(CXXFLAGS)
ASFLAGS := $(ASFLAGS)
LDFLAGS := $(LDFLAGS)
COMPFLAGS := $(COMPFLAGS)

# Every file of every language. Paths are mapped, so that two builds of the same
# sources in different folders give the same bytes.
uk-map = -ffile-prefix-map=$1=$2
uk-flags-all := -D__Unikraft__ -D__Epimetheus__ -nostdinc -isystem $(CC_INCLUDE) \
	-include $(BUILD_DIR)/include/uk/_config.h \
	$(call uk-map,$(UK_BASE),.) \
	$(call uk-map,$(APP_DIR),app) \
	$(foreach d,$(UK_ELIBS) $(UK_EPLATS),$(call uk-map,$d,$(notdir $d))) \
	$(call uk-map,$(BUILD_DIR),build)

uk-flags-opt-$(CONFIG_OPTIMIZE_PERF) += -O2
uk-flags-opt-$(CONFIG_OPTIMIZE_SIZE) += -Os
uk-flags-opt-$(CONFIG_OPTIMIZE_DEBUG) += -Og
uk-flags-opt-$(CONFIG_OPTIMIZE_NONE) += -O0
uk-flags-opt-$(CONFIG_OPTIMIZE_NOOMITFP) += -fno-omit-frame-pointer -fno-optimize-sibling-calls
uk-flags-opt-$(CONFIG_OPTIMIZE_DEADELIM) += -ffunction-sections -fdata-sections
uk-flags-opt-$(CONFIG_OPTIMIZE_LTO) += -flto
uk-flags-debug-$(CONFIG_DEBUG_SYMBOLS_LVL0) += -g0
uk-flags-debug-$(CONFIG_DEBUG_SYMBOLS_LVL1) += -g1
uk-flags-debug-$(CONFIG_DEBUG_SYMBOLS_LVL2) += -g2
uk-flags-debug-$(CONFIG_DEBUG_SYMBOLS_LVL3) += -g3

# C and C++. No stack protector here: base/uksp brings its flags when it is enabled.
uk-flags-code := $(uk-flags-opt-y) $(uk-flags-debug-y) -pipe -fno-pic -fno-pie \
	-fno-common -fno-strict-aliasing -fno-stack-protector -fno-asynchronous-unwind-tables \
	-fno-unwind-tables -ftls-model=local-exec -Wall -Wextra \
	$(if $(filter clang,$(COMPILER)),-Wdocumentation -Wdocumentation-pedantic)
uk-flags-asm := $(uk-flags-debug-y) -Wa,--noexecstack -pipe -fno-pic -fno-pie -D__ASSEMBLY__
ifeq ($(CONFIG_RECORD_BUILDTIME),y)
uk-flags-code += -DUK_BUILDTIME=$(shell date +%s)
endif

# The two domains. Kernel code runs on any stack and never touches vector registers;
# application code has a red zone and may use the whole processor.
# Code of the tree is checked strictly, other people's (ext/) not at all.
uk-flags-ext := -std=gnu11 -w
uk-flags-strict := -std=gnu11 -Wshadow -Wmissing-prototypes -Wstrict-prototypes \
	-Wpointer-arith -Wcast-qual $(if $(CONFIG_OPTIMIZE_WARNISERROR),-Werror)
# gcc guesses about uninitialised variables, differently at each level of optimisation:
# what it says at the default level counts
ifneq ($(have_gcc)$(CONFIG_OPTIMIZE_PERF)$(CONFIG_OPTIMIZE_LTO),yy)
uk-flags-strict += $(if $(have_gcc),-Wno-maybe-uninitialized)
endif
uk-flags-norange-x86_64 := -mcmodel=kernel
uk-flags-isr-x86_64 := -mgeneral-regs-only -mno-red-zone
uk-flags-isr-arm64 := -mgeneral-regs-only
uk-flags-code += $(uk-flags-norange-$(UK_ARCH))

uk-flags-code-kernel := -D__UK_KERNEL__=1 $(uk-flags-isr-$(UK_ARCH))
uk-flags-code-app :=
uk-flags-isr := $(uk-flags-isr-$(UK_ARCH))

# ld -r for a module, ld for the image
uk-ldflags := -nostdlib -z noexecstack --build-id=none
uk-ldflags-gc-$(CONFIG_OPTIMIZE_DEADELIM) := --gc-sections

# The headers that everybody may include
uk-inc-floor := -I$(UK_BASE)/include -I$(UK_BASE)/arch/include \
	-I$(UK_BASE)/arch/$(UK_ARCH)/include -I$(BUILD_DIR)/include
