#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Rejects headers that include each other in a circle."""

from __future__ import annotations

import sys
from pathlib import Path

import tree


def graph() -> dict[Path, list[Path]]:
    """Header -> the headers of the project that it includes."""
    headers = tree.public_headers()
    return {path: [used for _, quote, name in tree.includes(path)
                   for used in tree.resolve(path, quote, name, headers)
                   if used.suffix == ".h"]
            for path in tree.tracked(".h") if tree.layer_of(path)}


def cycles(edges: dict[Path, list[Path]]) -> list[list[Path]]:
    """Each circle found by a depth-first walk, once."""
    done: set[Path] = set()
    trail: list[Path] = []
    found: list[list[Path]] = []

    def visit(node: Path) -> None:
        if node in trail:
            found.append(trail[trail.index(node):] + [node])
            return
        if node in done:
            return
        trail.append(node)
        for used in edges.get(node, []):
            visit(used)
        trail.pop()
        done.add(node)

    for node in edges:
        visit(node)
    return found


def main() -> int:
    found = cycles(graph())
    for circle in found:
        print("include cycle: " + " -> ".join(map(tree.relative, circle)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
