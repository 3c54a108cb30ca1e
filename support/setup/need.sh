#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# need.sh TOOL...: fails when a tool is missing, and says which Debian package has it.
packages=$(dirname "$0")/packages
status=0
for tool; do
	command -v "$tool" >/dev/null && continue
	package=
	while read -r file name _; do
		[ "$file" = "$tool" ] && package=$name
	done <"$packages"
	echo "$tool is missing; Debian has it in the package" \
	     "${package:-that apt-file search $tool names} (make setup installs" \
	     "what the defaults need)" >&2
	status=1
done
exit $status
