#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Prints what things cost: guest instructions and bytes, beside the budget."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import hello  # noqa: E402
import nofault  # noqa: E402
import vmem  # noqa: E402
from lib import build  # noqa: E402


def figures() -> list[dict[str, object]]:
    """One row a figure: what, how much, at most how much."""
    rows: list[dict[str, object]] = []
    for budget in hello.BUDGETS:
        count = hello.measure(budget, hello.image_for(budget))
        rows.append({"what": f"{budget.name}: instructions, power-on to off",
                     "value": count.total, "budget": budget.whole})
        rows.append({"what": f"{budget.name}: instructions in the image",
                     "value": count.image, "budget": budget.image})
    for arch, limit in hello.SIZES.items():
        image = build.build("app/helloworld", arch=arch)
        rows.append({"what": f"{arch}: bytes of the stripped image",
                     "value": image.path.stat().st_size, "budget": limit})
    tiny = build.build("app/helloworld", hello.tiny_options())
    rows.append({"what": "x86_64, configs/helloworld_tiny: bytes",
                 "value": tiny.path.stat().st_size,
                 "budget": hello.TINY_SIZE})
    return rows + nofault.figures() + vmem.figures()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true",
                        help="print the rows for a program to read")
    args = parser.parse_args()
    rows = figures()
    if args.json:
        print(json.dumps(rows, indent=2))
        return 0
    width = max(len(str(row["what"])) for row in rows)
    print(f"{'what':<{width}}  {'measured':>12}  {'at most':>12}")
    for row in rows:
        limit = f"{row['budget']:,}" if row["budget"] else "-"
        print(f"{row['what']:<{width}}  {row['value']:>12,}  {limit:>12}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
