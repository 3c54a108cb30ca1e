#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# origin.sh FOLDER FILE PACKAGE VERSION SHA256 PATTERNS: fetches and unpacks, unless
# that was done. Tests that run at the same time wait for each other.
set -eu
folder=$1 file=$2 package=$3 version=$4 sum=$5 patterns=$6
engine=$(dirname "$0")/../../support/build

mkdir -p "$(dirname "$folder")"
exec 8>"$folder.lock"
flock 8
mark="$sum $patterns"
[ "$(cat "$folder/.there" 2>/dev/null)" = "$mark" ] && exit 0
sh "$engine/fetchdeb.sh" "$file" "$package" "$version" "$sum"
sh "$engine/unpack.sh" "$file" "$folder" "$patterns"
echo "$mark" >"$folder/.there"
