# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Runs the programs of a folder on this machine and in an image.

Linking and running them on Linux uses several processes at once, and a program
whose text has not changed is not linked again. In the image they run one after
the other in one boot (system/chain); a program that ends the machine, or says
nothing for long, is the last one of its boot.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lib import build as builder
from lib import cpio, guest, process, programs

CHAIN = Path(__file__).resolve().parents[1] / "system" / "chain" / "chain.c"
FLAGS = ["-O0", "-D_GNU_SOURCE"]
LINK = ["-Wl,--wrap=main", "-Wl,-s"]
MEMORY = Path("/dev/shm")
SECONDS = 60  # for one program
QUIET = 20    # without a word
ENDED = re.compile(r"^## (\S+) (\d+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Ran:
    """What a program wrote, and its status as a shell has it."""

    output: str
    status: int


def workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(int(builder.JOBS))


def folder_programs() -> Path:
    folder = builder.folder_root() / "conform"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@cache
def key_common(folder: Path, libc: str) -> bytes:
    """What all programs of a folder depend on."""
    digest = hashlib.sha256()
    for path in (CHAIN, *sorted(folder.glob("*.h"))):
        digest.update(path.name.encode() + path.read_bytes())
    for part in (programs.part("libc.a"), programs.MUSL / "libc.a",
                 programs.part("cc1")):
        digest.update(f"{part} {os.stat(part).st_mtime}".encode())
    digest.update(repr(programs.command(libc, CHAIN) + FLAGS + LINK).encode())
    return digest.digest()


def compile_to(target: Path, command: list[str]) -> None:
    done = subprocess.run([*command, *FLAGS, "-o", str(target)],
                          check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@cache
def chain(folder: Path, libc: str) -> Path:
    """The object of chain.c, which is part of every program."""
    key = hashlib.sha256(key_common(folder, libc)).hexdigest()[:16]
    target = folder_programs() / f"chain-{libc}-{key}.o"
    if not target.exists():
        with tempfile.TemporaryDirectory(dir=folder_programs()) as made:
            compile_to(Path(made) / target.name,
                       [*programs.compiler(libc), "-c", str(CHAIN)])
            (Path(made) / target.name).replace(target)
    return target


@cache
def compiled(source: Path, libc: str) -> Path:
    """The program, linked against the C library and chain.c."""
    key = hashlib.sha256(key_common(source.parent, libc)
                         + source.read_bytes()).hexdigest()[:16]
    target = folder_programs() / f"{source.stem}-{libc}-{key}"
    if target.exists():
        return target
    made = target.with_name(f".{target.name}.{os.getpid()}")
    compile_to(made, [*programs.command(libc, source,
                                        chain(source.parent, libc)), *LINK])
    for old in folder_programs().glob(f"{source.stem}-{libc}-*"):
        old.unlink(missing_ok=True)
    made.replace(target)
    return target


@cache
def on_linux(source: Path, libc: str) -> Ran:
    """The program's run on this machine, in an empty folder in memory."""
    with tempfile.TemporaryDirectory(
            dir=MEMORY if MEMORY.is_dir() else None) as folder:
        done = process.run([str(compiled(source, libc))], SECONDS, env={},
                           cwd=Path(folder))
    assert not done.timed_out, done.output
    status = done.returncode
    return Ran(done.output, status if status >= 0 else 128 - status)


def on_linux_all(wanted: list[tuple[Path, str]]) -> None:
    """Lets on_linux() have its answers at hand; a program does not run twice
    at the same time. A failure is found again by who asks for it."""
    def attempt(source: Path) -> None:
        for one, libc in wanted:
            if one == source:
                with contextlib.suppress(AssertionError):
                    on_linux(source, libc)

    with workers() as pool:
        list(pool.map(attempt, sorted({source for source, _ in wanted})))


def said(console: str) -> str:
    """What programs wrote, without the banner before it."""
    lines = console.replace("\r", "").splitlines(keepends=True)
    first = next((i + 1 for i, line in enumerate(lines)
                  if line.strip().startswith("Epimetheus ")), 0)
    return "".join(lines[first:])


def separate(names: list[str], output: str) -> tuple[dict[str, Ran], str]:
    """What each program wrote that was followed by another, and the rest."""
    ran: dict[str, Ran] = {}
    at = 0
    for name, mark in zip(names, ENDED.finditer(output)):
        assert mark[1] == name, f"{mark[1]} ended instead of {name}"
        ran[name] = Ran(output[at:mark.start()], int(mark[2]))
        at = mark.end()
    return ran, output[at:]


def archive(sources: list[Path], libc: str, target: Path) -> None:
    names = [source.stem for source in sources]
    entries = [cpio.file("chain", "".join(f"{n}\n" for n in names).encode())]
    entries += [cpio.file(s.stem, compiled(s, libc).read_bytes(), 0o755)
                for s in sources]
    target.write_bytes(cpio.archive(entries))


def in_image(sources: list[Path], libc: str,
             boot: Callable[..., guest.Result]) -> dict[str, Ran]:
    """The programs' runs in an image, with as few boots as they allow. boot is
    given append, initrd, timeout and quiet."""
    ran: dict[str, Ran] = {}
    with workers() as pool:
        list(pool.map(lambda source: compiled(source, libc), sources))
    with tempfile.TemporaryDirectory() as folder:
        initrd = Path(folder) / "initrd"
        archive(sources, libc, initrd)
        left = [source.stem for source in sources]
        while left:
            result = boot(append=f"-- /{left[0]}", initrd=initrd,
                          timeout=SECONDS * len(left), quiet=QUIET)
            some, rest = separate(left, said(result.output))
            left = left[len(some):]
            ran |= some
            if left:
                ran[left.pop(0)] = Ran(rest, result.status)
    return ran
