#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Writes doc/syscalls.md: every system call of Linux, and what we have of it.

From posix/syscall_shim/syscalls.list and partly.list, and what the modules'
Makefile.uk put into UK_PROVIDED_SYSCALLS.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIM = ROOT / "posix" / "syscall_shim"
PAGE = ROOT / "doc" / "syscalls.md"
FOLDERS = ("kernel", "posix", "fs", "net", "lib")
PROVIDED = re.compile(r"^\s*UK_PROVIDED_SYSCALLS-\S+\s*\+?=\s*(.*)$", re.M)

HEAD = """\
<!-- SPDX-License-Identifier: BSD-3-Clause -->
<!-- SPDX-FileCopyrightText: The Epimetheus Authors -->
<!-- Made by support/scripts/mksyscalldoc.py. -->
# System calls

Every call of Linux 6.1, by name, with its numbers; who provides it, and what
is missing. A call that nobody provides is -ENOSYS, and `syscall.strace=1` on
the command line of an image shows it.
"""


@dataclass(frozen=True)
class Call:
    name: str
    numbers: tuple[str, str]


def rows_of(path: Path) -> list[list[str]]:
    return [line.split(None, 3 if path.name == "syscalls.list" else 1)
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.startswith("#")]


def all_calls() -> list[Call]:
    return [Call(name, (x86, arm)) for name, _, x86, arm
            in rows_of(SHIM / "syscalls.list")]


def providers() -> dict[str, str]:
    """The folder of the module that has a call."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("**/Makefile.uk")):
            text = path.read_text(encoding="utf-8").replace("\\\n", " ")
            for words in PROVIDED.findall(text):
                for word in words.split():
                    found[word.rpartition("-")[0]] = str(
                        path.parent.relative_to(ROOT))
    return found


def check(calls: list[Call], have: dict[str, str], partly: dict[str, str]
          ) -> list[str]:
    """What the lists say that cannot be."""
    names = {call.name for call in calls}
    return ([f"{where}: no system call {name} is known"
             for name, where in have.items() if name not in names]
            + [f"partly.list: nobody provides {name}"
               for name in partly if name not in have])


def page(calls: list[Call], have: dict[str, str], partly: dict[str, str]
         ) -> str:
    rows = [HEAD]
    for index, arch in enumerate(("x86_64", "arm64")):
        here = [c.name for c in calls if c.numbers[index] != "-"]
        done = [n for n in here if n in have]
        part = [n for n in done if n in partly]
        rows.append(f"{arch}: {len(here)} calls, {len(done) - len(part)} "
                    f"provided, {len(part)} in part, "
                    f"{len(here) - len(done)} not.\n")
    rows += ["| call | x86_64 | arm64 | provided by | what is missing |",
             "| --- | --- | --- | --- | --- |"]
    for call in sorted(calls, key=lambda c: c.name):
        where = have.get(call.name)
        rows.append(f"| {call.name} | {' | '.join(call.numbers)} | "
                    f"{f'`{where}`' if where else '-'} | "
                    f"{partly.get(call.name, '' if where else 'all')} |")
    return "\n".join(rows) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true",
                        help="only say whether the page is up to date")
    args = parser.parse_args()
    calls, have = all_calls(), providers()
    partly = {name: text for name, text in rows_of(SHIM / "partly.list")}
    wrong = check(calls, have, partly)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    text = page(calls, have, partly)
    if not args.check:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        print("doc/syscalls.md is not up to date; run "
              "support/scripts/mksyscalldoc.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
