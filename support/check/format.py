#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Rejects C files that clang-format would change (--fix changes them)."""

from __future__ import annotations

import argparse
import subprocess
import sys

import tree


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fix", action="store_true",
                        help="rewrite the files instead of naming them")
    args = parser.parse_args()
    paths = list(map(str, tree.tracked(".c", ".h")))
    if not paths:
        return 0
    mode = ["-i"] if args.fix else ["--dry-run", "-Werror"]
    run = subprocess.run(["clang-format", *mode, *paths], cwd=tree.ROOT,
                         capture_output=True, text=True)
    bad = sorted({row.split(":")[0] for row in run.stderr.splitlines()
                  if "error:" in row})
    for path in bad:
        print(f"{path}: not formatted; run support/check/format.py --fix")
    return 1 if run.returncode or bad else 0


if __name__ == "__main__":
    sys.exit(main())
