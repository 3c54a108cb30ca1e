# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What the documents point to is there: tests, unit tests, files."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTEST = re.compile(r"`(test/[\w/]+\.py)(?:::(\w+))?`")
UKTEST = re.compile(r"`uktest:(\w+)(?:\.(\w+))?`")
CASE = re.compile(r"UK_TESTCASE(?:_DESC)?\(\s*(\w+),\s*(\w+)")
LINK = re.compile(r"\]\(([^)#:]+)\)")
LISTS = ("promises.md", "release-0.12.md")


def unit_tests() -> set[tuple[str, str]]:
    """(suite, case) of every unit test of the tree."""
    found = set()
    for path in ROOT.rglob("*.c"):
        if "build" not in path.relative_to(ROOT).parts:
            found |= set(CASE.findall(path.read_text(encoding="utf-8")))
    return found


def missing(text: str) -> list[str]:
    """The tests that a text names and that are not there."""
    cases = unit_tests()
    suites = {suite for suite, _ in cases}
    bad = []
    for path, name in PYTEST.findall(text):
        file = ROOT / path
        if not file.is_file() or (
                name and f"def {name}(" not in file.read_text()):
            bad.append(f"{path}::{name}")
    for suite, case in UKTEST.findall(text):
        if (suite, case) not in cases if case else suite not in suites:
            bad.append(f"uktest:{suite}.{case}")
    return bad


@pytest.mark.parametrize("name", LISTS)
def test_named_tests_exist(name: str) -> None:
    text = (ROOT / "doc" / name).read_text(encoding="utf-8")
    assert PYTEST.search(text) or UKTEST.search(text)
    assert missing(text) == []


def test_a_missing_test_is_noticed() -> None:
    assert missing("`uktest:nobody.nothing` `test/vm/none.py::test_x`") == [
        "test/vm/none.py::test_x", "uktest:nobody.nothing"]


@pytest.mark.parametrize("name", LISTS)
def test_each_row_names_a_test(name: str) -> None:
    """A promise without a test is none: each row of each table has one, or
    says why it has not."""
    rows = [row for row in (ROOT / "doc" / name).read_text().splitlines()
            if row.startswith("| ") and not row.startswith("| ---")]
    heads = {"what", "row"}
    bad = [row for row in rows
           if row.split("|")[1].strip() not in heads
           and not PYTEST.search(row) and not UKTEST.search(row)
           and "not here:" not in row]
    assert bad == []


def test_links() -> None:
    bad = []
    for path in ROOT.rglob("*.md"):
        if "build" in path.relative_to(ROOT).parts:
            continue
        for target in LINK.findall(path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                bad.append(f"{path.relative_to(ROOT)}: {target}")
    assert bad == []


def test_page_of_system_calls_is_up_to_date() -> None:
    script = ROOT / "support" / "scripts" / "mksyscalldoc.py"
    done = subprocess.run(["/usr/bin/python3", "-B", str(script), "--check"],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
