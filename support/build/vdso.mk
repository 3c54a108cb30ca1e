# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# The vDSO: posix/vdso/user, compiled as code of programs are, linked into a shared
# object, and its bytes as a source of libposix_vdso.

ifeq ($(CONFIG_LIBPOSIX_VDSO),y)
uk-vdso-dir := $(BUILD_DIR)/libposix_vdso
uk-vdso-user := $(UK_BASE)/posix/vdso/user
uk-vdso-script := $(UK_BASE)/support/scripts/mkvdso.py
uk-vdso-srcs := $(uk-vdso-user)/vdso.c $(wildcard $(uk-vdso-user)/$(UK_ARCH)/more.[cS])
uk-vdso-objs := $(patsubst $(uk-vdso-user)/%,$(uk-vdso-dir)/user/%.o,$(uk-vdso-srcs))
uk-vdso-deps := $(wildcard $(uk-vdso-user)/*.h $(uk-vdso-user)/$(UK_ARCH)/*.h $(UK_BASE)/posix/vdso/*.h)
uk-vdso-flags := -nostdinc -isystem $(CC_INCLUDE) -I$(uk-vdso-user)/$(UK_ARCH) -std=gnu11 -ffreestanding -O2 -fPIC -fvisibility=hidden \
	-fno-stack-protector -fasynchronous-unwind-tables -fno-common $(uk-flags-isr-$(UK_ARCH)) \
	$(call uk-map,$(UK_BASE),.) -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes
uk-vdso-ld := $(UK_CROSS)ld
uk-vdso-ldflags := -shared -nostdlib -Bsymbolic -soname linux-vdso.so.1 --hash-style=both --build-id=none \
	--eh-frame-hdr --no-undefined -z max-page-size=4096 -z noexecstack --orphan-handling=error \
	--version-script $(uk-vdso-user)/$(UK_ARCH)/symbols.map -T $(uk-vdso-user)/vdso.lds
$(call uk-write,$(uk-vdso-dir)/.flags-vdso,$(CC) $(uk-vdso-flags) $(uk-vdso-ld) $(uk-vdso-ldflags))

$(uk-vdso-dir)/user/%.o: $(uk-vdso-user)/% $(uk-vdso-deps) $(uk-vdso-dir)/.flags-vdso
	$(call uk-say,CC,libposix_vdso: $(@F))mkdir -p $(@D) && $(CC) $(uk-vdso-flags) -c $< -o $@
$(uk-vdso-dir)/vdso.so: $(uk-vdso-objs) $(uk-vdso-user)/vdso.lds $(uk-vdso-user)/$(UK_ARCH)/symbols.map
	$(call uk-say,LD,libposix_vdso: $(@F))$(uk-vdso-ld) $(uk-vdso-ldflags) $(uk-vdso-objs) -o $@
	@$(OBJCOPY) -S $@

UK_GENERATED += $(uk-vdso-dir)/image.S
UK_PREPARED += $(uk-vdso-dir)/image.S
$(uk-vdso-dir)/image.S: $(uk-vdso-dir)/vdso.so $(uk-vdso-script)
	$(call uk-say,VDSO,libposix_vdso: $(@F))$(PYTHON) -B $(uk-vdso-script) $< $@
endif
