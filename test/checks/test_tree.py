# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The rules of the tree hold, and their checkers find what breaks them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "support" / "check"


def run(script: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/usr/bin/python3", str(script), *args],
                          capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("name", ["layers", "cycles", "sizes", "licence",
                                  "format"])
def test_tree(name: str) -> None:
    done = run(CHECK / f"{name}.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_reuse() -> None:
    done = subprocess.run(["reuse", "--root", str(ROOT), "lint"],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


SPDX = ("/* SPDX-License-" "Identifier: BSD-3-Clause */\n"
        "/* SPDX-FileCopyright" "Text: The Epimetheus Authors */\n")

# What each checker must refuse: files of a small tree, and a word of the
# complaint.
PLANTED = {
    "layers": ({"lib/a/a.c": SPDX + "#include <uk/b.h>\n",
                "mm/b/include/uk/b.h": SPDX},
               "lib/ may not include mm/b"),
    "cycles": ({"lib/a/include/uk/a.h": SPDX + "#include <uk/b.h>\n",
                "lib/a/include/uk/b.h": SPDX + "#include <uk/a.h>\n"},
               "include cycle"),
    "sizes": ({"lib/a/a.c": SPDX + "int f(void)\n{\n#if X\n\treturn 1;\n"
               "#endif\n\treturn 0;\n}\n"},
              "preprocessor branch inside f()"),
    "licence": ({"lib/a/a.c": "int a;\n"}, "lacks"),
    "format": ({"lib/a/a.c": SPDX + "int  f( void ) ;\n"}, "not formatted"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_checker_finds(name: str, tmp_path: Path) -> None:
    files, complaint = PLANTED[name]
    shutil.copytree(CHECK, tmp_path / "support" / "check",
                    ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".clang-format", tmp_path)
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    done = run(tmp_path / "support" / "check" / f"{name}.py")
    assert done.returncode == 1 and complaint in done.stdout, (
        done.stdout + done.stderr)


def test_long_function_and_file_are_found(tmp_path: Path) -> None:
    shutil.copytree(CHECK, tmp_path / "support" / "check",
                    ignore=shutil.ignore_patterns("__pycache__"))
    body = "int g(void)\n{\n" + "\tg();\n" * 101 + "\treturn 0;\n}\n"
    target = tmp_path / "lib" / "a" / "a.c"
    target.parent.mkdir(parents=True)
    target.write_text(SPDX + body + "\n" * 700)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    done = run(tmp_path / "support" / "check" / "sizes.py")
    assert "g() has" in done.stdout and "lines; at most 800" in done.stdout


def test_upward_call_is_found(tmp_path: Path) -> None:
    shutil.copytree(CHECK, tmp_path / "support" / "check",
                    ignore=shutil.ignore_patterns("__pycache__"))
    for layer, name in (("lib", "low"), ("mm", "high")):
        folder = tmp_path / layer / name
        folder.mkdir(parents=True)
        (folder / "Makefile.uk").write_text(
            f"$(eval $(call addlib,lib{name}))\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    build = tmp_path / "build"
    build.mkdir()
    for name, code in (("low", "void up(void); void f(void) { up(); }"),
                       ("high", "void up(void); void up(void) {}")):
        subprocess.run(["gcc", "-c", "-x", "c", "-", "-o",
                        str(build / f"lib{name}.o")], input=code, text=True,
                       check=True)
    done = run(tmp_path / "support" / "check" / "layers.py",
               "--objects", str(build))
    assert done.returncode == 1 and "may not call up of libhigh" in done.stdout
