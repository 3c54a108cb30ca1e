#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Runs clang-tidy or cppcheck over the sources of a finished build.

  support/check/analyse.py tidy build/compile_commands.json

Of several databases they look at each file once, as the first one has it.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tree

# What clang does not know of gcc's flags.
GCC_ONLY = ("-fno-reorder-blocks", "-fno-tree-", "-fconserve-stack",
            "-fno-isolate", "-mindirect-branch", "-flto", "-fno-var-tracking",
            "-fno-gcse", "-fanalyzer", "-mno-outline", "-fno-printf-return",
            "-fno-delete-null", "-fno-strict-volatile")


def sources(database: Path) -> list[dict]:
    """The C files of the tree in a compilation database; what is fetched, to
    origin, is other people's."""
    entries = json.loads(database.read_text())
    paths = ((e, Path(e["directory"], e["file"]).resolve()) for e in entries)
    return [e for e, path in paths if path.suffix == ".c"
            and path.is_relative_to(tree.ROOT) and not tree.is_test(path)
            and "origin" not in path.parts]


def arguments(entry: dict) -> list[str]:
    """The compiler's arguments, without input, output and gcc's own flags."""
    words = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif (word == "-c" or word == entry["file"]
              or word.startswith(("-M", *GCC_ONLY))):
            continue
        else:
            kept.append(word)
    return kept


# clang's analyser follows fewer and shorter paths: most of its time goes there
SHALLOW = [f"--extra-arg={word}" for setting in (
    "mode=shallow", "max-nodes=3000") for word in (
    "-Xclang", "-analyzer-config", "-Xclang", setting)]


# Files of one start: its beginning takes as long as a small file does
FILES_MAX = 12


def batches(entries: Iterable[dict]) -> list[list[dict]]:
    """Entries that differ in their files only, some at a time."""
    alike: dict[tuple[str, ...], list[dict]] = defaultdict(list)
    for entry in entries:
        words = entry.get("arguments") or shlex.split(entry["command"])
        alike[entry["directory"], words[0], *arguments(entry)].append(entry)
    return [same[i:i + FILES_MAX] for same in alike.values()
            for i in range(0, len(same), FILES_MAX)]


def tidy(entries: list[dict], deep: bool) -> tuple[int, str]:
    """clang-tidy on files that are compiled alike: its status and what it
    said."""
    first = entries[0]
    target = ["--target=aarch64-linux-gnu"] if "aarch64" in (
        first.get("arguments") or first["command"].split())[0] else []
    run = subprocess.run(
        ["clang-tidy", "--quiet", *([] if deep else SHALLOW),
         *(entry["file"] for entry in entries), "--", *target,
         "-Wno-unknown-warning-option", "-Wno-ignored-optimization-argument",
         "-Wno-unused-command-line-argument", *arguments(first)],
        cwd=first["directory"], capture_output=True, text=True)
    return run.returncode, run.stdout if run.returncode else ""


def cppcheck(entries: list[dict]) -> int:
    """cppcheck over all files."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as database:
        json.dump(entries, database)
        database.flush()
        return subprocess.run(
            ["cppcheck", f"--project={database.name}", "--quiet",
             "--inline-suppr", "--enable=warning,portability",
             "--error-exitcode=1", f"-j{os.cpu_count() or 1}",
             f"--suppressions-list={Path(__file__).with_name('cppcheck.txt')}",
             "--template={file}:{line}: {id}: {message}"]).returncode


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("tool", choices=("tidy", "cppcheck"))
    parser.add_argument("database", type=Path, nargs="+")
    parser.add_argument("--deep", action="store_true",
                        help="clang-tidy looks for what takes it long to find")
    args = parser.parse_args()
    for path in args.database:
        if not path.is_file():
            parser.error(f"no {path}: run 'make compile_commands.json'")
    entries = {e["file"]: e for path in reversed(args.database)
               for e in sources(path)}
    if args.tool == "cppcheck":
        return cppcheck(list(entries.values()))
    bad = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for status, text in pool.map(
                lambda b: tidy(b, args.deep), batches(entries.values())):
            if status:
                bad = 1
                print(text, end="")
    return bad


if __name__ == "__main__":
    sys.exit(main())
