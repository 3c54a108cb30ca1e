#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# kernel.sh FOLDER: leaves in FOLDER/vmlinuz the kernel of Debian's cloud images for
# x86_64, and in FOLDER/version the package's name and version. The package is
# downloaded through apt with the sources of this machine, but not installed: lists
# and downloads are kept in FOLDER, nothing outside it changes, no root is needed.
# What is there already is not fetched again.
set -eu
folder=$(mkdir -p "$1" && cd "$1" && pwd)
state=$folder/apt

fail() {
	echo "The Linux guest's kernel: $1." >&2
	exit 1
}

apt() {
	command=$1
	shift
	"$command" -qq -o Dir::State="$state" -o Dir::State::status=/var/lib/dpkg/status \
		-o Dir::Cache="$state/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

# The package that linux-image-cloud-amd64 stands for
package() {
	apt apt-cache depends linux-image-cloud-amd64:amd64 2>/dev/null |
		awk '$1 == "Depends:" { sub(/:.*/, "", $2); print $2; exit }'
}

exec 9>"$folder/.lock"
flock 9
[ -f "$folder/vmlinuz" ] && exit 0
command -v apt-get >/dev/null || fail "this machine has no apt to fetch it with"
mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$folder/deb"
apt apt-get update || true
name=$(package)
[ -n "$name" ] || fail "no source of this machine's apt has linux-image-cloud-amd64"
(cd "$folder/deb" && apt apt-get download "$name:amd64") ||
	fail "download of $name failed"
deb=$(ls "$folder/deb/$name"_*.deb)
dpkg-deb --fsys-tarfile "$deb" |
	tar -xO --wildcards './boot/vmlinuz-*' >"$folder/vmlinuz.part"
[ -s "$folder/vmlinuz.part" ] || fail "$name has no /boot/vmlinuz"
dpkg-deb -f "$deb" Package Version >"$folder/version"
mv "$folder/vmlinuz.part" "$folder/vmlinuz"
rm -r "$folder/deb"
