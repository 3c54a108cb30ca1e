# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Every command of README.md prints what stands below it. In a text "…" is
anything in a line, on a line of its own any lines."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from lib import build as engine
from lib import cache, transcript

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = transcript.markdown(ROOT / "README.md")
SECONDS = 300


def pattern(text: str) -> str:
    """A regular expression for an expected output."""
    lines = ["(?:.*\n)*" if line == "…" else
             re.escape(line).replace("…", ".*") + "\n"
             for line in text.splitlines()]
    return "".join(lines)


def test_readme_begins_with_a_program() -> None:
    assert BLOCKS[0][0][0] == "make run" and len(BLOCKS) >= 3


def test_pattern() -> None:
    assert re.fullmatch(pattern("a\n…\nb … d\n"), "a\nx\ny\nb c d\n")
    assert not re.fullmatch(pattern("a\n"), "a\nb\n")


@pytest.mark.parametrize("command,output", sum(BLOCKS, []),
                         ids=lambda text: text.split("\n")[0][:40])
def test_command(command: str, output: str) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    env |= {"XDG_CACHE_HOME": str(engine.folder_root() / "epi-cache"),
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    env = cache.environment(engine.folder_cache(), env)
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=env,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=SECONDS, check=False)
    said = re.sub(r"[ \t\r]+$", "", done.stdout, flags=re.M)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(pattern(output), said), said + done.stderr
