# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# Other people's code: module files say where it comes from, the build brings it to
# build/<lib>/origin before it compiles anything. All are for $(eval $(call ...)):
#
#   fetchdeb,lib,package,version,file,sha256[,members]
#                            a file of a Debian source package; of a tar archive
#                            only what matches the patterns `members`
#   fetch,lib,url            an archive; LIB_ORIGIN_SHA256 (or MD5, SHA1, SHA512) is checked
#   fetchas,lib,url,file     the same, kept under another file name
#   fetch2, fetchas2         with a second URL, tried when the first fails
#   clone,lib,giturl,branch  a git repository
#   unarchive,lib,file       an archive that lies beside the module
#   patch,lib,folder,target  applies folder/*.patch in origin/target
#
# Marks: build/<lib>/.origin when the code is there, .patched after the patches.

# Archives whose checksum is known are shared by all builds of a user
UK_CACHE := $(or $(UK_CACHE),$(XDG_CACHE_HOME),$(HOME)/.cache)/epimetheus

# $1 lib, $2 prefix, $3 and $4 progress line, $5 command, $6 prerequisites
define uk-origin-rule
UK_ORIGIN_OF_$1 := $($2_BUILD)/.origin
$(if $(filter $1,$(UK_LIBS)),$(call uk-write,$($2_BUILD)/.fetch,$5))
$($2_BUILD)/.origin: $($2_BUILD)/.fetch $$(UK_PATCHES_OF_$1) $6
	$$(call uk-say,$3,$4)$(strip $5) && touch $$@
endef
uk-unpack = sh $(UK_ENGINE)/unpack.sh '$2' $($1_ORIGIN) '$(strip $3)'
uk-sums = $(foreach s,SHA256 SHA512 SHA1 MD5,$(if $($1_ORIGIN_$s),$(call lc,$s)=$($1_ORIGIN_$s)))
# $1 lib, $2 prefix, $3 URLs, $4 file name
uk-fetch = $(call uk-origin-rule,$1,$2,FETCH,$1: $4,sh $(UK_ENGINE)/fetch.sh $($2_BUILD)/$4 \
	'$(call uk-sums,$2)' $(foreach u,$3,'$u') && $(call uk-unpack,$2,$($2_BUILD)/$4))
uk-url-file = $(notdir $(firstword $(subst ?, ,$1)))

fetch = $(call uk-fetch,$(strip $1),$(call uc,$(strip $1)),$2,$(call uk-url-file,$2))
fetch2 = $(call uk-fetch,$(strip $1),$(call uc,$(strip $1)),$2 $3,$(call uk-url-file,$2))
fetchas = $(call uk-fetch,$(strip $1),$(call uc,$(strip $1)),$2,$(strip $3))
fetchas2 = $(call uk-fetch,$(strip $1),$(call uc,$(strip $1)),$2 $4,$(strip $3))

fetchdeb = $(call uk-origin-rule,$(strip $1),$(call uc,$(strip $1)),FETCH,$(strip $1): $2 $3,\
	sh $(UK_ENGINE)/fetchdeb.sh $(UK_CACHE)/$4 $2 $3 $5 && $(call uk-unpack,$(call uc,$(strip $1)),$(UK_CACHE)/$4,$6))

unarchive = $(call uk-origin-rule,$(strip $1),$(call uc,$(strip $1)),UNPACK,$(strip $1): $(notdir $2),\
	$(call uk-unpack,$(call uc,$(strip $1)),$(strip $2)),$2)

clone = $(call uk-origin-rule,$(strip $1),$(call uc,$(strip $1)),GIT,$(strip $1): $(notdir $2),rm -rf $($(call uc,$(strip $1))_ORIGIN) && \
	git clone -q --depth 1 $(if $(strip $3),--branch '$(strip $3)') '$(strip $2)' $($(call uc,$(strip $1))_ORIGIN))

# Patches change what is unpacked, so they must be known before: .origin depends on them
define patch
UK_PATCHES_OF_$(strip $1) := $(sort $(wildcard $2/*.patch))
UK_PATCHED_OF_$(strip $1) := $($(call uc,$(strip $1))_BUILD)/.patched
$($(call uc,$(strip $1))_BUILD)/.patched: $($(call uc,$(strip $1))_BUILD)/.origin
	$$(call uk-say,PATCH,$(strip $1): $(notdir $2))for p in $(sort $(wildcard $2/*.patch)); do \
	patch -s -p1 -d $($(call uc,$(strip $1))_ORIGIN)/$(strip $3) <$$$$p || exit 1; done && touch $$@
endef

# All that has to be there before the first file is compiled
UK_PREPARED = $(foreach l,$(UK_LIBS),$(UK_ORIGIN_OF_$l) $(UK_PATCHED_OF_$l)) \
	$(UK_FETCH) $(UK_FETCH-y) $(UK_PREPARE) $(UK_PREPARE-y)
