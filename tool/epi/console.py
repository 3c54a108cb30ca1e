# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Runs the machine and connects its console with this one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import selectors
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass

from epi import stream
from epi.errors import SIGNALLED, TIMED_OUT, EpiError

CHUNK = 1 << 16
INTERRUPTS, INTERRUPT_SECONDS = 3, 1.0
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
# Where QEMU finds the file into which the program's status goes
REPORT = 3
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


@dataclass(frozen=True)
class Ending:
    """How QEMU ended: its status, negative for a signal; what the image
    reported, nothing if it crashed; what QEMU said."""

    status: int
    report: bytes
    said: str


class Ended(Exception):
    """A signal that ends epi, and the guest with it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def raw_terminal(fd: int) -> Iterator[None]:
    """Characters go to the guest as they are typed, and what it shows is shown
    as it is: it has the terminal's settings, and Ctrl-C is for its program."""
    if not os.isatty(fd):
        yield
        return
    before = termios.tcgetattr(fd)
    now = termios.tcgetattr(fd)
    now[0] &= ~(termios.ICRNL | termios.INLCR | termios.IXON)
    now[1] &= ~termios.OPOST
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN |
                termios.ISIG)
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    termios.tcsetattr(fd, termios.TCSADRAIN, now)
    try:
        yield
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


@contextlib.contextmanager
def signals() -> Iterator[None]:
    """What would end epi becomes an exception."""
    def handler(number: int, _: object) -> None:
        raise Ended(number)
    before = {s: signal.signal(s, handler) for s in ENDING
              if signal.getsignal(s) is not signal.SIG_IGN}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


class Console:
    """The two directions between the guest and this machine."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin and process.stdout and process.stderr
        self.guest_in = process.stdin.fileno()
        self.guest_out = process.stdout.fileno()
        self.qemu_said = process.stderr.fileno()
        self.terminal = os.isatty(0)
        self.decoder = stream.Decoder(self.terminal and os.isatty(1))
        self.messages = b""
        self.interrupts: list[float] = []
        self.pending = b""  # for the guest
        self.reading = self.ended = False  # standard input
        self.selector = selectors.PollSelector()
        os.set_blocking(self.guest_in, False)

    def show(self, found: list[tuple[int, bytes]]) -> None:
        """What the guest wrote. The console is a terminal, if there is one."""
        for which, data in found:
            fd = which or (1 if os.isatty(1) else 2)
            while data:
                data = data[write(fd, data):]

    def from_guest(self, data: bytes) -> None:
        self.show(self.decoder.feed(data))
        if self.decoder.wanted:
            self.want_input()

    def want_input(self) -> None:
        """Standard input is read from now on."""
        if not self.reading:
            self.reading = True
            self.selector.register(0, selectors.EVENT_READ)

    def from_here(self) -> None:
        """Standard input has something, or its end."""
        try:
            data = os.read(0, 4096)
        except OSError:
            data = b""  # closed, or a folder
        self.selector.unregister(0)
        if self.terminal:
            self.interrupt(data)
            self.pending = data
        else:
            self.pending = stream.encode(data) if data else stream.END
        self.ended = not data
        if self.pending:
            self.selector.register(self.guest_in, selectors.EVENT_WRITE)

    def interrupt(self, data: bytes) -> None:
        """Whoever presses Ctrl-C again and again wants the guest to end."""
        now = time.monotonic()
        self.interrupts += [now] * data.count(b"\x03")
        self.interrupts = self.interrupts[-INTERRUPTS:]
        if len(self.interrupts) == INTERRUPTS and \
                now - self.interrupts[0] < INTERRUPT_SECONDS:
            raise Ended(signal.SIGINT)

    def to_guest(self) -> None:
        """The guest takes something; when all is gone, more is read."""
        try:
            self.pending = self.pending[os.write(self.guest_in, self.pending):]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self.pending, self.ended = b"", True
        if not self.pending:
            self.selector.unregister(self.guest_in)
            if not self.ended:
                self.selector.register(0, selectors.EVENT_READ)

    def take(self, fd: int) -> None:
        """Something came from QEMU, or will never come any more."""
        data = os.read(fd, CHUNK)
        if not data:
            self.selector.unregister(fd)
        elif fd == self.guest_out:
            self.from_guest(data)
        else:
            self.messages += data

    def step(self, left: float | None) -> None:
        """Waits for something, and does it."""
        for key, _ in self.selector.select(left):
            if key.fd in (self.guest_out, self.qemu_said):
                self.take(key.fd)
            elif key.fd == 0:
                self.from_here()
            else:
                self.to_guest()

    def run(self, deadline: float | None) -> bool:
        """Until the guest's output ends; whether it did in time."""
        for fd in (self.guest_out, self.qemu_said):
            self.selector.register(fd, selectors.EVENT_READ)
        if self.terminal:
            self.want_input()
        left = None
        while self.guest_out in self.selector.get_map():
            if deadline is not None:
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
            self.step(left)
        self.show(self.decoder.flush())
        while self.qemu_said in self.selector.get_map():
            self.take(self.qemu_said)
        return True


def write(fd: int, data: bytes) -> int:
    """As os.write(), also where somebody made the descriptor not wait."""
    while True:
        try:
            return os.write(fd, data)
        except BlockingIOError:
            select.select([], [fd], [])


def report_file() -> int:
    """An empty file without a name, as the descriptor REPORT."""
    fd = os.memfd_create("epi-status")
    if fd != REPORT:
        os.dup2(fd, REPORT)
        os.close(fd)
    return REPORT


def before_qemu() -> None:
    """In QEMU's process: it does not outlive this one."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def finish(process: subprocess.Popen[bytes]) -> None:
    """Nothing of the guest stays."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()


def start(argv: list[str]) -> subprocess.Popen[bytes]:
    """QEMU, in a process group of its own: Ctrl-C is for epi."""
    try:
        return subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, bufsize=0, process_group=0,
            pass_fds=(REPORT,), preexec_fn=before_qemu)
    except OSError as error:
        raise EpiError(f"{argv[0]} could not be started: {error.strerror}"
                       ) from None


def run(argv: list[str], timeout: float | None) -> Ending:
    """Runs QEMU to its end. Raises EpiError with the status of what ended
    it otherwise."""
    report = report_file()
    with signals(), raw_terminal(0):
        process = start(argv)
        try:
            console = Console(process)
            in_time = console.run(
                None if timeout is None else time.monotonic() + timeout)
            if not in_time:
                raise EpiError(f"The program had not ended after {timeout:g} "
                               "seconds", "", TIMED_OUT)
            return Ending(process.wait(), os.pread(report, 64, 0),
                          console.messages.decode(errors="replace"))
        except Ended as ended:
            raise EpiError("", "", SIGNALLED + ended.number) from None
        except BrokenPipeError:
            # As if the program had written into the pipe itself
            raise EpiError("", "", SIGNALLED + signal.SIGPIPE) from None
        finally:
            finish(process)
