#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Rejects files over 800 lines, functions over 100, and #if inside them."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

import tree

FILE_LIMIT = 800
FUNCTION_LIMIT = 100
BRANCH = re.compile(r"^\s*#\s*(if|ifdef|ifndef|elif|else)\b")


def functions(paths: list[Path]) -> list[tuple[Path, str, int, int]]:
    """(file, name, first line, last line) of every function, by ctags."""
    out = subprocess.run(
        ["ctags", "--output-format=json", "--kinds-C=f", "--fields=+ne",
         "--languages=C", "--langmap=C:.c.h", "-o", "-", "-L", "-"],
        input="\n".join(map(str, paths)), check=True,
        capture_output=True, text=True).stdout
    tags = (json.loads(row) for row in out.splitlines())
    return [(Path(t["path"]), t["name"], t["line"], t.get("end", t["line"]))
            for t in tags]


def main() -> int:
    paths = [p for p in tree.tracked(".c", ".h", ".S") if tree.layer_of(p)]
    found: list[tree.Finding] = []
    lines = {p: p.read_text(encoding="utf-8").splitlines() for p in paths}
    for path, text in lines.items():
        if len(text) > FILE_LIMIT:
            found.append(tree.Finding(
                tree.relative(path), len(text),
                f"{len(text)} lines; at most {FILE_LIMIT}"))
    spans = functions([p for p in paths if p.suffix != ".S"])
    for path, name, first, last in spans:
        length = last - first + 1
        if length > FUNCTION_LIMIT:
            found.append(tree.Finding(
                tree.relative(path), first,
                f"{name}() has {length} lines; at most {FUNCTION_LIMIT}"))
        for number in range(first, last):
            if BRANCH.match(lines[path][number - 1]):
                found.append(tree.Finding(
                    tree.relative(path), number,
                    f"preprocessor branch inside {name}()"))
    for finding in found:
        print(finding)
    if lines and spans:
        print(f"{len(lines)} files, median "
              f"{statistics.median(len(t) for t in lines.values()):.0f} "
              f"lines; {len(spans)} functions, median "
              f"{statistics.median(b - a + 1 for _, _, a, b in spans):.0f}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
