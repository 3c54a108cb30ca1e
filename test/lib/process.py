# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Runs a program for a bounded time and reads a bounded output."""

from __future__ import annotations

import contextlib
import math
import os
import selectors
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

OUTPUT_LIMIT = 16 << 20


@dataclass(frozen=True)
class Finished:
    """What became of a program."""

    output: str
    returncode: int
    timed_out: bool


def run(argv: list[str], seconds: float, cwd: Path | None = None,
        env: dict[str, str] | None = None,
        quiet: float = math.inf) -> Finished:
    """Runs argv with standard error joined to its output and no input.

    After the given time, when it wrote nothing for as long as quiet says, or
    has written too much, the program and everything it started are killed. timeout(1) stands in front, so that it
    ends even when this process is killed before.
    """
    guard = ["timeout", "--kill-after=2", f"{seconds + 5:.0f}"]
    process = subprocess.Popen(
        guard + argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, cwd=cwd, env=env, start_new_session=True)
    assert process.stdout is not None
    deadline = time.monotonic() + seconds
    chunks: list[bytes] = []
    size, timed_out = 0, False
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                left = deadline - time.monotonic()
                if left <= 0 or size > OUTPUT_LIMIT:
                    timed_out = True
                    break
                if not selector.select(min(left, quiet)):
                    timed_out = True
                    break
                chunk = os.read(process.stdout.fileno(), 1 << 16)
                if not chunk:
                    break
                chunks.append(chunk)
                size += len(chunk)
        if not timed_out:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                timed_out = True
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    text = b"".join(chunks).decode("utf-8", "replace")
    return Finished(text, process.returncode, timed_out)
