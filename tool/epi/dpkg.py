# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What dpkg knows of the packages that are installed in a tree."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from epi.errors import EpiError
from epi.root import Root

INFO = "/var/lib/dpkg/info"
ARCH = {"x86_64": "amd64", "arm64": "arm64"}
# Which programs open files of which packages while they run
TABLE = Path(__file__).resolve().parent / "packages.tsv"
# What no program needs to run
NEVER = ("/usr/share/doc", "/usr/share/man", "/usr/share/info",
         "/usr/share/locale", "/usr/share/lintian", "/usr/share/bug")


def package_files(root: Root, machine: str, name: str) -> list[str]:
    """The paths that belong to an installed package."""
    for file in (f"{name}:{ARCH[machine]}.list", f"{name}.list"):
        text = root.read_text(posixpath.join(INFO, file))
        if text is not None:
            break
    else:
        where = "" if root.base == "/" else f" in {root.base}"
        raise EpiError(f"The package {name} is not installed{where}",
                       f"apt install {name}, or --package {name} to take "
                       "everything from packages that are not installed")
    return [path for path in text.splitlines()
            if path.startswith("/") and not path.startswith(NEVER)]


def packages_of(path: str) -> list[str]:
    """The packages of which a program, by its real path, opens files."""
    found: list[str] = []
    for row in TABLE.read_text(encoding="utf-8").splitlines():
        if not row or row.startswith("#"):
            continue
        pattern, names = row.split("\t")[:2]
        match = re.fullmatch(pattern, path)
        if match:
            found += [match.expand(name) for name in names.split()]
    return found

