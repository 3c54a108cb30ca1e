#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Rejects an include or a call that runs against the order of the layers.

Without arguments: the include lines of every file. With --objects DIR: the
undefined symbols of the libraries of a finished build, too.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import tree

# Declared by the floor and implemented above: assertion failure, printing,
# the memory and string functions, what the compiler itself calls.
ANYWHERE_HEADERS = ("include/uk/assert.h", "include/uk/print.h")
ANYWHERE = re.compile(r"^(mem(cpy|move|set|cmp|chr)|str\w+|__stack_chk_\w+"
                      # the default allocator, by the inlines of <uk/alloc.h>
                      r"|_uk_alloc_head"
                      # and by what mm/ukalloc puts into every library
                      r"|_uk_alloc_libstats_default"
                      # the end of the program is the machine's
                      r"|ukplat_terminate_result)$")


def check_includes() -> list[tree.Finding]:
    """Every include line points to the same layer or to one below."""
    headers = tree.public_headers()
    found = []
    for path in tree.tracked(".c", ".h", ".S"):
        user = tree.layer_of(path)
        if user is None or tree.is_test(path):
            continue
        for line, quote, name in tree.includes(path):
            for used in tree.resolve(path, quote, name, headers):
                below = tree.layer_of(used)
                if below and not tree.may_use(user, below):
                    found.append(tree.Finding(
                        tree.relative(path), line,
                        f"{user}/ may not include {tree.relative(used)}"))
    return found


def symbols(obj: Path) -> tuple[set[str], set[str]]:
    """The global symbols that an object defines, and those it lacks; a weak
    reference is none, since the object works without."""
    out = subprocess.run(["nm", "-g", "-P", str(obj)], check=True,
                         capture_output=True, text=True).stdout
    defined, undefined = set(), set()
    for row in out.splitlines():
        name, kind = row.split()[:2]
        if kind not in "wv":
            (undefined if kind == "U" else defined).add(name)
    return defined, undefined


def floor_names() -> set[str]:
    """Functions that the floor declares and that may be called anywhere."""
    names: set[str] = set()
    for header in ANYWHERE_HEADERS:
        path = tree.ROOT / header
        if path.is_file():
            names |= set(re.findall(r"\b(\w+)\s*\(",
                                    path.read_text(encoding="utf-8")))
    return names


def check_calls(build: Path) -> list[tree.Finding]:
    """Every symbol that a library lacks is defined at or below its layer."""
    folders = tree.libraries()
    owner: dict[str, str] = {}
    lacks: dict[str, set[str]] = {}
    for name in folders:
        obj = next((o for o in (build / f"{name}.o", build / f"{name}.app.o")
                    if o.is_file()), None)
        if obj is None:
            continue
        defined, undefined = symbols(obj)
        owner.update(dict.fromkeys(defined, name))
        lacks[name] = undefined
    if not lacks:
        return [tree.Finding(str(build), 0, "no library objects here: build "
                             "an image first")]
    free = floor_names()
    found = []
    for name, undefined in sorted(lacks.items()):
        user = tree.layer_of(folders[name])
        for symbol in sorted(undefined):
            definer = owner.get(symbol)
            if definer is None or symbol in free or ANYWHERE.match(symbol):
                continue
            used = tree.layer_of(folders[definer])
            if user and used and not tree.may_use(user, used):
                found.append(tree.Finding(
                    tree.relative(folders[name]), 0,
                    f"{name} ({user}/) may not call {symbol} of {definer} "
                    f"({used}/)"))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--objects", metavar="DIR", type=Path,
                        help="build folder whose libraries are checked, too")
    args = parser.parse_args()
    found = check_includes()
    if args.objects:
        found += check_calls(args.objects)
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
