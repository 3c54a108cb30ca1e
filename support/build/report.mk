# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Goals that tell something about a build.

.PHONY: print-libs print-srcs print-objs print-lds print-vars print-syscalls
print-libs:
	$(foreach l,$(UK_LIBS),$(info $l))@:
print-srcs:
	$(foreach l,$(UK_LIBS),$(info $l: $(foreach o,$($(call uc,$l)_OBJECTS),$(uk-source-of-$o))))@:
print-objs:
	$(foreach l,$(UK_LIBS),$(info $l: $($(call uc,$l)_OBJECTS)))@:
print-lds:
	$(foreach p,$(UK_PLATS),$(info $p: $($(call uc,$p)_LDSCRIPT) $(UK_FRAGMENTS)))@:
print-syscalls:
	$(foreach s,$(sort $(UK_PROVIDED_SYSCALLS) $(UK_PROVIDED_SYSCALLS-y)),$(info $s))@:
print-vars:
	$(foreach v,$(VARS),$(info $v=$($v)))@:
print-%:
	$(info $($*))@:

# For editors and clang-tidy
uk-json = $(subst ",\",$(subst \,\\,$1))
uk-json-entry = {"directory": "$(UK_BASE)", "file": "$(uk-source-of-$1)", "command": "$(call uk-json,$(strip $(uk-command-$1)))"}
.PHONY: compile_commands.json
compile_commands.json: prepare
	$(call uk-say,JSON,$@)
	$(file >$(BUILD_DIR)/$@,[$(foreach o,$(UK_OBJECTS),$(newline)$(call uk-json-entry,$o)$(if $(filter-out $o,$(lastword $(UK_OBJECTS))),$(comma)))$(newline)])
