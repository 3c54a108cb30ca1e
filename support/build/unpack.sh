#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# unpack.sh ARCHIVE FOLDER [PATTERNS]: unpacks into a fresh folder; of a tar archive
# only the members that match one of the patterns, if given, each of which has some.
set -eu
archive=$1 folder=$2 patterns=${3-}

rm -rf "$folder"
mkdir -p "$folder"
case $archive in
*.zip)
	unzip -q "$archive" -d "$folder"
	;;
*)
	if [ -n "$patterns" ]; then
		set -f
		# shellcheck disable=SC2086
		tar -xf "$archive" -C "$folder" --wildcards $patterns
	else
		tar -xf "$archive" -C "$folder"
	fi
	;;
esac
