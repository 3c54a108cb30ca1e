# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What options the tree offers, read from the Config.uk files."""

from __future__ import annotations

import re

from lib.build import ROOT, Options

CONFIG = re.compile(r"^\s*(?:menu)?config\s+(\w+)\s*$", re.MULTILINE)
ROOTS = ("lib", "arch", "base", "mm", "kernel", "fs", "net", "drivers",
         "posix", "loader", "boot", "plat", "ext")

# Modules that exist on one architecture, or exclude another one's default
ONLY = {"LIBTSC_TEST": "x86_64"}
# Tests of what counts allocations, which changes every library
COUNTS = ("LIBUKALLOC_TEST", "LIBUKALLOC_IFSTATS_PERLIB_TEST")


def offered() -> set[str]:
    """The names of all options of the modules in the tree."""
    names: set[str] = set()
    for root in ROOTS:
        for path in (ROOT / root).rglob("Config.uk"):
            names |= set(CONFIG.findall(path.read_text(encoding="utf-8")))
    return names


def unit_tests() -> dict[str, str]:
    """For each option of unit tests, LIBFOO_TEST, that of its module."""
    names = offered()
    return {name: name.removesuffix("_TEST") for name in sorted(names)
            if name.endswith("_TEST") and name.removesuffix("_TEST") in names}


def all_tests(arch: str) -> Options:
    """Everything that has tests, with its tests; but for those of counts, the
    objects are those of other images."""
    chosen: Options = {"LIBUKTEST": True,
                       "LIBUKTEST_TEST_MYSELF": True,
                       **{test: False for test in COUNTS}}
    for test, module in unit_tests().items():
        if ONLY.get(test, arch) == arch and test not in COUNTS:
            chosen[module] = True
            chosen[test] = True
    return chosen


def count_tests() -> Options:
    """The tests that all_tests() leaves out, with the objects of vm/libstats."""
    return {"LIBUKTEST": True, "LIBUKTEST_ALL": False,
            "LIBUKALLOC_IFSTATS": True, "LIBUKALLOC_IFSTATS_PERLIB": True,
            "LIBUKDEBUG_PRINT_TIME": True, "LIBUKDEBUG_PRINT_SRCNAME": True,
            **{test: True for test in COUNTS}}
