# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""How the application that crashes is built."""

from __future__ import annotations

from pathlib import Path

APP = Path(__file__).resolve().parent

# With threads, and all that a debugger can show; not optimised, it shows more
FULL = {
    "OPTIMIZE_NONE": True,
    "DEBUG_SYMBOLS_LVL2": True,
    "LIBUKSP": True,
    "LIBUKDEBUG_PRINTK_INFO": True,
    "LIBUKDEBUG_TRACEPOINTS": True,
    "LIBUKSCHED": True,
    "LIBUKSCHEDCOOP": True,
    "LIBUKBOOT_INITSCHEDCOOP": True,
}
