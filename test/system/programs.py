#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Runs programs.tsv, and prints the table: which rows pass, why others do not.

Ends with 0 when at least 95 of 100 rows pass.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib import program_rows  # noqa: E402

SHARE = 0.95


def install(rows: list[program_rows.Row]) -> None:
    """Gets the packages that are missing, by apt."""
    names = sorted({name for row in rows for name in program_rows.missing(row)})
    if names:
        subprocess.run(["apt-get", "install", "-qq", "--yes",
                        "--no-install-recommends", *names], check=True,
                       stdout=subprocess.DEVNULL)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", metavar="NAME", nargs="*",
                        help="rows; default all")
    parser.add_argument("--quick", action="store_true",
                        help="only those of make check")
    parser.add_argument("--install", action="store_true",
                        help="install the packages that are missing")
    args = parser.parse_args()
    rows = [row for row in program_rows.rows()
            if (row.quick or not args.quick)
            and (row.name in args.names or not args.names)]
    if args.install:
        install(rows)
    passed = 0
    for row in rows:
        start = time.monotonic()
        why = program_rows.check(row)
        passed += not why
        print(f"{'FAIL' if why else 'ok':4} {time.monotonic() - start:6.1f} s "
              f"{row.name:20} {why}", flush=True)
    programs = {row.command[0] for row in rows}
    print(f"{passed} of {len(rows)} command lines pass, of "
          f"{len(programs)} programs")
    return 0 if passed >= SHARE * len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
