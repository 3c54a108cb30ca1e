# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Where epi keeps what it need not make again: images, archives, packages."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from epi import cpio
from epi.collect import Files
from epi.errors import EpiError
from epi.progress import Progress

# The archives that are kept, the last used ones
ARCHIVES_MAX = 2 << 30
# No archive takes that long to write; seconds
PARTS_AGE = 24 * 3600
# Trees of packages that were not used for this long go when another is made
PACKAGES_AGE = 30 * 24 * 3600


def folder(*parts: str) -> Path:
    """A folder of the cache; made if it is not there."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not base.startswith("/"):
        base = os.path.expanduser("~/.cache")
    path = Path(base, "epimetheus", *parts)
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not os.access(path, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        raise EpiError(
            f"The cache folder {path} cannot be written: {error.strerror}",
            "Set XDG_CACHE_HOME to a folder of yours") from None
    return path


@contextlib.contextmanager
def locked(path: Path) -> Iterator[int]:
    """Holds a file's lock: one epi at a time makes what is behind it. A process
    that gets the descriptor holds it, too, when this one was killed."""
    with open(path, "w", encoding="ascii") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield stream.fileno()


def prune(path: Path, keep: Path) -> None:
    """Removes the archives that were used longest ago, if they are many, and
    what an epi left that was killed while it wrote."""
    for file in path.glob(".*"):
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime > PARTS_AGE:
                file.unlink()
    found = []
    for file in path.glob("*.cpio"):
        with contextlib.suppress(OSError):
            info = file.stat()
            found.append((info.st_mtime, info.st_size, file))
    total = 0
    for _, size, file in sorted(found, reverse=True):
        total += size
        if total > ARCHIVES_MAX and file != keep:
            with contextlib.suppress(OSError):
                file.unlink()


def used(path: Path) -> None:
    """Marks a thing in the cache as used now. An installed image is in none,
    and not being able to is no reason to stop."""
    with contextlib.suppress(OSError):
        path.touch()


def prune_trees(path: Path, keep: Path) -> None:
    """Removes the trees of packages that nobody has used for long. The lock
    beside a tree was written when it was used."""
    for lock in path.glob("*.lock"):
        tree = lock.with_suffix("")
        with contextlib.suppress(OSError), open(lock, "a",
                                                encoding="ascii") as stream:
            if tree == keep or time.time() - lock.stat().st_mtime < \
                    PACKAGES_AGE:
                continue
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(tree, ignore_errors=True)
            lock.unlink()


def archive_path(files: Files) -> Path:
    """Where the archive of these files is, or would be."""
    return folder("archives") / f"{files.key()}.cpio"


def archive(files: Files, progress: Progress) -> Path:
    """The archive of these files."""
    path = archive_path(files)
    try:
        os.utime(path)
        return path
    except OSError:
        pass
    progress.step(f"packing {len(files.entries)} files, "
                  f"{files.size() >> 20} MiB")
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "w+b") as stream:
            cpio.write(files.ordered(), stream)
        os.replace(made, path)
    except ValueError as error:
        os.unlink(made)
        raise EpiError(f"The archive of files cannot be written: {error}",
                       "An archive holds files of up to 4 GiB") from None
    except OSError as error:
        os.unlink(made)
        raise EpiError(f"The archive of files could not be written: {error}",
                       f"{path.parent} has to have room for it") from None
    except BaseException:
        os.unlink(made)
        raise
    prune(path.parent, path)
    return path
