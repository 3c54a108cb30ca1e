#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# fetch.sh FILE 'KIND=SUM ...' URL...: downloads from the first URL that answers and
# checks every sum (KIND: md5 sha1 sha256 sha512) before FILE appears.
set -eu
file=$1 sums=$2
shift 2

# All sums of FILE are right; false without a sum
have() {
	[ -f "$1" ] && [ -n "$sums" ] || return 1
	for sum in $sums; do
		got=$("${sum%%=*}sum" "$1" | cut -d' ' -f1)
		[ "$got" = "${sum#*=}" ] || return 1
	done
}

have "$file" && exit 0
command -v wget >/dev/null || {
	echo "wget is missing; Debian has it in the package wget (make setup" \
	     "installs it)" >&2
	exit 1
}
mkdir -p "$(dirname "$file")"
trap 'rm -f "$file.part"' EXIT
for url; do
	wget -nv -O "$file.part" "$url" && break
	rm -f "$file.part"
done
[ -f "$file.part" ] || {
	echo "$(basename "$file"): could not be downloaded from: $*" >&2
	exit 1
}
if [ -n "$sums" ] && ! have "$file.part"; then
	echo "$(basename "$file"): $sum expected, but the sum is $got" >&2
	exit 1
fi
mv "$file.part" "$file"
