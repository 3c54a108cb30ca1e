# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Probing and checked copies stay within their budgets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import nofault  # noqa: E402


@pytest.mark.parametrize("vmem", [False, True], ids=["", "ukvmem"])
@pytest.mark.parametrize("arch", nofault.ARCHS)
def test_instructions(arch: str, vmem: bool) -> None:
    costs = nofault.measure(arch, vmem)
    limits = nofault.budgets(costs)
    assert set(limits) <= set(costs), costs
    # the counter did count: nothing is free
    assert all(cost > 3 for cost in costs.values()), costs
    over = {name: cost for name, cost in costs.items()
            if name in limits and cost > limits[name]}
    assert not over, costs
