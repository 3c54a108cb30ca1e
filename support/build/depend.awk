# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
#
# awk -v build=DIR [-v list=FILE] -f depend.awk [file.d ...]: refines dependency files
# in place, those of the command line and those that the file names.
#
# The compiler says that an object depends on uk/_config.h, which changes with every
# option. This replaces it by the stamps (include/config/CONFIG_X) of those options
# whose names occur in the files that the object depends on. A stamp need not exist:
# it appears when its option changes for the first time. A name completed by pasting
# (CONFIG_LIB##x) can mean any option: then the dependency on the whole file stays.
# A .d file that was never refined is correct too, only coarse.

function scan(file,    line, found, rest, c) {
	found = ""
	while ((getline line < file) > 0) {
		while (match(line, /CONFIG_[A-Za-z0-9_]*|UK_FULLVERSION/)) {
			c = substr(line, RSTART, RLENGTH)
			line = substr(line, RSTART + RLENGTH)
			if (line ~ /^[ \t]*##/)
				c = "*"
			if (index(found, " " c " ") == 0)
				found = found " " c " "
		}
	}
	close(file)
	return found
}

function refine(file,    line, text, n, words, i, options, o, names, k, seen, whole, out) {
	text = ""
	whole = 0
	split("", seen)
	n = 0
	while ((getline line < file) > 0) {
		if (line ~ /include\/config\//) {	# refined before
			close(file)
			return
		}
		text = text line "\n"
	}
	close(file)
	if (index(text, " " config) == 0)
		return
	n = split(text, words, /[ \t\n\\]+/)
	for (i = 2; i <= n; i++) {
		o = words[i]
		if (o == "" || o ~ /:$/ || o == config)
			continue
		if (!(o in options_of))
			options_of[o] = scan(o)
		k = split(options_of[o], names, / +/)
		for (; k > 0; k--)
			if (names[k] == "*")
				whole = 1
			else if (names[k] != "")
				seen[names[k]] = 1
	}
	if (whole)
		return
	out = ""
	for (o in seen)
		out = out " \\\n $(wildcard " stamps o ")"
	i = index(text, " " config)
	text = substr(text, 1, i - 1) out substr(text, i + 1 + length(config))
	while ((i = index(text, " " config " ")) || (i = index(text, " " config "\n")))
		text = substr(text, 1, i - 1) substr(text, i + 1 + length(config))
	printf "%s", text > file
	close(file)
}

BEGIN {
	config = build "/include/uk/_config.h"
	stamps = build "/include/config/"
	for (a = 1; a < ARGC; a++)
		refine(ARGV[a])
	while (list != "" && (getline line < list) > 0) {
		count = split(line, files, " ")
		for (a = 1; a <= count; a++)
			refine(files[a])
	}
	exit 0
}
