# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Reads KTAP version 1, and trusts nothing that was not planned."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

VERSION = re.compile(r"^(?P<indent> *)KTAP version 1$")
ASSERT_FAILED = re.compile(r"FAILED\S* \]  in ")
PLAN = re.compile(r"^(?P<indent> *)1\.\.(?P<count>\d+)( # SKIP.*)?$")
RESULT = re.compile(
    r"^(?P<indent> *)(?P<bad>not )?ok (?P<number>\d+)"
    r"(?: (?:- )?(?P<name>[^#]*?))?\s*(?:# ?(?P<directive>.*))?$")
BAIL = re.compile(r"^ *Bail out!(?P<why>.*)$")


class KtapError(Exception):
    """The output is not a complete report: silence, no plan, a short run."""


@dataclass
class Case:
    """One result line. A case with cases inside is a suite."""

    name: str
    passed: bool
    skipped: bool = False
    cases: list[Case] = field(default_factory=list)

    def leaves(self) -> list[Case]:
        """The cases that have none inside."""
        if not self.cases:
            return [self]
        return [leaf for case in self.cases for leaf in case.leaves()]


@dataclass
class Block:
    """A "KTAP version 1" line and what belongs to it."""

    indent: int
    planned: int | None = None
    cases: list[Case] = field(default_factory=list)

    def check(self) -> None:
        """Raises KtapError when the block is not complete."""
        if self.planned is None:
            raise KtapError("a report without a plan")
        if len(self.cases) != self.planned:
            names = ", ".join(c.name for c in self.cases) or "none"
            raise KtapError(f"{self.planned} results planned, "
                            f"{len(self.cases)} found: {names}")

    def add(self, row: re.Match[str], inner: list[Case]) -> None:
        """Takes a result line."""
        number, name = int(row["number"]), (row["name"] or "").strip()
        if number != len(self.cases) + 1:
            raise KtapError(f"result {number} ({name}) where number "
                            f"{len(self.cases) + 1} was due")
        skipped = (row["directive"] or "").upper().startswith("SKIP")
        passed = not row["bad"]
        if passed and not all(case.passed for case in inner):
            raise KtapError(f"{name} is ok, but something in it is not")
        self.cases.append(Case(name, passed, skipped, inner))


def parse(output: str) -> list[Case]:
    """The suites of a report. Lines that are not KTAP are skipped over.

    Raises KtapError for an output that a test run which went well cannot
    have: nothing, no plan, more or fewer results than planned.
    """
    stack: list[Block] = []
    finished: Block | None = None
    top: Block | None = None
    for line in output.replace("\r", "").split("\n"):
        if bail := BAIL.match(line):
            raise KtapError(f"bailed out:{bail['why']}")
        if row := VERSION.match(line):
            indent = len(row["indent"])
            if finished or (stack and indent <= stack[-1].indent) or (
                    top and not stack):
                raise KtapError("a report begins where none is due")
            stack.append(Block(indent))
            top = top or stack[0]
        elif (row := PLAN.match(line)) and stack:
            if len(row["indent"]) != stack[-1].indent:
                raise KtapError(f"a plan in the wrong place: {line!r}")
            if stack[-1].planned is not None:
                raise KtapError("a second plan")
            stack[-1].planned = int(row["count"])
        elif (row := RESULT.match(line)) and stack:
            indent = len(row["indent"])
            if indent < stack[-1].indent and len(stack) > 1:
                finished = stack.pop()
                finished.check()
            if indent != stack[-1].indent:
                raise KtapError(f"a result in the wrong place: {line!r}")
            stack[-1].add(row, finished.cases if finished else [])
            finished = None
    if top is None:
        raise KtapError("no report in the output")
    if len(stack) != 1:
        raise KtapError("the report ends inside a suite")
    top.check()
    if not top.cases:
        raise KtapError("a report without a single result")
    return top.cases


def leaves(suites: list[Case]) -> list[Case]:
    """The cases of all suites."""
    return [leaf for suite in suites for leaf in suite.leaves()]


def failures(suites: list[Case]) -> list[str]:
    """The names of the cases that failed, and of suites without a failed
    case that failed themselves."""
    found = [case.name for case in leaves(suites) if not case.passed]
    for suite in suites:
        if not suite.passed and all(c.passed for c in suite.leaves()):
            found.append(suite.name)
    return found


def failed_lines(output: str) -> str:
    """What uktest printed of each failed assertion, with its case's line."""
    case, lines = "", []
    for line in output.replace("\r", "").split("\n"):
        if line.lstrip().startswith("test: "):
            case = line.strip()
        elif ASSERT_FAILED.search(line):
            lines += [case, line] if case not in lines else [line]
    return "\n".join(lines)
