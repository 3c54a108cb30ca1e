# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Every fuzz target over its corpus, then for a short time with new inputs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from lib import host, process

HERE = Path(__file__).resolve().parent
# What was freed is not kept for long: a run is short, and memory that is new
# each time takes longer than what is tested
ASAN = host.SANITIZERS["ASAN_OPTIONS"] + ":quarantine_size_mb=16"
TARGETS = sorted(p.parent.name for p in HERE.glob("*/fuzz.mk"))

needs_clang = pytest.mark.skipif(shutil.which("clang") is None,
                                 reason="clang is missing")


@needs_clang
@pytest.mark.parametrize("target", TARGETS)
def test_target(target: str, request: pytest.FixtureRequest,
                tmp_path: Path) -> None:
    seconds = request.config.getoption("--fuzz-seconds")
    corpus = HERE / target / "corpus"
    assert any(corpus.iterdir()), "a target needs seeds"
    out = host.make("clang", FUZZ=target)
    env = {**os.environ, **host.SANITIZERS, "ASAN_OPTIONS": ASAN,
           "UK_HOST_QUIET": "1"}

    argv = [str(out / "fuzz"), "-rss_limit_mb=1024", "-timeout=10",
            f"-artifact_prefix={out}/"]
    done = process.run([*argv, "-runs=0", str(corpus)], 60, env=env)
    assert done.returncode == 0, done.output[-8000:]

    argv += [f"-max_total_time={seconds}", "-max_len=4096", "-verbosity=1"]
    if (HERE / target / "options").is_file():
        argv += (HERE / target / "options").read_text().split()
    if (HERE / target / "dict").is_file():
        argv.append(f"-dict={HERE / target / 'dict'}")
    done = process.run([*argv, str(tmp_path), str(corpus)], seconds + 60,
                       env=env)
    assert done.returncode == 0, done.output[-8000:]
    assert not done.timed_out
