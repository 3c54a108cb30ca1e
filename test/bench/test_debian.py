# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Debian's own programs stay within their budgets (doc/promises.md)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import debian  # noqa: E402


def test_true() -> None:
    assert 100_000 < debian.true() <= debian.TRUE


def test_python() -> None:
    both = debian.python()
    print(both)
    assert both.share <= debian.PYTHON_SHARE


def test_a_program_that_fails_has_no_figure() -> None:
    with pytest.raises(debian.ProgramFailed):
        debian.ours(("/bin/false",), "microvm", "")
