# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Programs are bounded in time and output; statuses are decoded."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from lib import build, guest, process, tally


def test_output_and_status() -> None:
    done = process.run(["sh", "-c", "echo out; echo err >&2; exit 3"], 10)
    assert done == process.Finished("out\nerr\n", 3, False)


def test_time_is_bounded() -> None:
    begin = time.monotonic()
    done = process.run(["sh", "-c", "echo on; sleep 60 & sleep 60"], 2)
    assert done.timed_out and done.output == "on\n"
    assert time.monotonic() - begin < 30


def test_silence_is_bounded() -> None:
    begin = time.monotonic()
    done = process.run(["sh", "-c", "for i in 1 2 3 4; do echo $i; sleep 0.2;"
                        " done; sleep 60"], 60, quiet=2)
    assert done.timed_out and done.output == "1\n2\n3\n4\n"
    assert time.monotonic() - begin < 30


def ends(pid: int, seconds: float) -> bool:
    """Whether a process that was killed is gone, or waits to be reaped."""
    stat = Path(f"/proc/{pid}/stat")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if stat.read_text().split()[2] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    return False


def test_nothing_is_left_behind() -> None:
    done = process.run(["sh", "-c", "sleep 60 & echo $!"], 2)
    assert done.timed_out
    assert ends(int(done.output), seconds=30)


def test_output_is_bounded() -> None:
    done = process.run(["yes"], 30)
    assert done.timed_out
    assert len(done.output) < process.OUTPUT_LIMIT + (1 << 17)


def test_closed_output_is_no_end() -> None:
    done = process.run(["sh", "-c", "exec >&- 2>&-; sleep 60"], 0.5)
    assert done.timed_out


@pytest.mark.parametrize("arch,status,decoded", [
    ("x86_64", 0, 0), ("x86_64", 1, 0), ("x86_64", 157, 78),
    ("x86_64", 255, 127), ("x86_64", -9, -9), ("x86_64", 2, 2),
    ("arm64", 78, 78), ("arm64", 0, 0), ("arm64", 3, 3)])
def test_decode(arch: str, status: int, decoded: int) -> None:
    assert guest.decode(arch, status) == decoded


@pytest.mark.parametrize("status,report,decoded", [
    (127, b"\xff", 255), (0, b"\0", 0), (127, b"\x89", 137), (-9, b"\0", -9)])
def test_decode_result(status: int, report: bytes, decoded: int) -> None:
    assert guest.decode("x86_64", status, report) == decoded


def test_option_lines() -> None:
    assert build.option_line("A", True) == "CONFIG_A=y"
    assert build.option_line("A", False) == "# CONFIG_A is not set"
    assert build.option_line("A", 12) == "CONFIG_A=12"
    assert build.option_line("A", "0x10") == "CONFIG_A=0x10"
    assert build.option_line("A", "text") == 'CONFIG_A="text"'


def test_shortfall(tmp_path: Path) -> None:
    path = tmp_path / "expected"
    tally.write({"host": tally.Counts(2, 30)}, path)
    expected = tally.read(path)
    assert expected == {"host": tally.Counts(2, 30)}
    run = tally.Tally(folders={"host": tally.Counts(2, 29)})
    assert run.shortfalls(expected, set()) == []
    assert run.shortfalls(expected, {"host"}) == [
        "test/host: 29 cases ran, at least 30 expected"]
