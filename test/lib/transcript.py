# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Commands and what they print, as documents show them."""

from __future__ import annotations

from pathlib import Path


def commands(lines: list[str]) -> list[tuple[str, str]]:
    """"$ command", further lines of it after "> ", then its output."""
    found: list[tuple[str, str]] = []
    for line in lines:
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif found and not found[-1][1] and line.startswith("> "):
            found[-1] = (found[-1][0] + "\n" + line[2:], "")
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + line + "\n")
    return found


def manual(path: Path) -> list[tuple[str, str]]:
    """Those between .nf and .fi of a man page."""
    text = path.read_text(encoding="utf-8").replace("\\-", "-")
    found = []
    for block in text.split("\n.nf\n")[1:]:
        found += commands(block.split("\n.fi\n")[0].splitlines())
    return found


def markdown(path: Path) -> list[list[tuple[str, str]]]:
    """Those of each indented block of a page that begins with a command."""
    blocks: list[list[str]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            blocks[-1].append(line[4:])
        elif blocks[-1]:
            blocks.append([])
    return [commands(block) for block in blocks
            if block and block[0].startswith("$ ")]
