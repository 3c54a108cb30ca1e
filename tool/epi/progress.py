# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What takes long says so, on a terminal only."""

from __future__ import annotations

import os
import sys


class Progress:
    """One line on standard error that is gone when the program starts."""

    def __init__(self) -> None:
        self.shown = False
        self.on = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def step(self, text: str) -> None:
        """What is done now."""
        if self.on:
            sys.stderr.write(f"\r\x1b[Kepi: {text} ...")
            sys.stderr.flush()
            self.shown = True

    def done(self) -> None:
        """Nothing is done any more."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.shown = False
