#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# fetchdeb.sh FILE PACKAGE VERSION SHA256: downloads one file of a Debian source
# package through apt, so with the mirrors and proxies of this machine. Its deb-src
# entries are derived from the machine's deb entries and kept, with their index,
# beside the downloads: nothing outside that folder changes, no root is needed.
set -eu
file=$1 package=$2 version=$3 sum=$4
name=$(basename "$file")
cache=$(dirname "$file")
state=$cache/apt

have() {
	[ -f "$1" ] && echo "$sum  $1" | sha256sum --check --status
}

fail() {
	echo "$name of $package $version: $1." >&2
	echo "A copy with SHA-256 $sum put into $cache is used as well." >&2
	exit 1
}

# The machine's entries for its own release, deb replaced by deb-src
entries() {
	. /etc/os-release
	cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
		awk -v release="$VERSION_CODENAME" '
		$1 == "deb" && index($0, " " release) { $1 = "deb-src"; print }' \
		>"$state/sources.list"
	for list in /etc/apt/sources.list.d/*.sources; do
		[ -f "$list" ] || continue
		cat "$list"
		echo
	done | awk -v release="$VERSION_CODENAME" 'BEGIN { RS = ""; FS = "\n" }
		$0 ~ "Suites:[^\n]*" release {
			sub(/Types:[^\n]*/, "Types: deb-src")
			print $0 "\n"
		}' >"$state/sources.list.d/source.sources"
}

apt() {
	command=$1
	shift
	"$command" -qq -o Dir::State="$state" -o Dir::State::status=/var/lib/dpkg/status \
		-o Dir::Cache="$state/cache" -o Dir::Etc::sourcelist="$state/sources.list" \
		-o Dir::Etc::sourceparts="$state/sources.list.d" \
		-o APT::Sandbox::User="$(id -un)" "$@"
}

locate() {
	apt apt-get source --print-uris "$package=$version" 2>/dev/null |
		awk -v name="$name" '$2 == name { gsub("\047", "", $1); print $1 }'
}

have "$file" && exit 0
[ -x /usr/lib/apt/apt-helper ] || fail "this machine has no apt to fetch it with"
mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/sources.list.d"
[ -d "$state/auxfiles" ] || mkdir -p "$state/auxfiles"
exec 9>"$state/.lock"
flock 9

uri=$(locate)
if [ -z "$uri" ]; then
	entries
	apt apt-get update || true
	uri=$(locate)
fi
[ -n "$uri" ] || fail "no source of this machine's apt has it"
apt /usr/lib/apt/apt-helper download-file "$uri" "$file.part" "SHA256:$sum" ||
	fail "download from $uri failed"
have "$file.part" || fail "the file at $uri has another checksum"
mv "$file.part" "$file"
touch "$file"
