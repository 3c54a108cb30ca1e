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
    """Everything that has tests, with its tests."""
    chosen: Options = {"LIBUKTEST": True,
                       "LIBUKTEST_TEST_MYSELF": True}
    for test, module in unit_tests().items():
        if ONLY.get(test, arch) == arch:
            chosen[module] = True
            chosen[test] = True
    return chosen
