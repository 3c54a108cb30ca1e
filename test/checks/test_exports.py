# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""exportsyms.uk of a module names what its public headers declare, and
nothing that does not exist."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from lib.build import ROOT
from lib.kconfig import ROOTS

# What a file says that exports no symbol: an empty one would export all
NOTHING = "none"

# The sources of ext/ are not here
MODULES = sorted(path.parent.relative_to(ROOT).as_posix()
                 for root in ROOTS if root != "ext"
                 for path in (ROOT / root).rglob("exportsyms.uk"))


def tags(paths: list[Path], kinds: str) -> list[dict[str, str]]:
    """What ctags finds of some kinds (C: f functions, p prototypes,
    v and x variables and their declarations)."""
    out = subprocess.run(
        ["ctags", "--output-format=json", f"--kinds-C={kinds}",
         "--fields=+kS", "--extras=+F", "--languages=C", "--langmap=C:.c.h",
         "-o", "-", "-L", "-"],
        input="\n".join(map(str, paths)), check=True, capture_output=True,
        text=True).stdout
    return [json.loads(row) for row in out.splitlines()]


def listed(module: Path) -> set[str]:
    """The symbols that exportsyms.uk names."""
    rows = (module / "exportsyms.uk").read_text(encoding="utf-8").splitlines()
    return {row.strip() for row in rows
            if row.strip() and not row.startswith("#")}


def sources(module: Path) -> list[Path]:
    """The module's own sources, without tests and nested modules."""
    nested = [p.parent for p in module.rglob("Makefile.uk")
              if p.parent != module]
    return [p for p in module.rglob("*")
            if p.suffix in (".c", ".S", ".ld", ".h") and p.is_file()
            and "tests" not in p.relative_to(module).parts
            and not any(n in p.parents for n in nested)]


@pytest.mark.parametrize("name", MODULES)
def test_exports(name: str) -> None:
    module = ROOT / name
    files = sources(module)
    code = [p for p in files if p.suffix == ".c"]
    headers = [p for p in files if p.suffix == ".h"
               and "include" in p.relative_to(module).parts]
    exported = listed(module)

    defined = {t["name"] for t in tags(code, "f")} if code else set()
    declared = {t["name"] for t in tags(headers, "p")} if headers else set()
    missing = sorted((declared & defined) - exported)
    assert not missing, "declared in a public header, but not exported"

    # the floor's headers declare functions that a module defines by option
    files += (ROOT / "include").rglob("*.h")
    text = "\n".join(p.read_text(encoding="utf-8") for p in files)
    words = set(re.findall(r"\w+", text))
    unknown = sorted(exported - words - {NOTHING})
    assert not unknown, "exported, but not to be found in the sources"
