#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# unpack.sh ARCHIVE FOLDER [PATTERN]: unpacks into a fresh folder; of a tar archive
# only the members that match the pattern, if given.
set -eu
archive=$1 folder=$2 pattern=${3-}

rm -rf "$folder"
mkdir -p "$folder"
case $archive in
*.zip)
	unzip -q "$archive" -d "$folder"
	;;
*)
	if [ -n "$pattern" ]; then
		tar -xf "$archive" -C "$folder" --wildcards "$pattern"
	else
		tar -xf "$archive" -C "$folder"
	fi
	;;
esac
