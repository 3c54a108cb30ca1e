# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Builds and runs a module's tests on the build machine."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from lib import cache, process
from lib.build import JOBS, ROOT, BuildError, folder_cache

# What the sanitizers complain about ends the program with a status that no
# test has.
SANITIZER_STATUS = 99
SANITIZERS = {
    "ASAN_OPTIONS": f"exitcode={SANITIZER_STATUS}:detect_leaks=1:"
                    "allocator_may_return_null=1",
    "UBSAN_OPTIONS": f"exitcode={SANITIZER_STATUS}:print_stacktrace=1",
}


def modules() -> list[str]:
    """The folders of modules that can be tested here, from the root. What
    has no cases of its own is there for the tests of others."""
    files = [*ROOT.glob("*/*/tests/host.mk"), *ROOT.glob("*/*/*/tests/host.mk")]
    folders = {f.parents[1].relative_to(ROOT).as_posix() for f in files
               if any("UK_TESTCASE" in c.read_text(encoding="utf-8")
                      for c in f.parent.glob("*.c"))}
    return sorted(f for f in folders if not f.startswith(("test/", "build/")))


def make(compiler: str, **variables: str) -> Path:
    """Runs test/host/Makefile; returns the folder of the result."""
    name = (variables.get("FUZZ") or variables["MODULE"]).replace("/", "-")
    out = ROOT / "build" / "host" / compiler / name
    out.mkdir(parents=True, exist_ok=True)
    argv = ["make", f"-j{JOBS}", "--no-print-directory", "-s",
            "-C", str(ROOT / "test" / "host"), f"COMPILER={compiler}",
            f"OUT={out}", *(f"{k}={v}" for k, v in variables.items())]
    env = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    env.pop("MFLAGS", None)
    env = cache.environment(folder_cache(), env)
    done = subprocess.run(argv, env=env, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False, timeout=300)
    if done.returncode:
        raise BuildError(f"{' '.join(argv)} failed:\n{done.stdout[-4000:]}")
    return out


def run(module: str, compiler: str = "gcc", seconds: float = 240
        ) -> process.Finished:
    """Builds a module's tests and runs them."""
    program = make(compiler, MODULE=module) / "test"
    return process.run([str(program)], seconds,
                       env={**os.environ, **SANITIZERS})
