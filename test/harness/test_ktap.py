# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The parser accepts complete reports and nothing else."""

from __future__ import annotations

import pytest

from lib import ktap

GOOD = """\
[    0.10] Info: booting
KTAP version 1
1..2
  KTAP version 1
  # Subtest: one
  1..2
test: one->a
\texpected `x` to be 1 and was 1.......... [ PASSED ]
  ok 1 one.a
test: one->b
  ok 2 one.b # SKIP no device
ok 1 one
  KTAP version 1
  # Subtest: two
  1..1
test: two->c
  not ok 1 two.c
not ok 2 two
uktest:suites:     1 failed, 2 total
"""


def test_good_report() -> None:
    suites = ktap.parse(GOOD)
    assert [s.name for s in suites] == ["one", "two"]
    assert [c.name for c in ktap.leaves(suites)] == ["one.a", "one.b",
                                                     "two.c"]
    assert ktap.leaves(suites)[1].skipped
    assert ktap.failures(suites) == ["two.c"]


def test_carriage_returns() -> None:
    assert len(ktap.parse(GOOD.replace("\n", "\r\n"))) == 2


def test_failed_init() -> None:
    suites = ktap.parse("KTAP version 1\n1..1\nnot ok 1 one\n")
    assert ktap.failures(suites) == ["one"]


@pytest.mark.parametrize("name,old,new", [
    ("silence", GOOD, ""),
    ("no version", "KTAP version 1\n1..2", "1..2"),
    ("no plan", "1..2\n  KTAP", "  KTAP"),
    ("no inner plan", "  1..1\n", ""),
    ("second plan", "1..2\n  KTAP", "1..2\n1..2\n  KTAP"),
    ("result lost", "  ok 2 one.b # SKIP no device\n", ""),
    ("suite lost", "not ok 2 two\n", ""),
    ("too many", "not ok 2 two\n", "not ok 2 two\nok 3 three\n"),
    ("numbers", "ok 2 one.b", "ok 3 one.b"),
    ("ends early", GOOD[GOOD.index("test: two"):], ""),
    ("ok hides a failure", "not ok 2 two", "ok 2 two"),
    ("twice", GOOD, GOOD + GOOD),
    ("bail out", "test: two->c", "Bail out! no memory"),
    ("empty", GOOD, "KTAP version 1\n1..0\n"),
])
def test_bad_report(name: str, old: str, new: str) -> None:
    assert old in GOOD, name
    with pytest.raises(ktap.KtapError):
        ktap.parse(GOOD.replace(old, new, 1))


def test_failed_assertions_are_found() -> None:
    output = ("test: s->a\n\texpected `x`.. [ PASSED ]\ntest: s->b\r\n"
              "\texpected `y`.. [ FAILED ]  in t.c:7\r\n"
              "\texpected `z`.. [ \x1b[31mFAILED\x1b[0m ]  in t.c:8\n")
    assert ktap.failed_lines(output).split("\n") == [
        "test: s->b", "\texpected `y`.. [ FAILED ]  in t.c:7",
        "\texpected `z`.. [ \x1b[31mFAILED\x1b[0m ]  in t.c:8"]
