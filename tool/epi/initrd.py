# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""An archive that was made elsewhere, given as --root: it is the guest's root
as it is, compressed or not, and epi does not look into it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from epi.errors import EpiError

# How archives begin that the image reads: cpio, gzip, LZ4 in both its forms,
# Zstandard
PLAIN = b"07070"
COMPRESSED = (b"\x1f\x8b", b"\x04\x22\x4d\x18", b"\x02\x21\x4c\x18",
              b"\x28\xb5\x2f\xfd")
# What is compressed seldom becomes more than that many times as long
RATIO = 8


def is_one(path: str | None) -> bool:
    """Is that a file, and not a tree?"""
    return path is not None and os.path.isfile(path)


def program(args: argparse.Namespace) -> str:
    """The program's path in the archive that --root names."""
    for given, name in ((args.with_, "--with"), (args.package, "--package"),
                        (args.with_package, "--with-package"),
                        (args.library_path, "--library-path")):
        if given:
            raise EpiError(f"{name} adds to a tree, but {args.root} is a file",
                           "Unpack it, and give the folder to --root")
    if not args.program.startswith("/"):
        raise EpiError(f"epi does not look for {args.program} in {args.root}",
                       "Say its whole path in the archive")
    return args.program


def size(path: Path) -> int:
    """Bytes of memory that it takes, or what is most likely enough."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise EpiError(f"{path} cannot be read: {error.strerror}") from None
    if head.startswith(PLAIN):
        return path.stat().st_size
    if head.startswith(COMPRESSED):
        return path.stat().st_size * (1 + RATIO)
    raise EpiError(f"{path} is neither a folder nor an archive of cpio",
                   "--root takes trees and archives, which may be compressed "
                   "with gzip, lz4 or zstd")
