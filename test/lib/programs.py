# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Compiles programs for Linux: static PIE, against either C library."""

from __future__ import annotations

import subprocess
from pathlib import Path

LIBCS = ("glibc", "musl")
MUSL = Path("/usr/lib/x86_64-linux-musl")
FLAGS = ["-O2", "-Wall", "-Wextra", "-Werror", "-pthread"]


def part(name: str) -> str:
    """Where gcc has one of its own files."""
    return subprocess.run(["gcc", f"-print-file-name={name}"], check=True,
                          capture_output=True, text=True).stdout.strip()


def command(libc: str, *sources: Path) -> list[str]:
    """Without the output. musl-gcc knows no static PIE, only its parts."""
    if libc == "glibc":
        return ["gcc", "-static-pie", *FLAGS, *map(str, sources)]
    return ["gcc", "-nostdinc", "-isystem",
            "/usr/include/x86_64-linux-musl", "-isystem", part("include"),
            "-fPIE", "-static-pie", "-nostdlib", *FLAGS,
            str(MUSL / "rcrt1.o"), str(MUSL / "crti.o"),
            part("crtbeginS.o"), *map(str, sources), f"-L{MUSL}",
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
