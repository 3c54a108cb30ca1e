# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Compiles programs for Linux: static PIE, against either C library."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

LIBCS = ("glibc", "musl")
MUSL = Path("/usr/lib/x86_64-linux-musl")
FLAGS = ["-O2", "-Wall", "-Wextra", "-Werror", "-pthread"]


@cache
def part(name: str) -> str:
    """Where gcc has one of its own files."""
    return subprocess.run(["gcc", f"-print-file-name={name}"], check=True,
                          capture_output=True, text=True).stdout.strip()


def compiler(libc: str) -> list[str]:
    """For objects of a static PIE. musl-gcc knows none, only its parts."""
    own = [] if libc == "glibc" else [
        "-nostdinc", "-isystem", "/usr/include/x86_64-linux-musl", "-isystem",
        part("include")]
    return ["gcc", *own, "-fPIE", *FLAGS]


def command(libc: str, *inputs: Path) -> list[str]:
    """For a program, of sources and objects; without the output."""
    words = [*compiler(libc), "-static-pie"]
    if libc == "glibc":
        return [*words, *map(str, inputs)]
    return [*words, "-nostdlib", str(MUSL / "rcrt1.o"), str(MUSL / "crti.o"),
            part("crtbeginS.o"), *map(str, inputs), f"-L{MUSL}",
            "-Wl,--start-group", "-lc", "-lgcc", "-lgcc_eh",
            "-Wl,--end-group", part("crtendS.o"), str(MUSL / "crtn.o")]


def static(source: Path, folder: Path, arch: str = "x86_64",
           pie: bool = True) -> Path:
    """A program of glibc for either architecture, PIE or at its place."""
    path = folder / f"{source.stem}-{arch}-{'pie' if pie else 'fixed'}"
    compiler = {"x86_64": "gcc", "arm64": "aarch64-linux-gnu-gcc"}[arch]
    subprocess.run([compiler, "-static-pie" if pie else "-static", *FLAGS,
                    str(source), "-o", str(path)], check=True)
    return path


def static_pie(libc: str, source: Path, folder: Path) -> Path:
    """The program, in folder, named as its source."""
    path = folder / source.stem
    subprocess.run([*command(libc, source), "-o", str(path)], check=True)
    return path
