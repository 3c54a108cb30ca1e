#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# setup.sh [GROUP...]: installs what is missing on a Debian 12 machine to do what the
# groups of ./packages stand for; without a group, everything but what is optional.
# Silent and quick when nothing is missing.
set -eu
packages=$(dirname "$0")/packages
groups=" $* "

missing=
while read -r file package group; do
	case $file in
	'' | '#'*) continue ;;
	esac
	case $groups in
	"  ") [ "$group" != optional ] || continue ;;
	*" $group "*) ;;
	*) continue ;;
	esac
	case $file in
	/*) [ -e "$file" ] && continue ;;
	*) command -v "$file" >/dev/null && continue ;;
	esac
	case " $missing " in
	*" $package "*) ;;
	*) missing="$missing $package" ;;
	esac
done <"$packages"
[ -n "$missing" ] || exit 0

echo "Missing Debian packages:$missing" >&2
command -v apt-get >/dev/null || {
	echo "This machine has no apt-get; please install them by hand." >&2
	exit 1
}
as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "Installing needs root, and there is no sudo; as root run:" \
		     "apt-get install$missing" >&2
		exit 1
	}
	as_root=sudo
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing them with apt-get ..." >&2
# shellcheck disable=SC2086
{
	$as_root apt-get update -qq &&
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends $missing
} >"$log" 2>&1 </dev/null || {
	cat "$log" >&2
	exit 1
}
