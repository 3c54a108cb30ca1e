# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What probing and checked copies cost, in guest instructions a call."""

from __future__ import annotations

import re

from lib import build, guest

APP = "test/bench/nofault"
ARCHS = ("x86_64", "arm64")

# Instructions (nanoseconds of virtual time) in a tick of the counter
TICK = {"x86_64": 1, "arm64": 16}

ROW = re.compile(r"^(\w+) (\d+) (\d+)\s*$", re.MULTILINE)

# At most so many instructions; a copy: so many more than memcpy()
BUDGETS = {"probe_r": 60, "probe_rw": 60, "probe_fault": 600,
           "from_app_8": 60, "to_app_8": 60, "string_63": 200}
COPY_BUDGET = 30


def measure(arch: str, vmem: bool = False) -> dict[str, float]:
    """Instructions for each operation, without the loop around it."""
    image = build.build(APP, {"LIBUKVMEM": vmem}, arch=arch)
    result = guest.boot(image.path, arch, memory="64M", timeout=60,
                        extra=["-icount", "shift=0"])
    assert result.status == 0, result.text
    rows = {name: int(ticks) * TICK[arch] / int(rounds)
            for name, ticks, rounds in ROW.findall(result.text)}
    base = rows.pop("nothing")
    return {name: cost - base for name, cost in rows.items()}


def budgets(costs: dict[str, float]) -> dict[str, float]:
    """The budget of each operation that has one."""
    limits: dict[str, float] = dict(BUDGETS)
    for name in costs:
        if name.startswith("nofault_"):
            limits[name] = (costs[name.replace("nofault", "memcpy")]
                            + COPY_BUDGET)
    return limits


def figures() -> list[dict[str, object]]:
    """The rows for bench.py."""
    rows: list[dict[str, object]] = []
    for arch in ARCHS:
        costs = measure(arch)
        limits = budgets(costs)
        rows += [{"what": f"{arch}: instructions of {name}",
                  "value": round(cost),
                  "budget": round(limits[name]) if name in limits else None}
                 for name, cost in costs.items()]
    return rows
