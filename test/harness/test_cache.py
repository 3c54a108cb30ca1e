# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The compiler that remembers: never another object than the compiler's."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from lib import cache

# For tests of what a compiler does itself
BOTH = pytest.mark.parametrize("place", ("gcc", "clang"), indirect=True)


@dataclass
class Place:
    """Sources, two build folders, and a compiler that counts its calls."""

    root: Path
    compiler: str
    env: dict[str, str]

    def run(self, build: str, *options: str, env: dict[str, str]
            ) -> subprocess.CompletedProcess[str]:
        out = self.root / build
        # Files as young as the compiler's call are not trusted
        time.sleep(0.02)
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
        the compiler makes without us; the dependencies may tell of headers of
        the system besides."""
        out = self.root / build
        results = []
        log = self.root / "calls"
        for env in (self.env, {**self.env, "EPI_CACHE": ""}):
            if not env["EPI_CACHE"]:
                env.pop("EPI_CACHE")
            log.write_text("")
            done = self.run(build, *options, env=env)
            assert done.returncode == 0, done.stderr
            results.append(((out / "a.o").read_bytes(), done.stderr,
                            dependencies(out / "a.d"),
                            log.read_text().splitlines()))
        ours, theirs = results
        assert ours[:2] == theirs[:2]
        assert all(w.startswith("/usr/") for w in ours[2] ^ theirs[2])
        assert theirs[2] <= ours[2]
        assert theirs[3]
        return ours[0], bool(ours[3])


def dependencies(rule: Path) -> set[str]:
    """The words of a rule for make."""
    return set(rule.read_text().replace("\\\n", " ").split())


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the program under the names of the compilers."""
    return cache.build_program(tmp_path_factory.mktemp("program"))


@pytest.fixture
def place(request: pytest.FixtureRequest, names: Path, tmp_path: Path
          ) -> Place:
    compiler = getattr(request, "param", "gcc")
    real = shutil.which(compiler)
    assert real
    counting = tmp_path / "counting"
    counting.mkdir()
    script = counting / compiler
    script.write_text(f'#!/bin/sh\necho "$*" >>{tmp_path}/calls\n'
                      f'exec {real} "$@"\n')
    script.chmod(0o755)
    objects = tmp_path / "objects"
    objects.mkdir()
    for build in ("one", "two"):
        (tmp_path / build).mkdir()
        (tmp_path / build / "config.h").write_text("#define CONFIG_UNUSED 1\n")
        (tmp_path / build / "a.h").write_text("#define VALUE 1\n")
    (tmp_path / "a.c").write_text(
        '#include "a.h"\nint f(void);\nint f(void) { return VALUE; }\n')
    return Place(tmp_path, str(names / compiler),
                 {**os.environ, "EPI_CACHE": str(objects),
                  "PATH": f"{names}:{counting}:{os.environ['PATH']}"})


@BOTH
def test_same_text_is_compiled_once(place: Place) -> None:
    first, made = place.compile("one")
    assert made
    assert place.compile("one") == (first, False)
    assert place.compile("two") == (first, False)


def test_what_is_not_used_does_not_matter(place: Place) -> None:
    first, _ = place.compile("one")
    (place.root / "two" / "config.h").write_text(
        "#define CONFIG_UNUSED 2\n" + "#define CONFIG_MORE 3\n" * 20)
    assert place.compile("two") == (first, False)


@BOTH
@pytest.mark.parametrize("use", [
    "CONFIG_OPTION", "LIST(OPTION)", "OTHER",
    "\n#ifdef CONFIG_OPTION\n2\n#else\n3\n#endif\n",
    "\n#if defined(CONFIG_OPTION) && CONFIG_OPTION > 1\n2\n#endif\n + 3"])
def test_options_that_are_used_matter(place: Place, use: str) -> None:
    """By name, by pasting, by the value of another one; set or not."""
    for build in ("one", "two"):
        (place.root / build / "a.h").write_text(
            f"#define LIST(x) CONFIG_##x\n#define VALUE {use}\n"
            "#ifndef CONFIG_OPTION\n#define CONFIG_OPTION 9\n#endif\n"
            if "\n" not in use else f"#define VALUE value\nenum {{ value ={use} }};\n")
    config = place.root / "two" / "config.h"
    made = []
    for text in ("", "#define CONFIG_OPTION 1\n", "#define CONFIG_OPTION 2\n"):
        config.write_text("#define OTHER CONFIG_OPTION\n" + text)
        assert place.compile("two")[1]
        made.append(place.compile("two"))
        assert not made[-1][1]
    assert len({object for object, _ in made}) > 1


@pytest.mark.parametrize("name", ["CONFIG_OPTION", "OPTION"])
def test_definition_that_no_file_names(place: Place, name: str) -> None:
    first, _ = place.compile("one")
    assert place.compile("one", f"-D{name}") == (first, False)
    assert place.compile("two", f"-D{name}=7") == (first, False)


@pytest.mark.parametrize("text", [
    "#define VALUE OPTION\n", "#define VALUE CONFIG_OPTION\n",
    "#define PASTE(x) CONFIG_##x\n#define VALUE PASTE(OPTION)\n",
    "#ifdef OPTION\n#include \"b.h\"\n#else\n#define VALUE 3\n#endif\n"])
def test_definition_that_a_file_names(place: Place, text: str) -> None:
    """The object with one is never that with another, or without."""
    (place.root / "one" / "a.h").write_text(text)
    (place.root / "one" / "b.h").write_text("#define VALUE OPTION + 4\n")
    for value in (5, 6):
        options = f"-DOPTION={value}", f"-DCONFIG_OPTION={value}"
        assert place.compile("one", *options)[1]
        assert not place.compile("one", *options)[1]


def test_definition_that_another_names(place: Place) -> None:
    (place.root / "one" / "a.h").write_text("#define VALUE FIRST\n")
    made = [place.compile("one", "-DFIRST=SECOND", f"-DSECOND={value}")
            for value in (1, 2)]
    assert made[0][1] and made[1][1]
    # Whether there is such an option nobody looks up
    assert all(place.compile("one", "-DFIRST=CONFIG_UNUSED")[1]
               for _ in range(2))


@BOTH
def test_header_that_comes_before(place: Place) -> None:
    """A file that the compiler would find first; and in which folder it looks
    for it."""
    (place.root / "late").mkdir()
    (place.root / "one" / "a.h").rename(place.root / "late" / "a.h")
    late = f"-I{place.root / 'late'}"
    first, _ = place.compile("one", late)
    assert place.compile("one", late) == (first, False)
    (place.root / "one" / "a.h").write_text("#define VALUE 2\n")
    second, made = place.compile("one", late)
    assert made and second != first
    (place.root / "a.h").write_text("#define VALUE 3\n")
    third, made = place.compile("one", late)
    assert made and third not in (first, second)
    for folder in ("", "one"):
        (place.root / folder / "a.h").unlink()
    assert place.compile("one", late) == (first, False)
    done = place.run("one", env=place.env)
    assert done.returncode == 1 and "a.h" in done.stderr


def test_file_that_changes_meanwhile(place: Place) -> None:
    """What was written after the compiler began may not be what it read."""
    real = place.root / "counting" / Path(place.compiler).name
    real.write_text(real.read_text().replace(
        "exec", f"touch {place.root}/one/a.h\nexec"))
    for _ in range(2):
        assert place.compile("one")[1]


@BOTH
@pytest.mark.parametrize("name", ["CPATH", "C_INCLUDE_PATH"])
def test_environment_that_counts(place: Place, name: str) -> None:
    (place.root / "one" / "a.h").unlink()
    (place.root / "late").mkdir()
    place.env[name] = str(place.root / "late")
    for value in ("1", "2"):
        (place.root / "late" / "a.h").write_text(f"#define VALUE {value}\n")
        assert place.compile("one")[1]


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


@pytest.mark.parametrize("option", ["-O0", "-g1", "-D__X__=1", "-g0"])
def test_other_options_are_compiled(place: Place, option: str) -> None:
    place.compile("one")
    assert place.compile("one", option)[1]
    assert not place.compile("one", option)[1]


def test_map_of_another_folder(place: Place) -> None:
    first, _ = place.compile("one")
    elsewhere = f"-ffile-prefix-map={place.root}/elsewhere=x"
    assert place.compile("one", elsewhere) == (first, False)
    for used in (place.root, place.root / "one"):
        assert place.compile("one", f"-ffile-prefix-map={used}=x")[1]


def test_another_compiler_is_asked(place: Place) -> None:
    place.compile("one")
    real = place.root / "counting" / Path(place.compiler).name
    real.write_text(real.read_text() + "# another version\n")
    assert place.compile("one")[1]


@BOTH
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


@BOTH
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


@BOTH
def test_files_that_an_assembler_reads(place: Place) -> None:
    data = place.root / "data"
    data.write_text("1")
    (place.root / "a.c").write_text(
        f'__asm__(".data\\n.incbin \\"{data}\\"");\n')
    first, _ = place.compile("one")
    data.write_text("2")
    second, made = place.compile("one")
    assert made and first != second


@pytest.mark.parametrize("line", [
    "int d = sizeof(__DATE__);", "int t = sizeof(__TIME__);",
    "int s = sizeof(__TIMESTAMP__);",
    '#define NAME "b.h"\n#if __has_include(NAME)\nint b;\n#endif',
    "#define HAS __has_include\n#if HAS(<b.h>)\nint b;\n#endif"])
def test_question_that_no_file_answers(place: Place, line: str) -> None:
    source = place.root / "a.c"
    source.write_text(f"{source.read_text()}{line}\n")
    for _ in range(2):
        assert place.compile("one")[1]


@BOTH
@pytest.mark.parametrize("name", ["<b.h>", '"b.h"', "<sub/b.h>"])
def test_question_for_a_file(place: Place, name: str) -> None:
    """It is answered anew each time: the file may come and go."""
    source = place.root / "a.c"
    source.write_text(f"{source.read_text()}#if defined(__has_include)\n"
                      f"#if __has_include({name})\nint b;\n#endif\n#endif\n")
    asked = place.root / "one" / name[1:-1]
    without, _ = place.compile("one")
    assert place.compile("one") == (without, False)
    asked.parent.mkdir(exist_ok=True)
    asked.touch()
    having, made = place.compile("one")
    assert made and having != without
    assert place.compile("one") == (having, False)
    if name[0] == '"':
        asked = asked.rename(place.root / "b.h")
        assert place.compile("one")[0] == having
    asked.unlink()
    assert place.compile("one") == (without, False)


def test_damaged_entry_is_not_taken(place: Place) -> None:
    first, _ = place.compile("one")
    entries = list((place.root / "objects").iterdir())
    assert len(entries) == 2
    for entry in entries:
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
