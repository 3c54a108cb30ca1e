# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""A program at the console that somebody types into."""

from __future__ import annotations

import os
import selectors
import subprocess
import time
from pathlib import Path

import pytest

from lib import guest, programs

HERE = Path(__file__).parent
SECONDS = 40


class Dialogue:
    """A running guest: what it has written, and typing into it."""

    def __init__(self, argv: list[str]) -> None:
        self.process = subprocess.Popen(
            ["timeout", str(SECONDS), *argv], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.output = b""
        self.end = time.monotonic() + SECONDS

    def read(self) -> bool:
        """Waits for more output; false at its end."""
        assert self.process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            assert selector.select(self.end - time.monotonic()), self.output
        part = os.read(self.process.stdout.fileno(), 4096)
        self.output += part
        return bool(part)

    def expect(self, text: bytes) -> bytes:
        """What is written up to a text, which is taken out."""
        while text not in self.output:
            assert self.read(), self.output
        before, _, self.output = self.output.partition(text)
        return before

    def type(self, text: bytes, after: float = 0) -> None:
        """Types when the program is ready, or has been for a while."""
        self.expect(b"ready\r\n")
        time.sleep(after)
        self.send(text)

    def send(self, text: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def rest(self) -> bytes:
        """Everything until the machine has gone."""
        while self.read():
            pass
        self.process.wait()
        return self.output


def ended_by_a_signal(d: Dialogue) -> bool:
    """128 and more is 63 here."""
    return guest.decode("x86_64", d.process.returncode) == 63


@pytest.fixture
def dialogue(build, tmp_path):
    """dialogue(part): the program that does this, in a guest."""
    program = programs.static_pie("glibc", HERE / "terminal" / "dialogue.c",
                                  tmp_path)
    running = []

    def start(part: str, parameters: str = "") -> Dialogue:
        argv = guest.command(build("app/elfloader", {}).path, memory="64M",
                             initrd=program,
                             append=f"{parameters} -- {part}")
        running.append(Dialogue(argv))
        return running[-1]

    yield start
    for one in running:
        one.process.kill()
        one.process.wait()


def test_lines(dialogue) -> None:
    d = dialogue("lines")
    d.type(b"ab\x7fc\r")
    assert d.expect(b"read 3: 61 63 0a") == b"ab\b \bc\r\n"
    d.type(b"x\x15\x16\x03yz\x17\n")
    # ^C as a character is part of no word, but what is typed behind it is
    assert d.expect(b"read 2: 03 0a").endswith(b"\b \b\r\n")
    d.type(b"no newline\x04")
    d.expect(b"read 10:")
    d.type(b"\x04")
    d.expect(b"read 0:")
    d.rest()


def test_raw(dialogue) -> None:
    d = dialogue("raw")
    d.type(b"a")
    time.sleep(0.2)
    d.send(b"\x03")
    time.sleep(0.2)
    d.send(b"\r")
    d.expect(b"read 3: 61 03 0d\r\n")
    d.type(b"xy")
    d.expect(b"read 2: 78 79\r\n")
    d.expect(b"read 0:\r\nread 0:\r\n")
    assert d.rest() == b"<\n>\r\n"


def test_two_readers(dialogue) -> None:
    d = dialogue("two")
    d.type(b"first\n")
    d.expect(b"a reader has 6")
    time.sleep(0.1)
    assert b"has" not in d.output
    d.send(b"second\n")
    d.expect(b"a reader has 7")
    d.expect(b"both: 13")
    d.rest()


def test_signals(dialogue) -> None:
    d = dialogue("signals")
    # A signal that comes before the call does not interrupt it
    d.type(b"abc\x03", 0.5)
    d.expect(b"abc^Csignal 2\r\ninterrupted: -1 Interrupted")
    d.type(b"\x1c", 0.5)
    d.expect(b"^\\signal 3\r\ninterrupted: -1 Interrupted")
    d.type(b"\x03")
    d.rest()
    assert ended_by_a_signal(d)


def test_signal_without_a_reader(dialogue) -> None:
    d = dialogue("busy")
    d.type(b"\x03")
    d.rest()
    assert ended_by_a_signal(d)


def test_asked(dialogue) -> None:
    assert [row.split(": ", 1) for row in
            dialogue("asked", "tty.rows=50 tty.columns=132").rest().decode()
            .replace("\r", "").splitlines() if ": " in row] == [
        ["a terminal", "1"], ["its size", "0"],
        ["rows in the beginning", "50"], ["columns in the beginning", "132"],
        ["group", "1"], ["session", "1"],
        ["set the group", "0"], ["none", "-1 No such process"],
        ["a negative one", "-1 Invalid argument"], ["set the size", "0"],
        ["from no memory", "-1 Bad address"], ["get it", "0"],
        ["columns", "80"], ["nothing there", "0"], ["bytes", "0"],
        ["into no memory", "-1 Bad address"], ["flush", "0"],
        ["flush what", "-1 Invalid argument"], ["drain", "0"],
        ["flow", "-1 Invalid argument"],
        ["unknown", "-1 Inappropriate ioctl for device"]]
