# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Debian's own programs stay within their budgets (doc/promises.md)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import debian  # noqa: E402


README = (Path(__file__).resolve().parents[2] / "README.md").read_text()


def is_said(measured: int, words: str) -> bool:
    """Is this, to 15 %, the figure in millions at # in these words of the
    README?"""
    pattern = re.escape(words).replace(r"\#", r"([\d.,]+)")
    found = re.search(pattern.replace(r"\ ", r"\s+"), README)
    assert found, words
    said = 1e6 * float(found.group(1).replace(",", ""))
    return abs(measured - said) <= 0.15 * said


def test_true() -> None:
    count = debian.true()
    assert 100_000 < count <= debian.TRUE
    assert is_said(count, "`/bin/true` takes # million"), count


def test_python() -> None:
    both = debian.python()
    print(both)
    assert both.share <= debian.PYTHON_SHARE
    assert is_said(both.ours, "`python3 -c 'print(1)'` # million"), both
    assert is_said(both.linux, "Linux guest takes # million"), both


def test_a_program_that_fails_has_no_figure() -> None:
    with pytest.raises(debian.ProgramFailed):
        debian.ours(("/bin/false",), "microvm", "")
