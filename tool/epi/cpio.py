# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Writes cpio archives of the "newc" format, as an initial RAM disk is one.

Contents of a page and more begin at a multiple of the page size, so that an
image can map them where they lie: slashes in front of a name, which mean
nothing, fill the gap.
"""

from __future__ import annotations

import io
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PAGE = 4096
HEADER = 6 + 13 * 8
SIZE_MAX = (1 << 32) - 1


@dataclass(frozen=True)
class Entry:
    """A member: its name without a leading slash, mode, and contents.

    data: a file's bytes, a file that has them, or a symbolic link's target;
    device: major, minor.
    """

    name: str
    mode: int
    data: bytes | Path = b""
    device: tuple[int, int] = (0, 0)
    owner: tuple[int, int] = (0, 0)
    mtime: int = 0


def folder(name: str, mode: int = 0o755) -> Entry:
    return Entry(name, stat.S_IFDIR | mode)


def file(name: str, data: bytes, mode: int = 0o644) -> Entry:
    return Entry(name, stat.S_IFREG | mode, data)


def link(name: str, target: str) -> Entry:
    return Entry(name, stat.S_IFLNK | 0o777,
                 target.encode(errors="surrogateescape"))


def character_device(name: str, major: int, minor: int,
                     mode: int = 0o600) -> Entry:
    return Entry(name, stat.S_IFCHR | mode, b"", (major, minor))


def read_tree(root: Path) -> list[Entry]:
    """What lies below a folder, folders before what they hold."""
    entries = []
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        mode = path.lstat().st_mode
        if path.is_symlink():
            entries.append(link(name, str(path.readlink())))
        elif path.is_dir():
            entries.append(folder(name, stat.S_IMODE(mode)))
        elif path.is_file():
            entries.append(file(name, path.read_bytes(), stat.S_IMODE(mode)))
        else:
            raise ValueError(f"{path} is neither file, folder nor link")
    return entries


def size_of(entry: Entry) -> int:
    """How many bytes the contents have."""
    if isinstance(entry.data, Path):
        return entry.data.stat().st_size
    return len(entry.data)


def head(entry: Entry, inode: int, size: int, at: int, align: bool) -> bytes:
    """Header and name of a member that begins at a multiple of 4."""
    name = entry.name.encode(errors="surrogateescape") + b"\0"
    if align and size >= PAGE and stat.S_ISREG(entry.mode):
        # Every length of name from here on, until the contents lie well
        gap = -(at + HEADER + len(name)) % PAGE
        name = b"/" * gap + name
    links = 2 if stat.S_ISDIR(entry.mode) else 1
    fields = (inode, entry.mode, *entry.owner, links,
              max(0, min(entry.mtime, SIZE_MAX)), size, 0, 0, *entry.device,
              len(name), 0)
    header = b"070701" + b"".join(b"%08X" % field for field in fields)
    return header + name + bytes(-(len(header) + len(name)) % 4)


def copy(entry: Entry, size: int, stream: BinaryIO) -> None:
    """Writes the contents, which must not have changed in between."""
    if isinstance(entry.data, bytes):
        stream.write(entry.data)
    else:
        start = stream.tell()
        with entry.data.open("rb") as source:
            shutil.copyfileobj(source, stream, 1 << 20)
        if stream.tell() - start != size:
            raise OSError(f"{entry.data} changed while it was read")
    stream.write(bytes(-size % 4))


def write(entries: Iterable[Entry], stream: BinaryIO,
          align: bool = True) -> None:
    """Writes the archive into a stream that has a position; the order is
    kept."""
    for inode, entry in enumerate([*entries, Entry("TRAILER!!!", 0)], 1):
        size = size_of(entry)
        if size > SIZE_MAX:
            raise ValueError(f"{entry.name} is larger than 4 GiB")
        stream.write(head(entry, inode, size, stream.tell(), align))
        copy(entry, size, stream)


def archive(entries: Iterable[Entry], align: bool = False) -> bytes:
    """The archive as bytes."""
    stream = io.BytesIO()
    write(entries, stream, align)
    return stream.getvalue()
