# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Random system calls end neither the image nor leave anything behind."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lib import guest, programs

HERE = Path(__file__).resolve().parent
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
