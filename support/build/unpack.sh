#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# unpack.sh ARCHIVE FOLDER [PATTERNS]: unpacks into a fresh folder; of a tar archive
# only the members that match one of the patterns, if given, each of which has some.
# These are kept beside the archive, not compressed: the next build has them at once.
set -eu
archive=$1 folder=$2 patterns=${3-}

# The members' own archive is there at once or not at all
keep() {
	tar -cf "$members.$$" -C "$folder" . 2>/dev/null &&
		mv -T "$members.$$" "$members" || rm -f "$members.$$"
}

rm -rf "$folder"
mkdir -p "$folder"
case $archive in
*.zip)
	unzip -q "$archive" -d "$folder"
	;;
*)
	if [ -z "$patterns" ]; then
		tar -xf "$archive" -C "$folder"
		exit
	fi
	members=$archive.$(printf %s "$patterns" | sha256sum | cut -c1-16).tar
	if [ "$members" -nt "$archive" ] && tar -xf "$members" -C "$folder" 2>/dev/null; then
		exit
	fi
	set -f
	# shellcheck disable=SC2086
	tar -xf "$archive" -C "$folder" --wildcards $patterns
	keep
	;;
esac
