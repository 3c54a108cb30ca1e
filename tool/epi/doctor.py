# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi doctor: what this machine lacks, and how to get it."""

from __future__ import annotations

import argparse


def run(args: argparse.Namespace) -> int:
    """epi doctor."""
    return 0
