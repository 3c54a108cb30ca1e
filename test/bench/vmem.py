# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What areas and demand paging cost in guest instructions, and may cost."""

from __future__ import annotations

import re

from lib import build, guest

APP = "test/bench/vmem"
ARCHS = ("x86_64", "arm64")

# Instructions (nanoseconds of virtual time) in a tick of the counter
TICK = {"x86_64": 1, "arm64": 16}

ROW = re.compile(r"^bench (\w+) (\d+) (\d+)\s*$", re.MULTILINE)

# What the rows mean, and at most so many instructions; None: not promised
BUDGETS: dict[str, tuple[str, int | None]] = {
    "fault": ("demand fault of 4 KiB, zeroing and tables included", 1200),
    "map_unmap": ("map and unmap of 64 KiB", 2000),
    "map_populate_unmap": ("the same populated, not zeroed", None),
    "pager_read": ("a page of a file that is in memory, read", None),
    "pager_unmap": ("unmapping one of them", None),
    "pager_read_around": ("the same read, 16 at a time", None),
    "pager_copy": ("a private page of a file, written to", None),
    "map_among_many": ("a new area, up to 10,000 of them", None),
    "find": ("uk_vma_find() among 10,000 areas", 150),
    "room_among_many": ("map where 10,000 holes are too small", None),
}


def measure(arch: str) -> dict[str, float]:
    """Instructions for each operation."""
    image = build.build(APP, arch=arch)
    result = guest.boot(image.path, arch, memory="64M", timeout=60,
                        extra=["-icount", "shift=0"])
    rows = {name: int(ticks) * TICK[arch] / int(rounds)
            for name, ticks, rounds in ROW.findall(result.text)}
    assert result.status == 0 and rows.keys() == BUDGETS.keys(), result.text
    return rows


def figures() -> list[dict[str, object]]:
    """The rows for bench.py."""
    rows: list[dict[str, object]] = []
    for arch in ARCHS:
        costs = measure(arch)
        rows += [{"what": f"{arch}: {what}", "value": round(costs[name]),
                  "budget": limit}
                 for name, (what, limit) in BUDGETS.items()]
    return rows
