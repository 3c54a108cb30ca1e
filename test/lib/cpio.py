# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Writes cpio archives of the "newc" format, as an initial RAM disk is one."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A member: its name without a leading slash, mode, and contents.

    data: a file's bytes or a symbolic link's target; device: major, minor.
    """

    name: str
    mode: int
    data: bytes = b""
    device: tuple[int, int] = (0, 0)


def folder(name: str, mode: int = 0o755) -> Entry:
    return Entry(name, stat.S_IFDIR | mode)


def file(name: str, data: bytes, mode: int = 0o644) -> Entry:
    return Entry(name, stat.S_IFREG | mode, data)


def link(name: str, target: str) -> Entry:
    return Entry(name, stat.S_IFLNK | 0o777, target.encode())


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


def pad(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def member(entry: Entry, inode: int) -> bytes:
    """Header, name and contents, each ending on a multiple of 4 bytes."""
    name = entry.name.encode() + b"\0"
    links = 2 if stat.S_ISDIR(entry.mode) else 1
    fields = (inode, entry.mode, 0, 0, links, 0, len(entry.data),
              0, 0, *entry.device, len(name), 0)
    header = b"070701" + b"".join(b"%08X" % field for field in fields)
    return pad(header + name) + pad(entry.data)


def archive(entries: list[Entry]) -> bytes:
    """The archive; the order is kept."""
    end = Entry("TRAILER!!!", 0)
    return b"".join(member(e, i + 1) for i, e in enumerate([*entries, end]))
