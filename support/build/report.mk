# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Goals that tell something about the build.

.PHONY: print-libs print-srcs print-objs print-lds
print-libs:
	$(info $(UK_LIBS))@:
print-srcs:
	$(foreach l,$(UK_LIBS),$(info $l:$(foreach s,$(uk-srcs-$l), $s)))@:
print-objs:
	$(foreach l,$(UK_LIBS),$(info $l: $($(call uc,$l)_OBJECTS)))@:
print-%:
	$(info $($*))@:
