# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The compiler that remembers: never another object than the compiler's."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from lib import cache

COMPILERS = ("gcc", "clang")


@dataclass
class Place:
    """Sources, two build folders, and a compiler that counts its calls."""

    root: Path
    compiler: str
    env: dict[str, str]

    def run(self, build: str, *options: str, env: dict[str, str]
            ) -> subprocess.CompletedProcess[str]:
        out = self.root / build
        return subprocess.run(
            [self.compiler, "-O2", "-g", "-Wall",
             "-include", str(out / "config.h"), f"-I{out}",
             f"-ffile-prefix-map={self.root}=.",
             f"-ffile-prefix-map={out}=build", *options,
             "-c", str(self.root / "a.c"), "-o", str(out / "a.o"),
             "-MMD", "-MP", "-MF", str(out / "a.d")],
            env=env, cwd=self.root, text=True, capture_output=True,
            check=False, timeout=60)

    def compile(self, build: str, *options: str) -> tuple[bytes, bool]:
        """The object, and whether the compiler made it just now. It is what
        the compiler makes without us, and so are the dependencies."""
        out = self.root / build
        results = []
        log = self.root / "calls"
        for env in (self.env, {**self.env, "EPI_CACHE": ""}):
            if not env["EPI_CACHE"]:
                env.pop("EPI_CACHE")
            log.write_text("")
            done = self.run(build, *options, env=env)
            assert done.returncode == 0, done.stderr
            calls = [c for c in log.read_text().splitlines() if "-E" not in c]
            results.append(((out / "a.o").read_bytes(),
                            (out / "a.d").read_text(), done.stderr, calls))
        ours, theirs = results
        assert ours[:3] == theirs[:3]
        assert theirs[3]
        return ours[0], bool(ours[3])


@pytest.fixture(params=COMPILERS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    names = cache.build_program(tmp_path / "program")
    real = shutil.which(request.param)
    assert real
    counting = tmp_path / "counting"
    counting.mkdir()
    script = counting / request.param
    script.write_text(f'#!/bin/sh\necho "$*" >>{tmp_path}/calls\n'
                      f'exec {real} "$@"\n')
    script.chmod(0o755)
    objects = tmp_path / "objects"
    objects.mkdir()
    for build in ("one", "two"):
        (tmp_path / build).mkdir()
        (tmp_path / build / "config.h").write_text("#define UNUSED 1\n")
        (tmp_path / build / "a.h").write_text("#define VALUE 1\n")
    (tmp_path / "a.c").write_text(
        '#include "a.h"\nint f(void);\nint f(void) { return VALUE; }\n')
    return Place(tmp_path, str(names / request.param),
                 {**os.environ, "EPI_CACHE": str(objects),
                  "PATH": f"{names}:{counting}:{os.environ['PATH']}"})


def test_same_text_is_compiled_once(place: Place) -> None:
    first, made = place.compile("one")
    assert made
    assert place.compile("one") == (first, False)
    assert place.compile("two") == (first, False)


def test_what_is_not_used_does_not_matter(place: Place) -> None:
    first, _ = place.compile("one")
    (place.root / "two" / "config.h").write_text(
        "#define UNUSED 2\n" + "#define MORE 3\n" * 20)
    assert place.compile("two") == (first, False)


@pytest.mark.parametrize("change", ["value", "comment", "line", "header"])
def test_changed_text_is_compiled(place: Place, change: str) -> None:
    place.compile("one")
    source, header = place.root / "a.c", place.root / "one" / "a.h"
    text = source.read_text()
    if change == "value":
        header.write_text("#define VALUE 2\n")
    elif change == "header":
        header.rename(place.root / "b.h")
        source.write_text(text.replace("a.h", "b.h"))
        (place.root / "b.h").write_text("#define VALUE 3\n")
    else:
        extra = {"comment": "/* a word */", "line": "\n"}[change]
        source.write_text(text.replace("int f(void);", "int f(void);" + extra))
    assert place.compile("one")[1]


@pytest.mark.parametrize("option", ["-O0", "-g1", "-DX=1", "-g0",
                                    "-ffile-prefix-map=a=b"])
def test_other_options_are_compiled(place: Place, option: str) -> None:
    place.compile("one")
    assert place.compile("one", option)[1]
    assert not place.compile("one", option)[1]


def test_another_compiler_is_asked(place: Place) -> None:
    place.compile("one")
    real = place.root / "counting" / Path(place.compiler).name
    real.write_text(real.read_text() + "# another version\n")
    assert place.compile("one")[1]


def test_folder_in_a_text_stays(place: Place) -> None:
    """Paths are mapped where the compiler maps them, nowhere else."""
    (place.root / "a.c").write_text("const char *f = FOLDER;\n")
    for build in ("one", "two"):
        (place.root / build / "a.h").write_text("")
        (place.root / build / "config.h").write_text(
            f'#define FOLDER "{place.root / build}"\n')
    one, _ = place.compile("one")
    two, made = place.compile("two")
    assert made and one != two


def test_warnings_are_told_each_time(place: Place) -> None:
    source = place.root / "a.c"
    source.write_text(source.read_text() + "static void unused(void) {}\n")
    for _ in range(2):
        _, made = place.compile("one")
        assert made
    done = place.run("one", env=place.env)
    assert "unused" in done.stderr


def test_failure_stays_one(place: Place) -> None:
    (place.root / "a.c").write_text("int f(void) { return x; }\n")
    for _ in range(2):
        done = place.run("one", env=place.env)
        assert done.returncode == 1 and "error" in done.stderr
        assert not (place.root / "one" / "a.o").exists()


def test_files_that_an_assembler_reads(place: Place) -> None:
    data = place.root / "data"
    data.write_text("1")
    (place.root / "a.c").write_text(
        f'__asm__(".data\\n.incbin \\"{data}\\"");\n')
    first, _ = place.compile("one")
    data.write_text("2")
    second, made = place.compile("one")
    assert made and first != second


def test_damaged_entry_is_not_taken(place: Place) -> None:
    first, _ = place.compile("one")
    entry, = (place.root / "objects").iterdir()
    raw = bytearray(entry.read_bytes())
    raw[40] ^= 1
    entry.write_bytes(raw)
    assert place.compile("one") == (first, True)
    assert place.compile("one") == (first, False)


def test_limit(tmp_path: Path) -> None:
    objects = tmp_path / "objects"
    cache.limit(tmp_path)
    objects.mkdir()
    (objects / "x").write_bytes(b"x" * 100)
    cache.limit(tmp_path, 100)
    assert list(objects.iterdir())
    cache.limit(tmp_path, 99)
    assert not objects.exists()
