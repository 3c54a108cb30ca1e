# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Compiles nothing twice: configurations differ in few options, and what an
option does not touch is the same object in all of them. main.c is the program
that stands in front of the compilers; what it makes is the same to the bit."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

SOURCES = ("main.c", "job.c", "job.h", "inputs.c", "inputs.h", "hash.h")
COMPILERS = ("gcc", "g++", "aarch64-linux-gnu-gcc", "clang")
SIZE_LIMIT = 1 << 30


def build_program(folder: Path) -> Path:
    """Compiles the program into `folder`, unless it is there and newer.
    Returns the folder to put in front of the PATH."""
    here = Path(__file__).resolve().parent
    names = folder / "bin"
    program = folder / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        newest = max((here / s).stat().st_mtime for s in SOURCES)
        if program.is_file() and program.stat().st_mtime >= newest:
            return names
        shutil.rmtree(names, ignore_errors=True)
        names.mkdir()
        subprocess.run(["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra",
                        "-Werror", "-static", "-o", str(program),
                        *(str(here / s) for s in SOURCES if s[-1] == "c")],
                       check=True, timeout=60)
        for compiler in COMPILERS:
            (names / compiler).symlink_to(program)
    return names


def environment(folder: Path, env: dict[str, str]) -> dict[str, str]:
    """`env` with the compilers that remember; objects lie in `folder`."""
    names = build_program(folder)
    objects = folder / "objects"
    objects.mkdir(exist_ok=True)
    return {**env, "EPI_CACHE": str(objects),
            "PATH": f"{names}:{env.get('PATH', os.defpath)}"}


def limit(folder: Path, size: int = SIZE_LIMIT) -> None:
    """Forgets everything when it has become too much. Before a run."""
    objects = folder / "objects"
    if objects.is_dir() and sum(
            e.stat().st_size for e in os.scandir(objects)) > size:
        shutil.rmtree(objects)
