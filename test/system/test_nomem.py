# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Each allocation within each system call fails once; see nomem/README.md."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from lib import guest, programs
from lib.build import ROOT

sys.path.insert(0, str(ROOT / "support" / "scripts"))

import mksyscalldoc  # noqa: E402

HERE = Path(__file__).resolve().parent / "nomem"
SCENARIO = re.compile(r"\bS\([\s\\]*(\w+)[\s\\]*,")
RESULT = re.compile(r"(\d+) scenarios, (\d+) failures, (\d+) wrong")


def scenarios() -> list[str]:
    """The calls of scenarios.h, in its order."""
    text = (HERE / "scenarios.h").read_text(encoding="utf-8")
    return SCENARIO.findall(text)


def reasons() -> dict[str, str]:
    """The calls without a scenario, and why."""
    rows = (HERE / "none.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows if not row.startswith("#"))


def test_every_call_has_a_scenario() -> None:
    """Or a reason, and not both."""
    calls = {c.name for c in mksyscalldoc.all_calls() if c.numbers[0] != "-"}
    provided = set(mksyscalldoc.providers()) & calls
    have, none = set(scenarios()), set(reasons())
    assert provided - have - none == set()
    assert have & none == set()
    assert none - provided == set(), "reasons for what is not there"


def test_failures(build, tmp_path: Path) -> None:
    image = build("app/elfloader", {"LIBFAULTDEV": True,
                                    "LIBPOSIX_PROCFS": True})
    program = programs.static_pie("glibc", HERE / "main.c", tmp_path)
    done = guest.boot(image.path, memory="256M", initrd=program, timeout=120)
    end = done.text[-6000:]
    assert not done.timed_out, end
    found = RESULT.search(done.text)
    assert found, end
    count, failures, wrong = map(int, found.groups())
    assert wrong == 0, end
    assert count == len(scenarios()) and failures > count, end
    assert done.status == 0, end
