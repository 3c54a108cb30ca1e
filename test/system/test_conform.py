# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The programs in conform/ say the same on Linux and in the image.

Each is linked statically against glibc and against musl, runs on this machine
and, the same file, in the image. conform/pending.tsv lists those that do not
agree yet; one that does must leave the list.
"""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from lib import build as builder
from lib import process, programs

HERE = Path(__file__).resolve().parent / "conform"
PENDING = HERE / "pending.tsv"
PROGRAMS = sorted(path.stem for path in HERE.glob("*.c"))
SECONDS = 60


@dataclass(frozen=True)
class Ran:
    """What a program wrote, and its status as a shell has it."""

    output: str
    status: int


@cache
def compiled(name: str, libc: str) -> Path:
    """The program, linked against the C library."""
    source = HERE / f"{name}.c"
    folder = builder.folder_root() / "conform"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}-{libc}"
    newest = max(p.stat().st_mtime for p in (source, *HERE.glob("*.h")))
    if target.exists() and target.stat().st_mtime > newest:
        return target
    made = target.with_suffix(f".{os.getpid()}")
    done = subprocess.run([*programs.command(libc, source), "-o", str(made)],
                          check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made.replace(target)
    return target


@cache
def on_linux(name: str, libc: str) -> Ran:
    """The program's run on this machine."""
    done = process.run([str(compiled(name, libc))], SECONDS, env={})
    assert not done.timed_out, done.output
    status = done.returncode
    return Ran(done.output, status if status >= 0 else 128 - status)


def said(console: str) -> str:
    """What a program wrote, without the banner before it."""
    lines = console.replace("\r", "").splitlines(keepends=True)
    first = next((i + 1 for i, line in enumerate(lines)
                  if line.strip().startswith("Epimetheus ")), 0)
    return "".join(lines[first:])


def pending(name: str, libc: str) -> str | None:
    """Why the program does not agree yet."""
    for row in PENDING.read_text(encoding="utf-8").splitlines():
        fields = row.split("\t")
        if not row.startswith("#") and fields[0] == name and \
                fields[1] in (libc, "*"):
            return fields[2]
    return None


def cases() -> list:
    """All programs with both libraries, those that are pending marked."""
    params = []
    for name in PROGRAMS:
        for libc in programs.LIBCS:
            why = pending(name, libc)
            marks = [pytest.mark.xfail(strict=True, reason=why)] if why \
                else []
            params.append(pytest.param(name, libc, marks=marks,
                                       id=f"{name}-{libc}"))
    return params


def test_list_is_about_programs() -> None:
    rows = [row.split("\t") for row in
            PENDING.read_text(encoding="utf-8").splitlines()
            if not row.startswith("#")]
    assert all(len(row) == 3 and row[0] in PROGRAMS and
               row[1] in (*programs.LIBCS, "*") and row[2]
               for row in rows), rows


@pytest.mark.parametrize("libc", programs.LIBCS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_linux(name: str, libc: str, request) -> None:
    """A reference that says something, and the same with both libraries."""
    ran = on_linux(name, libc)
    lines = ran.output.splitlines()
    request.node.user_properties.append(("cases", len(lines)))
    assert lines and all(": " in line for line in lines), ran.output
    assert ran == on_linux(name, programs.LIBCS[0])


@pytest.mark.parametrize("name,libc", cases())
def test_image(name: str, libc: str, build, boot) -> None:
    linux = on_linux(name, libc)
    result = boot(build("app/elfloader", {}), memory="256M",
                  initrd=compiled(name, libc), timeout=SECONDS)
    output = said(result.output)
    if linux.status > 128:
        # The report of the signal follows
        report = output[len(linux.output):]
        output = output[:len(linux.output)]
        assert signal.Signals(linux.status - 128).name in report \
            if linux.status - 128 < 32 else report, result.text
    assert output == linux.output
    assert result.status == linux.status, result.text
