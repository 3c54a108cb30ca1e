# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# System calls: table and headers from posix/syscall_shim/syscalls.list and the names
# that modules put into UK_PROVIDED_SYSCALLS-y.

UK_GENERATED :=
ifeq ($(CONFIG_LIBSYSCALL_SHIM),y)
uk-shim-dir := $(BUILD_DIR)/libsyscall_shim
uk-shim-list := $(UK_BASE)/posix/syscall_shim/syscalls.list
uk-shim-script := $(UK_BASE)/support/scripts/mksyscalls.py
uk-shim-provided := $(sort $(UK_PROVIDED_SYSCALLS) $(UK_PROVIDED_SYSCALLS-y))
$(call uk-write,$(uk-shim-dir)/.provided,provided: $(uk-shim-provided))

uk-shim-formats := $(UK_BASE)/posix/syscall_shim/formats.list
UK_GENERATED += $(uk-shim-dir)/table.c $(uk-shim-dir)/formats.c
UK_PREPARED += $(uk-shim-dir)/table.c $(uk-shim-dir)/formats.c
uk-inc-floor += -I$(uk-shim-dir)/include
$(uk-shim-dir)/formats.c: $(uk-shim-dir)/table.c ;
$(uk-shim-dir)/table.c: $(uk-shim-list) $(uk-shim-formats) $(uk-shim-script) $(uk-shim-dir)/.provided
	$(call uk-say,SYSCALL,libsyscall_shim: $(@F))$(PYTHON) -B $(uk-shim-script) $(uk-shim-list) $(uk-shim-formats) $(UK_ARCH) $(@D) $(uk-shim-provided)

# Handlers are exported by every module that has them
uk-shim-symbols := --wildcard --keep-global-symbol='uk_syscall_[er]_*'
endif
