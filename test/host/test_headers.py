# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Every header that applications may include compiles alone, and twice, from
C and from C++, with and without the options that change it."""

from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lib.build import JOBS, ROOT

FOLDERS = ("include", "arch/include", "lib/nolibc/include")
WARNINGS = ("-Wall", "-Wextra", "-Wpointer-arith", "-Werror")
LANGUAGES = {
    "c": ("-xc", "-std=gnu11", "-Wshadow", "-Wcast-qual",
          "-Wmissing-prototypes", "-Wstrict-prototypes"),
    "c++": ("-xc++", "-std=gnu++14"),
}
OPTIONS = {
    "plain": (),
    "all": ("-DCONFIG_LIBUKDEBUG=1", "-DCONFIG_LIBUKDEBUG_PRINTK=1",
            "-DCONFIG_LIBUKDEBUG_PRINTK_INFO=1",
            "-DCONFIG_LIBUKDEBUG_PRINTD=1",
            "-DCONFIG_LIBUKDEBUG_ENABLE_ASSERT=1",
            "-DCONFIG_LIBUKDEBUG_PRINT_SRCNAME=1",
            "-DCONFIG_LIBUKALLOC_IFSTATS=1",
            "-DCONFIG_LIBUKALLOC_IFSTATS_GLOBAL=1",
            "-DCONFIG_LIBUKALLOC_IFSTATS_PERLIB=1",
            "-DCONFIG_LIBVFSCORE=1", "-DCONFIG_PAGING_STATS=1",
            "-DCONFIG_UKPLAT_MEMRNAME=1", "-DCONFIG_HAVE_SMP=1",
            "-D__LIBNAME__=libx"),
}
# architecture, compiler, more arguments
COMPILERS = [
    ("x86_64", "gcc", ()),
    ("x86_64", "clang", ()),
    ("arm64", "aarch64-linux-gnu-gcc", ()),
    ("arm64", "clang", ("--target=aarch64-linux-gnu",)),
]


def headers() -> list[str]:
    return sorted({h.relative_to(ROOT / folder).as_posix()
                   for folder in FOLDERS
                   for h in (ROOT / folder).rglob("*.h")})


def own_headers(compiler: str) -> str:
    """The folder of the compiler's own headers."""
    query = ("-print-resource-dir" if "clang" in compiler
             else "-print-file-name=include")
    out = subprocess.run([compiler, query], check=True, text=True,
                         capture_output=True).stdout.strip()
    return f"{out}/include" if "clang" in compiler else out


CASES = [(arch, compiler, more, language, options)
         for arch, compiler, more in COMPILERS
         for language in LANGUAGES for options in OPTIONS
         if language == "c" or shutil.which(compiler.replace("gcc", "g++"))]


# Declarations differ with the options, not with the compiler's architecture
USUAL = [c for c in CASES if c[:2] == ("x86_64", "gcc")
         or c[1] == "clang" and c[3:] == ("c++", "all")
         or c[1].startswith("aarch64") and c[3:] == ("c", "all")]


@pytest.mark.combinations("arch,compiler,more,language,options", CASES, USUAL)
def test_headers(arch: str, compiler: str, more: tuple[str, ...],
                 language: str, options: str, tmp_path: Path) -> None:
    (tmp_path / "uk").mkdir()
    (tmp_path / "uk/_config.h").touch()
    argv = [compiler, *more, *LANGUAGES[language], *WARNINGS,
            *OPTIONS[options], "-fsyntax-only", "-nostdinc",
            "-isystem", own_headers(compiler),
            *(f"-I{ROOT / folder}" for folder in FOLDERS),
            f"-I{ROOT}/arch/{arch}/include", f"-I{tmp_path}", "-"]

    def compile_alone(header: str) -> str:
        include = f"#include <{header}>\n"
        done = subprocess.run(argv, input=include * 2, text=True,
                              capture_output=True, check=False)
        return done.stderr if done.returncode else ""

    with ThreadPoolExecutor(int(JOBS)) as pool:
        problems = [p for p in pool.map(compile_alone, headers()) if p]
    assert not problems, "\n".join(problems)[:8000]


@pytest.mark.parametrize("header,function", [
    ("stdio.h", "rename"), ("unistd.h", "rmdir")])
def test_only_with_vfscore(header: str, function: str, tmp_path: Path) -> None:
    """What needs a file system is declared only where there is one."""
    argv = ["gcc", *LANGUAGES["c"], "-fsyntax-only", "-nostdinc", "-isystem",
            own_headers("gcc"), f"-I{ROOT}/lib/nolibc/include", "-"]
    use = f"#include <{header}>\nvoid *p = (void *){function};\n"
    assert subprocess.run([*argv, "-DCONFIG_LIBVFSCORE=1"], input=use,
                          text=True, check=False).returncode == 0
    without = subprocess.run(argv, input=use, text=True, check=False,
                             capture_output=True)
    assert "undeclared" in without.stderr


@pytest.mark.parametrize("arguments,fits", [
    ("int, fd, void *, buf, size_t, count", True),
    ("int, fd, void *, buf", False)])
def test_system_call_has_its_arguments(arguments: str, fits: bool,
                                       tmp_path: Path) -> None:
    """Whoever defines one defines it as the list has it."""
    shim = ROOT / "posix" / "syscall_shim"
    subprocess.run(["/usr/bin/python3", "-B",
                    ROOT / "support/scripts/mksyscalls.py",
                    shim / "syscalls.list", shim / "formats.list", "x86_64",
                    tmp_path], check=True)
    (tmp_path / "uk").mkdir()
    (tmp_path / "uk/_config.h").touch()
    definition = ("#include <uk/syscall_define.h>\n"
                  f"UK_LLSYSCALL_R_DEFINE(long, read, {arguments})\n"
                  "{\n\treturn 0;\n}\n")
    done = subprocess.run(
        ["gcc", "-xc", "-std=gnu11", "-fsyntax-only", "-nostdinc", "-isystem",
         own_headers("gcc"), f"-I{tmp_path}", f"-I{tmp_path}/include",
         f"-I{shim}/include", *(f"-I{ROOT / folder}" for folder in FOLDERS),
         f"-I{ROOT}/arch/x86_64/include", "-"], input=definition, text=True,
        check=False, capture_output=True)
    assert (done.returncode == 0) == fits, done.stderr
    assert fits or "static assertion failed" in done.stderr
