#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Rejects a file without its two SPDX lines near the top."""

from __future__ import annotations

import sys

import tree

# Fuzz corpora and the like carry their licence in a file REUSE.toml or
# FILE.license beside them; a licence's own text needs none.
EXEMPT = ("LICENSES/", ".reuse/", "test/fuzz/")
TAGS = ("SPDX-License-" "Identifier:", "SPDX-FileCopyright" "Text:")


def main() -> int:
    found = []
    for path in tree.tracked():
        name = tree.relative(path)
        if name.startswith(EXEMPT) and path.suffix not in (".c", ".py"):
            continue
        if path.suffix == ".license" or path.with_name(
                path.name + ".license").is_file():
            continue
        head = path.read_bytes()[:600].decode("utf-8", "replace")
        for tag in TAGS:
            if tag not in head:
                found.append(tree.Finding(name, 1, f"lacks '{tag}'"))
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
