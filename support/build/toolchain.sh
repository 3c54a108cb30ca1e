#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# toolchain.sh OUTPUT CC LD OBJCOPY: asks the compiler what the build wants to know
# and writes it as a make fragment.
set -eu
output=$1 cc=$2 ld=$3 objcopy=$4

sh "$(dirname "$0")/../setup/need.sh" "${cc%% *}" "$ld" "$objcopy"

# gcc and clang both define these; clang's are its own version
set -- $($cc -dM -E -x c /dev/null | awk '
	$2 == "__clang_major__" { clang_major = $3 }
	$2 == "__clang_minor__" { clang_minor = $3 }
	$2 == "__GNUC__" { major = $3 }
	$2 == "__GNUC_MINOR__" { minor = $3 }
	END { if (clang_major) { major = clang_major; minor = clang_minor }
	      print major, minor }')
{
	echo "CC_VERSION_MAJOR := $1"
	echo "CC_VERSION_MINOR := $2"
	echo "CC_INCLUDE := $($cc -print-file-name=include)"
	echo "UK_HAVE_TOOLCHAIN := y"
	echo "$output: $(command -v "${cc%% *}")"
} >"$output.new"
mv "$output.new" "$output"
