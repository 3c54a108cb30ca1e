# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi's writer of cpio archives, for tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tool"))

from epi.cpio import (  # noqa: E402
    Entry, archive, character_device, file, folder, link, read_tree, write)

__all__ = ["Entry", "archive", "character_device", "file", "folder", "link",
           "read_tree", "write"]
