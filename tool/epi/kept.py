# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi cache: what is kept, how large it is, and how it goes."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from epi import cache

DAY = 24 * 3600
YEARS = 40  # longer than any of this is there
KINDS = ("image", "archive", "package", "lists")


@dataclass(frozen=True)
class Kept:
    """Something in the cache: its kind, what it is called, where it lies, its
    bytes on the disk, and when it was used last, in seconds since 1970."""

    kind: str
    name: str
    path: str
    size: int
    used: float


def size_of(path: Path) -> int:
    """Bytes on the disk, of a file or of a folder with all that is in it."""
    total = 0
    with contextlib.suppress(OSError):
        total = path.lstat().st_blocks * 512
        if path.is_dir() and not path.is_symlink():
            total += sum(size_of(inner) for inner in path.iterdir())
    return total


def used(*paths: Path) -> float:
    """The newest time of those that are there."""
    found = [0.0]
    for path in paths:
        with contextlib.suppress(OSError):
            found.append(path.stat().st_mtime)
    return max(found)


def everything() -> list[Kept]:
    """What there is, by kind and last use. What is being made is no part."""
    base = cache.folder()
    found: list[Kept] = []

    def add(kind: str, path: Path, *marks: Path) -> None:
        found.append(Kept(kind, path.name, str(path), size_of(path),
                          used(*marks)))
    for path in base.glob("images/*"):
        add("image", path, path / "used", path / "built")
    for path in base.glob("archives/*.cpio"):
        add("archive", path, path)
    for path in base.glob("packages/*"):
        if path.is_dir() and path.suffix not in (".new", ".debs"):
            add("package", path, path.with_name(path.name + ".lock"))
    for path in base.glob("lists/*"):
        add("lists", path, path / "renewed")
    return sorted(found, key=lambda k: (KINDS.index(k.kind), -k.used))


def lock_of(kept: Kept) -> Path | None:
    """The lock of who makes it."""
    path = Path(kept.path)
    if kept.kind == "archive":
        return None
    return path.with_name(path.name + ".lock") if kept.kind == "package" \
        else path / ".lock"


def remove(kept: Kept) -> bool:
    """Removes it, unless somebody is making it."""
    path, lock = Path(kept.path), lock_of(kept)
    if lock is None:
        path.unlink(missing_ok=True)
        return True
    with open(lock, "a", encoding="ascii") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        # Out of the way at once: a part of it is nothing to go on with
        gone = path.with_name(path.name + ".gone")
        shutil.rmtree(gone, ignore_errors=True)
        path.rename(gone)
        shutil.rmtree(gone)
        lock.unlink(missing_ok=True)
    return True


def amount(size: int) -> str:
    """As people say it."""
    return f"{size / (1 << 20):,.1f} MiB"


def since(seconds: float) -> str:
    days = int(seconds // DAY)
    if days > YEARS * 365:
        return "never"
    return "today" if days < 1 else f"{days} day{'s' * (days > 1)} ago"


def show(found: list[Kept]) -> None:
    now = time.time()
    for kept in found:
        print(f"{kept.kind:8} {amount(kept.size):>12}  "
              f"{since(now - kept.used):14} {kept.name}")
    print(f"{amount(sum(k.size for k in found))} in {cache.folder()}")


def prune(found: list[Kept], days: float) -> None:
    """Removes what was not used for so many days, and says what that was."""
    limit = time.time() - days * DAY
    gone = [k for k in found if (k.used <= limit or not days) and remove(k)]
    print(f"removed {len(gone)} of {len(found)}, "
          f"{amount(sum(k.size for k in gone))}")


def run(args: argparse.Namespace) -> int:
    """epi cache."""
    found = everything()
    if args.prune is not None:
        prune(found, args.prune)
    elif args.json:
        json.dump([asdict(k) for k in found], sys.stdout, indent=1)
        print()
    else:
        show(found)
    return 0
