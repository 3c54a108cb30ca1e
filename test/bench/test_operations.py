# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What a program's operations cost, beside the same binary on Linux."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import chart  # noqa: E402
import ops  # noqa: E402


@pytest.fixture(scope="module")
def rows() -> dict[str, ops.Row]:
    """Both guests, one run."""
    return {row.budget.name: row for row in ops.measure()}


def parameters() -> list[object]:
    """The budgets; those that are pending are expected to be missed."""
    late = pytest.mark.xfail(reason="pending in budgets.tsv", strict=False,
                             raises=ops.BudgetMissed)
    return [pytest.param(b, id=b.name, marks=[late] if b.pending else [])
            for b in ops.budgets()]


@pytest.mark.parametrize("budget", parameters())
def test_operation(rows: dict[str, ops.Row], budget: ops.Budget) -> None:
    row = rows[budget.name]
    assert isinstance(row.linux, float), f"Linux: {row.linux}"
    assert row.linux > 10, "less than a system call can cost"
    if not row.kept:
        raise ops.BudgetMissed(f"{row.ours}, at most {budget.limit}")


def test_lines_of_the_program() -> None:
    text = "ticks\t1000.0\r\ngetppid\t79.5\r\nstat\tfailed: ENOSYS\r\nend\t\r\n"
    assert ops.parse(text) == ({"getppid": 79.5, "stat": "failed: ENOSYS"},
                               True)
    assert ops.parse("getppid\t79.5\n") == ({"getppid": 79.5}, False)


def test_chart_shows_every_operation() -> None:
    rows = [ops.Row(b, "failed: ENOSYS", 1e3) for b in ops.budgets()]
    picture = chart.draw(rows, "6.1")
    for budget in ops.budgets():
        assert budget.what in picture
    assert picture.count("failed: ENOSYS") == len(rows)
