#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# toolchain.sh OUTPUT CC LD OBJCOPY: asks the compiler what the build wants to know
# and writes it as a make fragment. A missing tool is named with its Debian package.
set -eu
output=$1 cc=$2 ld=$3 objcopy=$4
packages=$(dirname "$0")/../setup/packages

need() {
	command -v "$1" >/dev/null && return
	package=$(awk -v tool="$1" '$1 == tool { print $2 }' "$packages")
	echo "$1 is missing; Debian has it in the package ${package:-(unknown)}" \
	     "(make setup installs it)" >&2
	exit 1
}

need "${cc%% *}"
need "$ld"
need "$objcopy"

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
