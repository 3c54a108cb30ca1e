# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Runs epi as its users do."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from lib import build as engine
from lib import cache

ROOT = Path(__file__).resolve().parents[2]
EPI = str(ROOT / "epi")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SECONDS = 60
# With the build of the image, which the first one of a run does
BUILD_SECONDS = 240


def environment(**more: str) -> dict[str, str]:
    """A user's, with a cache that lasts from run to run; what is fetched, and
    what was compiled, is where the other tests have it."""
    home = os.environ.get("HOME", "/")
    fetched = os.environ.get("UK_CACHE") or os.environ.get(
        "XDG_CACHE_HOME") or f"{home}/.cache"
    env = {"PATH": PATH, "HOME": home, "UK_CACHE": fetched,
           "XDG_CACHE_HOME": str(engine.folder_root() / "epi-cache"), **more}
    return cache.environment(engine.folder_cache(), env)


def epi(*args: str, command: str = "run", stdin: bytes = b"",
        env: dict[str, str] | None = None, cwd: Path | None = None,
        prefix: tuple[str, ...] = (), start: str = EPI
        ) -> subprocess.CompletedProcess[bytes]:
    """Runs epi to its end."""
    return subprocess.run([*prefix, start, command, *args], input=stdin,
                          capture_output=True, env=env or environment(),
                          cwd=cwd, timeout=BUILD_SECONDS, check=False)


def refused(done: subprocess.CompletedProcess[bytes], status: int,
            *words: str) -> None:
    """One sentence with these words, this status, and no traceback."""
    said = done.stderr.decode()
    assert done.returncode == status, said
    assert said.startswith("epi: ") and said.count("\n") == 1, said
    assert "Traceback" not in said and done.stdout == b""
    for word in words:
        assert word in said
