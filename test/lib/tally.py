# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Counts what ran and compares with the recorded minimum.

test/expected has a line for each folder of tests: its name, the number of
tests, and the number of cases inside (results of KTAP reports). A run that
covers a folder completely and has fewer of either fails: tests that vanish
are noticed.
"""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass, field
from pathlib import Path

EXPECTED = Path(__file__).resolve().parents[1] / "expected"

HEADER = """\
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
# folder, tests at least, cases at least; pytest --update-expected writes it
"""


@dataclass
class Counts:
    """Of one folder."""

    tests: int = 0
    cases: int = 0


@dataclass
class Tally:
    """Of a whole run."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: set[str] = field(default_factory=set)
    folders: dict[str, Counts] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def cost(self) -> str:
        """How long the run took, and what it cost: on a machine that does
        other work besides, only the second says something about the tests."""
        seconds = round(time.monotonic() - self.began)
        return (f"took {seconds // 60} min {seconds % 60} s, "
                f"{processor_seconds():.0f} s of the processor")

    def folder(self, name: str) -> Counts:
        """The counts of a folder, zero at first."""
        return self.folders.setdefault(name, Counts())

    def shortfalls(self, expected: dict[str, Counts],
                   complete: set[str]) -> list[str]:
        """One sentence for each folder that ran less than it should."""
        found = []
        for name in sorted(complete & set(expected)):
            ran, want = self.folder(name), expected[name]
            for what in ("tests", "cases"):
                if getattr(ran, what) < getattr(want, what):
                    found.append(
                        f"test/{name}: {getattr(ran, what)} {what} ran, "
                        f"at least {getattr(want, what)} expected")
        return found


def processor_seconds() -> float:
    """Of this process and of those that it waited for, as it did for the
    workers."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(
        resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def read(path: Path = EXPECTED) -> dict[str, Counts]:
    """The recorded minimum; empty without a file."""
    counts = {}
    if path.is_file():
        for row in path.read_text(encoding="ascii").splitlines():
            if row and not row.startswith("#"):
                name, tests, cases = row.split()
                counts[name] = Counts(int(tests), int(cases))
    return counts


def write(counts: dict[str, Counts], path: Path = EXPECTED) -> None:
    """Records a minimum."""
    rows = [f"{name} {c.tests} {c.cases}\n"
            for name, c in sorted(counts.items())]
    path.write_text(HEADER + "".join(rows), encoding="ascii")
