# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The guest's standard streams on the console's wire: fs/devfs/stream.c."""

from __future__ import annotations

import os

MARK = 0xFF
CONSOLE, OUTPUT, ERROR, WANTED = 0, 1, 2, 3
END = bytes((MARK, 0))


def mask() -> int:
    """Which of descriptors 0 to 2 are no terminal: the guest's stdio.streams."""
    return sum(1 << fd for fd in range(3) if not os.isatty(fd))


def terminal_size() -> tuple[int, int]:
    """Columns and rows of the terminal among descriptors 0 to 2; 0, 0 when
    there is none or nobody has said how large it is."""
    for fd in range(3):
        if os.isatty(fd):
            return tuple(os.get_terminal_size(fd))
    return 0, 0


def encode(data: bytes) -> bytes:
    """Standard input for the guest."""
    return data.replace(b"\xff", b"\xff\xff")


class Decoder:
    """What comes from the guest, cut into what each stream gets."""

    def __init__(self, raw_console: bool = False) -> None:
        self.raw_console = raw_console  # leave the console's text as it is
        self.stream = CONSOLE
        self.wanted = False  # standard input
        self.rest = b""

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """Streams and bytes, in their order. A carriage return in front of a
        newline is the console driver's, before each one."""
        data = self.rest + data
        self.rest = b""
        if data.endswith((b"\r", b"\xff")) and not self.whole(data):
            self.rest, data = data[-1:], data[:-1]
        found: list[tuple[int, bytes]] = []
        while data:
            text, mark, after = data.partition(b"\xff")
            if text:
                if self.stream != CONSOLE or not self.raw_console:
                    text = text.replace(b"\r\n", b"\n")
                found.append((self.stream, text))
            if not mark:
                break
            kind, data = after[0], after[1:]
            if kind == MARK:
                found.append((self.stream, b"\xff"))
            elif kind == WANTED:
                self.wanted = True
            elif kind in (CONSOLE, OUTPUT, ERROR):
                self.stream = kind
        return found

    @staticmethod
    def whole(data: bytes) -> bool:
        """Does the mark that the last byte is part of end here?"""
        if data.endswith(b"\r"):
            return False
        count = len(data) - len(data.rstrip(b"\xff"))
        return count % 2 == 0

    def flush(self) -> list[tuple[int, bytes]]:
        """What is left when nothing more comes."""
        rest, self.rest = self.rest, b""
        return [(self.stream, rest)] if rest else []
