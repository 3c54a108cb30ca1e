#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Makes the table of system calls and its headers.

From the list of all system calls and the names of those that modules provide
(name-arguments, as UK_PROVIDED_SYSCALLS has them) it writes, below DIR:

  include/uk/bits/syscall_nrs.h        SYS_name, and how many arguments it has
  include/uk/bits/provided_syscalls.h  prototypes, and the function by number
  table.c                              by number: function, name, arguments
  formats.c                            by number: what it is printed as
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

HEAD = """\
/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Made by mksyscalls.py. */
"""

COLUMN = {"x86_64": 2, "arm64": 3}


class ListError(Exception):
    """The list or the names do not fit; the text says where."""


@dataclass(frozen=True)
class Call:
    """A system call of one architecture."""

    name: str
    args: int
    nr: int


def read_list(path: Path, arch: str
              ) -> tuple[dict[str, Call], dict[str, int]]:
    """The calls that the architecture has; the arguments of all, by name."""
    calls: dict[str, Call] = {}
    names: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8")
                                  .splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split()
        if len(fields) != 4 or not fields[1].isdigit():
            raise ListError(f"{path}:{number}: expected name, arguments and "
                            f"two numbers, found {line!r}")
        if fields[0] in names:
            raise ListError(f"{path}:{number}: {fields[0]} stands here twice")
        names[fields[0]] = int(fields[1])
        if fields[COLUMN[arch]] != "-":
            calls[fields[0]] = Call(fields[0], int(fields[1]),
                                    int(fields[COLUMN[arch]]))
    return calls, names


def provided(words: list[str], calls: dict[str, Call],
             names: Collection[str]) -> list[Call]:
    """What modules provide; calls of other architectures are left out."""
    found = {}
    for word in words:
        name, _, args = word.rpartition("-")
        if name not in names:
            raise ListError(f"UK_PROVIDED_SYSCALLS: {word}: no such system "
                            "call is known")
        call = calls.get(name)
        if call is None:
            continue
        if args != str(call.args):
            raise ListError(f"UK_PROVIDED_SYSCALLS: {word}: {name} takes "
                            f"{call.args} arguments")
        found[name] = call
    return sorted(found.values(), key=lambda call: call.nr)


def parameters(count: int) -> str:
    return ", ".join(["long"] * count) or "void"


def numbers(calls: dict[str, Call], names: dict[str, int]) -> str:
    rows = [f"#define SYS_{c.name} {c.nr}"
            for c in sorted(calls.values(), key=lambda c: c.nr)]
    rows += ["", *(f"#define __UK_SYSCALL_ARGS_{name} {count}"
                   for name, count in sorted(names.items()))]
    return HEAD + "\n".join(rows) + "\n"


def prototypes(have: list[Call]) -> str:
    rows = [HEAD]
    for call in have:
        rows += [f"#define HAVE_uk_syscall_{call.name} 1",
                 f"long uk_syscall_r_{call.name}({parameters(call.args)});",
                 f"long uk_syscall_e_{call.name}({parameters(call.args)});",
                 f"#define uk_syscall_r_fn_{call.nr} "
                 f"uk_syscall_r_{call.name}",
                 f"#define uk_syscall_e_fn_{call.nr} "
                 f"uk_syscall_e_{call.name}"]
    return "\n".join(rows) + "\n"


def table(calls: dict[str, Call], have: list[Call]) -> str:
    count = max(c.nr for c in calls.values()) + 1
    rows = [HEAD, '#include <uk/syscall.h>', '#include "table_priv.h"', "",
            f"UK_CTASSERT({count} == SHIM_TABLE_SIZE);", "",
            "const arch_syscall_fn shim_table[SHIM_TABLE_SIZE] = {"]
    handler = {c.nr: f"SHIM_FN(uk_syscall_r_{c.name})" for c in have}
    rows += [f"\t[{nr}] = {handler.get(nr, 'shim_missing')},"
             for nr in range(count)]
    rows += ["};", "", "const struct shim_call shim_calls[SHIM_TABLE_SIZE] = {"]
    here = {c.name for c in have}
    rows += [f'\t[{c.nr}] = {{"{c.name}", {c.args}, {int(c.name in here)}}},'
             for c in sorted(calls.values(), key=lambda c: c.nr)]
    return "\n".join(rows + ["};"]) + "\n"


def read_formats(path: Path, calls: dict[str, Call],
                 names: Collection[str]) -> dict[int, list[str]]:
    """The kinds of result and arguments, by number."""
    formats: dict[int, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8")
                                  .splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, *kinds = line.split()
        call = calls.get(name)
        if name not in names:
            raise ListError(f"{path}:{number}: no system call {name} is known")
        if call is None:
            continue
        if len(kinds) != call.args + 1:
            raise ListError(f"{path}:{number}: {name} takes {call.args} "
                            "arguments")
        formats[call.nr] = [
            f"SHIM_{k[1:].upper()} | SHIM_OUT" if k.startswith("<")
            else f"SHIM_{k.upper()}" for k in kinds]
    return formats


def format_table(formats: dict[int, list[str]]) -> str:
    rows = [HEAD, '#include "print_priv.h"', "",
            "const struct shim_format shim_formats[SHIM_TABLE_SIZE] = {"]
    rows += [f"\t[{nr}] = {{{kinds[0]}, {{{', '.join(kinds[1:]) or '0'}}}}},"
             for nr, kinds in sorted(formats.items())]
    return "\n".join(rows + ["};"]) + "\n"


def write(path: Path, text: str) -> None:
    """Leaves a file alone that is right already: what uses it is not made
    anew then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("list", type=Path)
    parser.add_argument("formats", type=Path)
    parser.add_argument("arch", choices=sorted(COLUMN))
    parser.add_argument("dir", type=Path)
    parser.add_argument("provided", nargs="*", metavar="NAME-ARGUMENTS")
    args = parser.parse_args()
    try:
        calls, names = read_list(args.list, args.arch)
        have = provided(args.provided, calls, names)
        formats = read_formats(args.formats, calls, names)
    except ListError as error:
        print(f"mksyscalls: {error}", file=sys.stderr)
        return 1
    bits = args.dir / "include" / "uk" / "bits"
    size = max(c.nr for c in calls.values()) + 1
    write(bits / "syscall_nrs.h",
          numbers(calls, names) + f"\n#define SHIM_TABLE_SIZE {size}\n")
    write(bits / "provided_syscalls.h", prototypes(have))
    write(args.dir / "formats.c", format_table(formats))
    # Always: what depends on the list waits for this one
    (args.dir / "table.c").write_text(table(calls, have), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
