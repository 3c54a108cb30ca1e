#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Which module contributes how many bytes to an image, from its linker map."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

# Columns of the table, and the output sections that belong to each
KINDS = {"text": (".text",), "rodata": (".rodata", ".uk_", ".eh_", ".init"),
         "data": (".data", ".tdata", ".got"), "bss": (".bss", ".tbss")}
OUTPUT = re.compile(r"^(\.\S+)(?:\s+0x([0-9a-f]+)\s+0x([0-9a-f]+))?")
PLACED = re.compile(r"^\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)(?:\s+(\S.*))?$")
INPUT = re.compile(r"^ (\.\S+|COMMON)(?:\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)"
                   r"\s+(\S.*))?$")
LINKER = "(linker)"

Table = "dict[str, dict[str, int]]"


def kind_of(section: str) -> str | None:
    """The column for an output section, None when it takes no memory."""
    if section.startswith((".debug", ".comment", ".note", ".symtab",
                           ".strtab", ".shstrtab", ".stab")):
        return None
    for kind, prefixes in KINDS.items():
        if section.startswith(prefixes):
            return kind
    return "rodata"


def module_of(file: str) -> str:
    """libfoo for build/libfoo.o, build/libfoo.app.o, build/libfoo/x.o."""
    return Path(file.split("(")[0]).name.split(".")[0]


def read(lines: "list[str]") -> Table:
    """Bytes by module and kind."""
    sizes: Table = defaultdict(lambda: dict.fromkeys(KINDS, 0))
    kind: str | None = None
    pending: str | None = None
    started = False
    for line in lines:
        if line.startswith("Linker script and memory map"):
            started = True
        if not started:
            continue
        placed = PLACED.match(line)
        if pending and placed:
            address, size, file = placed.groups()
            place(sizes, kind, pending, address, size, file)
            pending = None
            continue
        pending = None
        section = OUTPUT.match(line)
        if section:
            name, address, size = section.groups()
            kind = kind_of(name)
            if address:
                place(sizes, kind, "output", address, size, None)
            else:
                pending = "output"
            continue
        inside = INPUT.match(line)
        if inside:
            name, address, size, file = inside.groups()
            if address:
                place(sizes, kind, "input", address, size, file)
            else:
                pending = "input"
    return sizes


def place(sizes: Table, kind: str | None, what: str, address: str, size: str,
          file: str | None) -> None:
    """Counts a section. What the linker adds itself (padding, tables of the
    script) is an output section's size less that of its inputs."""
    if kind is None or int(address, 16) == 0:
        return
    count = int(size, 16)
    if what == "output":
        sizes[LINKER][kind] += count
    elif file:
        sizes[module_of(file)][kind] += count
        sizes[LINKER][kind] -= count


def report(sizes: Table) -> None:
    rows = sorted(((sum(r.values()), name, r) for name, r in sizes.items()
                   if any(r.values())), reverse=True)
    width = max([len(name) for _, name, _ in rows] + [6])
    print(f"{'module':{width}}" + "".join(f"{k:>9}" for k in KINDS)
          + f"{'total':>9}")
    for total, name, row in rows:
        print(f"{name:{width}}" + "".join(f"{row[k]:9d}" for k in KINDS)
              + f"{total:9d}")
    sums = {k: sum(r[k] for _, _, r in rows) for k in KINDS}
    print(f"{'total':{width}}" + "".join(f"{sums[k]:9d}" for k in KINDS)
          + f"{sum(sums.values()):9d}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map", type=Path, nargs="+", help="linker map")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    for path in args.map:
        try:
            sizes = read(path.read_text().splitlines())
        except OSError as error:
            print(f"size.py: {error}", file=sys.stderr)
            return 1
        if not sizes:
            print(f"size.py: {path} is no linker map of GNU ld",
                  file=sys.stderr)
            return 1
        if args.json:
            json.dump(sizes, sys.stdout, indent=1)
            print()
        else:
            report(sizes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
