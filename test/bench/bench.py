#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Prints what things cost: guest instructions and bytes, beside the budget.

Operations of an unmodified program stand beside those of a Linux guest, from
the same binary in the same run, and are drawn as a chart.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import chart  # noqa: E402
import debian  # noqa: E402
import hello  # noqa: E402
import linux_guest  # noqa: E402
import nofault  # noqa: E402
import ops  # noqa: E402
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
    return rows + debian.figures() + nofault.figures() + vmem.figures()


def cell(value: float | str) -> str:
    """A figure, or why there is none."""
    return value if isinstance(value, str) else f"{value:,.0f}"


def print_table(head: list[str], rows: list[list[str]]) -> None:
    """Columns as wide as needed; the first to the left, others to the
    right."""
    widths = [max(len(row[i]) for row in [head, *rows])
              for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(f"{text:<{w}}" if i == 0 else f"{text:>{w}}"
                        for i, (text, w) in enumerate(zip(row, widths))))


def print_figures(rows: list[dict[str, object]]) -> None:
    print_table(["what", "measured", "at most"],
                [[str(row["what"]), f"{row['value']:,}",
                  f"{row['budget']:,}" if row["budget"] else "-"]
                 for row in rows])


def print_operations(rows: list[ops.Row], version: str) -> None:
    print_table(["operation of a program", "ours", f"Linux {version}",
                 "ratio", "at most", ""],
                [[row.budget.what, cell(row.ours), cell(row.linux),
                  f"{row.ratio:.2f}" if row.ratio is not None else "-",
                  f"{row.budget.limit:,}", "" if row.kept else "over"]
                 for row in rows])


def operation_dict(row: ops.Row) -> dict[str, object]:
    return {"name": row.budget.name, "what": row.budget.what,
            "ours": row.ours, "linux": row.linux, "ratio": row.ratio,
            "budget": row.budget.limit, "kept": row.kept}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true",
                        help="print the rows for a program to read")
    parser.add_argument("--chart", type=Path, metavar="FILE",
                        default=build.ROOT / "build" / "bench.svg",
                        help="where the chart goes (build/bench.svg)")
    parser.add_argument("--operations", action="store_true",
                        help="measure only the operations of a program")
    args = parser.parse_args()
    try:
        operations = ops.measure()
        version = linux_guest.kernel().version
        rows: list[dict[str, object]] = [] \
            if args.operations else figures()
    except (linux_guest.GuestError, subprocess.SubprocessError,
            debian.ProgramFailed) as error:
        print(f"bench.py: {error}", file=sys.stderr)
        return 1
    args.chart.parent.mkdir(parents=True, exist_ok=True)
    args.chart.write_text(chart.draw(operations, version))
    if args.json:
        print(json.dumps({"figures": rows, "linux": version,
                          "operations": [operation_dict(row)
                                         for row in operations]}, indent=2))
        return 0
    if rows:
        print_figures(rows)
        print()
    print_operations(operations, version)
    print(f"\nThe chart: {args.chart}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
