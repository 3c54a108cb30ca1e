# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Runs the machine and connects its console with this one."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator

from epi.errors import SIGNALLED, TIMED_OUT, EpiError

CHUNK = 1 << 16
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


class Ended(Exception):
    """A signal that ends epi, and the guest with it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def raw_terminal(fd: int) -> Iterator[None]:
    """Characters go to the guest as they are typed, and the guest echoes
    them; Ctrl-C stays this machine's."""
    if not os.isatty(fd):
        yield
        return
    before = termios.tcgetattr(fd)
    now = termios.tcgetattr(fd)
    now[0] &= ~(termios.ICRNL | termios.INLCR | termios.IXON)
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
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
        self.process = process
        self.guest_in = process.stdin.fileno()
        self.guest_out = process.stdout.fileno()
        self.qemu_said = process.stderr.fileno()
        self.terminal = os.isatty(1)
        self.carry = b""
        self.messages = b""
        os.set_blocking(self.guest_in, False)

    def show(self, data: bytes) -> None:
        """What the guest wrote. The console's driver puts a carriage return
        before each newline, which only a terminal wants."""
        if not self.terminal:
            data = self.carry + data
            self.carry = b"\r" if data.endswith(b"\r") else b""
            data = data[:len(data) - len(self.carry)].replace(b"\r\n", b"\n")
        while data:
            data = data[os.write(1, data):]

    def end(self) -> None:
        """What is left when the guest is silent for good."""
        self.terminal, self.carry, rest = True, b"", self.carry
        self.show(rest)

    def run(self, deadline: float | None) -> bool:
        """Until the guest's output ends; whether it did in time."""
        pending = b""
        with selectors.PollSelector() as selector:
            selector.register(self.guest_out, selectors.EVENT_READ)
            selector.register(self.qemu_said, selectors.EVENT_READ)
            reading = self.register_input(selector)
            while self.guest_out in selector.get_map() or \
                    self.qemu_said in selector.get_map():
                left = None if deadline is None else \
                    deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                for key, _ in selector.select(left):
                    if key.fd == self.guest_out:
                        self.take(selector, key.fd, self.show)
                    elif key.fd == self.qemu_said:
                        self.take(selector, key.fd, self.note)
                    elif key.fd == 0:
                        data = os.read(0, 4096)
                        selector.unregister(0)
                        if data:
                            pending = data
                        else:
                            pending = b"\x04"
                            reading = False
                        selector.register(self.guest_in,
                                          selectors.EVENT_WRITE)
                    elif key.fd == self.guest_in:
                        pending = self.send(pending)
                        if not pending:
                            selector.unregister(self.guest_in)
                            if reading:
                                selector.register(0, selectors.EVENT_READ)
        self.end()
        return True

    def register_input(self, selector: selectors.BaseSelector) -> bool:
        """Standard input, if there is one."""
        try:
            selector.register(0, selectors.EVENT_READ)
            return True
        except (PermissionError, OSError, ValueError):
            return False  # a file is always ready: not for epoll

    def send(self, data: bytes) -> bytes:
        """To the guest; what is left."""
        try:
            return data[os.write(self.guest_in, data):]
        except BlockingIOError:
            return data
        except BrokenPipeError:
            return b""

    def note(self, data: bytes) -> None:
        self.messages += data

    @staticmethod
    def take(selector, fd: int, sink) -> None:
        data = os.read(fd, CHUNK)
        if data:
            sink(data)
        else:
            selector.unregister(fd)


def finish(process: subprocess.Popen[bytes]) -> None:
    """Nothing of the guest stays."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()


def run(argv: list[str], package: str, timeout: float | None
        ) -> tuple[int, str]:
    """Runs QEMU to its end: its status, negative for a signal, and what it
    said. Raises EpiError with the status of what ended it otherwise."""
    with signals(), raw_terminal(0):
        try:
            process = subprocess.Popen(
                argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, bufsize=0, process_group=0)
        except FileNotFoundError:
            raise EpiError(f"{argv[0]} is missing",
                           f"apt install {package}; epi doctor names all "
                           "that is missing") from None
        except OSError as error:
            raise EpiError(f"{argv[0]} could not be started: "
                           f"{error.strerror}") from None
        console = Console(process)
        try:
            in_time = console.run(
                None if timeout is None else time.monotonic() + timeout)
            if not in_time:
                raise EpiError(f"The program had not ended after {timeout:g} "
                               "seconds", "", TIMED_OUT)
            return process.wait(), console.messages.decode(errors="replace")
        except Ended as ended:
            raise EpiError("", "", SIGNALLED + ended.number) from None
        except BrokenPipeError:
            # Nobody reads what the program writes: as if it had written
            # into the pipe itself
            sys.stdout = None
            raise EpiError("", "", SIGNALLED + signal.SIGPIPE) from None
        finally:
            finish(process)
