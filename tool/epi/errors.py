# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What goes wrong for the user: a sentence, a remedy, a status."""

from __future__ import annotations

FAILED = 125  # epi or the machine, not the program
NOT_EXECUTABLE = 126
NOT_FOUND = 127
TIMED_OUT = 124
SIGNALLED = 128  # and the signal's number


def plain(text: str) -> str:
    """Text on one line, whatever a file's name has in it: control characters
    and what is no UTF-8 as in a string of C."""
    return "".join(c if c.isprintable() else c.encode(
        "unicode_escape", "surrogateescape").decode() if ord(c) < 0xDC00 or
        ord(c) > 0xDFFF else f"\\x{ord(c) & 0xFF:02x}" for c in text)


class EpiError(Exception):
    """One sentence, and another that says what to do about it."""

    def __init__(self, sentence: str, remedy: str = "",
                 status: int = FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.status = status

    def __str__(self) -> str:
        return f"{self.sentence}. {self.remedy}".removesuffix(". ") \
            if self.remedy else self.sentence
