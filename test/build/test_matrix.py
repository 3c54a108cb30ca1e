# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Configurations of hello that must build: compilers and optimisations, each
module off and on, random ones; and how long a build takes."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import time
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from lib import build as builder

ROOT = Path(__file__).resolve().parents[2]
HELLO = ROOT / "app" / "helloworld"
NEEDED = ["CONFIG_PLAT_KVM=y", "CONFIG_LIBUKBOOT=y"]
PYTHON = "/usr/bin/python3"
FIRST_SEED = int(os.environ.get("EPI_TEST_SEED", "1"))


def module_options() -> list[str]:
    """The options that switch the modules of the tree."""
    names: set[str] = set()
    for path in ROOT.glob("*/**/Makefile.uk"):
        if path.relative_to(ROOT).parts[0] in ("test", "build", "app", "plat"):
            continue
        names |= set(re.findall(r"addlib_s,\s*\w+,\s*\$\(CONFIG_(\w+)\)",
                                path.read_text()))
    return sorted(n for n in names if not n.startswith("ARCH_"))


def make(folder: Path, *goals: str, arch: str = "x86_64",
         compiler: str = "gcc", cached: bool = True) -> str:
    return builder.make(HELLO, folder, arch, compiler, *goals, cached=cached)


def configure(folder: Path, *lines: str, compiler: str = "gcc") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".config").write_text("\n".join([*NEEDED, *lines]) + "\n")
    make(folder, "olddefconfig", compiler=compiler)


QUICK = ["CONFIG_OPTIMIZE_NONE=y", "CONFIG_DEBUG_SYMBOLS_LVL0=y"]
# What the headers that all include depend on
ALIKE = ["CONFIG_OPTIMIZE_DEADELIM=y", "CONFIG_OPTIMIZE_NOOMITFP=y",
         "# CONFIG_OPTIMIZE_LTO is not set", "CONFIG_OPTIMIZE_WARNISERROR=y",
         "# CONFIG_RECORD_BUILDTIME is not set",
         *(f"CONFIG_{name}=y" for name in (
             "LIBUKDEBUG", "LIBUKDEBUG_ENABLE_ASSERT", "LIBUKDEBUG_PRINTK",
             "LIBUKDEBUG_PRINTK_INFO", "LIBUKALLOC_IFSTATS",
             "LIBUKALLOC_IFSTATS_GLOBAL", "ARM64_FEAT_BTI")),
         *(f"# CONFIG_{name} is not set" for name in (
             "LIBUKALLOC_IFSTATS_PERLIB", "LIBUKDEBUG_PRINTD",
             "LIBUKDEBUG_PRINT_SRCNAME", "LIBUKDEBUG_TRACEPOINTS",
             "LIBUKLOCK_MUTEX_METRICS", "LIBUKLOCK_TICKETLOCK", "LIBUKSP",
             "ARM64_FEAT_LSE", "ARM64_FEAT_PAUTH", "ARM64_FEAT_MTE",
             "UKPLAT_MEMRNAME", "PAGING_STATS"))]

GOALS = ["PERF", "SIZE", "DEBUG", "NONE", "LTO"]
# Each compiler for speed, and for size with LTO, which the configuration of
# bench/test_budget is for gcc
USUAL = [("x86_64", "gcc", "PERF"), ("x86_64", "gcc", "NONE"),
         ("x86_64", "clang", "LTO"),
         ("arm64", "gcc", "PERF"), ("arm64", "clang", "PERF")]


@pytest.mark.combinations(
    "arch,compiler,goal",
    list(product(("x86_64", "arm64"), ("gcc", "clang"), GOALS)), USUAL)
def test_compilers(tmp_path: Path, arch: str, compiler: str, goal: str,
                   boot) -> None:
    """Builds, and says hello."""
    more: list[str] = []
    if (arch, goal) == ("x86_64", "LTO"):
        # Together they see more of a function, and warn of more
        more = ["CONFIG_OPTIMIZE_SIZE=y", "CONFIG_LIBUKNOFAULT=y"]
    elif goal == "NONE":
        more = [*QUICK, *ALIKE]
    configure(tmp_path, f"CONFIG_{builder.ARCH_OPTION[arch]}=y",
              f"CONFIG_OPTIMIZE_{goal}=y", *more, compiler=compiler)
    # Others build with these; to remember the rest costs more than it saves
    make(tmp_path, arch=arch, compiler=compiler,
         cached=goal in ("PERF", "NONE"))
    result = boot(builder.find_image(tmp_path, arch))
    assert "Hello world!\n" in result.text and result.status == 0


@pytest.fixture(scope="module")
def toggles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One build folder: a module switched rebuilds only what uses it."""
    return tmp_path_factory.mktemp("toggles")


@cache
def configured(folder: Path, *lines: str) -> str:
    """The whole configuration that these lines become."""
    configure(folder, *lines)
    return (folder / ".config").read_text()


@pytest.mark.parametrize("option", module_options())
def test_module_switched(toggles: Path, option: str) -> None:
    """The opposite of the default; where others need it, it stays on."""
    usual = [*QUICK, *(line for line in ALIKE if option not in line)]
    before = configured(toggles, *usual)
    on = f"CONFIG_{option}=y\n" in before
    configure(toggles, *usual, builder.option_line(option, not on))
    if option == "LIBUKBOOT" or (toggles / ".config").read_text() == before:
        return
    make(toggles)


# Modules and their options are what random configurations are about: they share
# a folder for each architecture, where what their options do not touch stays.
# With --thorough they are random in what the headers that all include depend on
# as well.
@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("alike")


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + 20))
def test_random(tmp_path: Path, alike: Path, seed: int,
                request: pytest.FixtureRequest,
                monkeypatch: pytest.MonkeyPatch) -> None:
    print(f"KCONFIG_SEED={seed}")
    fixed = tmp_path / "fixed"
    common = [] if request.config.option.thorough else ALIKE
    fixed.write_text("\n".join([*NEEDED, *QUICK, *common]) + "\n")
    monkeypatch.setenv("KCONFIG_SEED", str(seed))
    monkeypatch.setenv("KCONFIG_ALLCONFIG", str(fixed))
    make(tmp_path, "randconfig")
    folder = tmp_path
    if common:
        text = (tmp_path / ".config").read_text()
        folder = alike / ("arm64" if "CONFIG_ARCH_ARM_64=y" in text else "x86")
        folder.mkdir(exist_ok=True)
        (folder / ".config").write_text(text)
    make(folder)


def is_busy() -> bool:
    """Does other work share the cores?"""
    return (os.getloadavg()[0] > 2 * (os.cpu_count() or 1)
            or "PYTEST_XDIST_WORKER" in os.environ)


MAKE = ["make", "-C", str(ROOT), "--no-print-directory", "-j2"]


def run_timed(argv: list[str]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor."""
    clean = {k: v for k, v in os.environ.items()
             if not k.startswith(("MAKE", "MFLAGS"))}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(argv, env=clean, check=True, stdin=subprocess.DEVNULL,
                   capture_output=True, timeout=300)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, (after.ru_utime + after.ru_stime - before.ru_utime
                  - before.ru_stime)


# What gcc has to do, and the processor time that it takes on the machine that
# the budget is for when nothing else runs there.
YARDSTICK_SECONDS = 0.25
YARDSTICK = "\n".join(f"""\
static const unsigned t{n}[] = {{1, {n}, 2, 3, 5, 8, 13, 21}};
unsigned f{n}(const unsigned char *p, unsigned n, unsigned x)
{{
    unsigned i, sum = {n};
    for (i = 0; i < n; i++) {{
        switch ((p[i] ^ x) & 7) {{
        case 0: sum += p[i]; break;
        case 1: sum ^= x << (i & 15); break;
        case 2: if (p[i] > 'a') sum = sum * {2 * n + 3}; break;
        case 3: sum += t{n}[p[i] & 7]; break;
        default: x = x * 1103515245 + 12345;
        }}
    }}
    return sum;
}}""" for n in range(30))


def yardstick(folder: Path) -> float:
    """How many times as long as it should take gcc takes now: other work on
    the same cores has its part of the caches and of the pipelines."""
    source = folder / "yardstick.c"
    source.write_text(YARDSTICK)
    _, cpu = run_timed(["gcc", "-O2", "-g1", "-c", str(source), "-o",
                        str(folder / "yardstick.o")])
    return max(1.0, cpu / YARDSTICK_SECONDS)


def timed(folder: Path, *argv: str) -> float:
    """Seconds that make -j2 took. On a machine that is busy with other work
    the clock says nothing: then it is the processor time for two cores, as
    long as it were without the others."""
    before = yardstick(folder)
    wall, cpu = run_timed([*MAKE, *argv])
    slower = (before + yardstick(folder)) / 2
    return cpu / 2 / slower if is_busy() else wall


@pytest.mark.combinations("arch", ["x86_64", "arm64"], ["x86_64"])
def test_clean_build(tmp_path: Path, arch: str, build) -> None:
    """How long it takes, and after a file was touched, and with nothing to do;
    the best of three at most. The image is what objects make that other builds
    left, elsewhere; test_engine moves the sources as well."""
    limits = {"clean": 4.0, "touched": 1.0, "no-op": 1.0}
    # What others do to the caches varies while it is measured
    if is_busy():
        limits["clean"] = 4.6
    times: dict[str, list[float]] = {name: [] for name in limits}
    args = (f"O={tmp_path}/out", f"C={tmp_path}/config", f"ARCH={arch}")
    run_timed([*MAKE, "prepare", *args])
    for _ in range(3):
        run_timed([*MAKE, "clean", *args])
        times["clean"].append(timed(tmp_path, *args))
        times["no-op"].append(timed(tmp_path, *args))
        os.utime(HELLO / "main.c")
        times["touched"].append(timed(tmp_path, *args))
        best = {name: min(values) for name, values in times.items()}
        print(f"{arch}: "
              + ", ".join(f"{n} {t:.2f} s" for n, t in best.items()))
        slow = [name for name in best if best[name] > limits[name]]
        if not slow:
            break
    assert not slow
    clean = builder.find_image(tmp_path / "out", arch)
    other = build(HELLO, arch=arch)
    assert clean.path.read_bytes() == other.path.read_bytes()
    assert clean.debug.read_bytes() == other.debug.read_bytes()


def test_symbol_table(build) -> None:
    """The names that the second link put in are those of the result."""
    image = build(HELLO)
    subprocess.run([PYTHON, ROOT / "support/scripts/mksymtab.py", "--check",
                    image.debug, f"{image.path}.symtab.o"], check=True)
