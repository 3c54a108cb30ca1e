# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Random system calls end neither the image nor leave anything behind."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from lib import guest, programs
from lib.build import ROOT

sys.path.insert(0, str(ROOT / "support" / "scripts"))

import mksyscalldoc  # noqa: E402

HERE = Path(__file__).resolve().parent
CALL = re.compile(r"\bX\((\w+),")
# They end the program, give it a life of its own or lower its limits
NOT_MADE = {"exit", "exit_group", "clone", "clone3", "fork", "vfork",
            "rt_sigreturn", "setrlimit"}
# What varies from round to round, of the C library's own memory, too
SLACK = {"pieces": 64, "frames": 64}
RESULT = re.compile(r"(\d+) calls in (\d+) rounds, "
                    r"lost (-?\d+) pieces, (-?\d+) frames")


@pytest.mark.parametrize("libc", programs.LIBCS)
def test_random_calls(libc: str, build, request: pytest.FixtureRequest,
                      tmp_path: Path) -> None:
    seconds = request.config.getoption("--fuzz-seconds")
    seed = os.environ.get("FUZZ_SEED", "1")
    image = build("app/elfloader", {"LIBFAULTDEV": True,
                                    "LIBPOSIX_PROCFS": True})
    program = programs.static_pie(libc, HERE / "syscalls" / "main.c", tmp_path)
    done = guest.boot(image.path, memory="256M", initrd=program,
                      append=f"-- {seed} {seconds}", timeout=seconds + 60)
    end = done.text[-3000:]
    assert not done.timed_out, end
    assert done.status == 0, end
    found = RESULT.search(done.text)
    assert found, end
    calls, _, pieces, frames = map(int, found.groups())
    assert calls > 1000, end
    assert pieces <= SLACK["pieces"] and frames <= SLACK["frames"], end


def test_every_call_is_made() -> None:
    text = (HERE / "syscalls" / "calls.h").read_text(encoding="utf-8")
    calls = {c.name for c in mksyscalldoc.all_calls() if c.numbers[0] != "-"}
    provided = set(mksyscalldoc.providers()) & calls
    assert provided - set(CALL.findall(text)) - NOT_MADE == set()
