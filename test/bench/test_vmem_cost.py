# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Areas and demand paging stay within their budgets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import vmem  # noqa: E402


@pytest.mark.parametrize("arch", vmem.ARCHS)
def test_instructions(arch: str) -> None:
    costs = vmem.measure(arch)
    print(costs)
    over = {name: cost for name, cost in costs.items()
            if cost > (vmem.BUDGETS[name][1] or cost)}
    assert not over
