# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What every checker needs to know of the tree: its files and its layers."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# From the bottom to the top. A folder uses what stands in an earlier row;
# folders of one row do not see each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("lib",),
    ("arch",),
    ("base",),
    ("mm",),
    ("kernel",),
    ("fs", "net"),
    ("drivers", "loader"),
    ("posix",),
    ("plat",),
    ("boot", "app"),
)

# The floor that everybody may include: interface headers that belong to no
# module, the interface's view of the CPU, the C library's headers.
FLOOR = "include"
FLOOR_HEADERS = re.compile(
    r"(include|arch/include/uk|arch/\w+/include/uk|lib/nolibc/include)/")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
ADDLIB = re.compile(r"call\s+add(?:plat)?lib(?:_s)?,\s*(?:kvm,)?\s*(\w+)")


@dataclass(frozen=True)
class Finding:
    """One broken rule, at one place."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def tracked(*suffixes: str) -> list[Path]:
    """The files git knows or would add, with one of the suffixes."""
    out = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        check=True, capture_output=True).stdout.decode()
    names = (ROOT / name for name in out.split("\0") if name)
    return sorted(p for p in names
                  if p.is_file() and (not suffixes or p.suffix in suffixes))


def relative(path: Path) -> str:
    """The path as a finding names it."""
    return str(path.relative_to(ROOT))


def layer_of(path: Path) -> str | None:
    """The root folder that rules the file; None where no layer rules."""
    if FLOOR_HEADERS.match(relative(path)):
        return FLOOR
    top = path.relative_to(ROOT).parts[0]
    return top if any(top in row for row in LAYERS) else None


def rank(layer: str) -> int:
    """The height of a layer; the floor stands below all."""
    if layer == FLOOR:
        return -1
    return next(i for i, row in enumerate(LAYERS) if layer in row)


def may_use(user: str, used: str) -> bool:
    """Whether code in the layer `user` may use the layer `used`. The floor's
    headers stand on the CPU's: a page, an interrupt flag."""
    if user == FLOOR:
        return used in (FLOOR, "arch")
    return used == user or rank(used) < rank(user)


def is_test(path: Path) -> bool:
    """Unit tests lie beside the code but may use what tests need."""
    return "tests" in path.relative_to(ROOT).parts


def include_name(path: Path) -> str | None:
    """The name by which code includes a public header, or None."""
    parts = path.relative_to(ROOT).parts
    if "include" not in parts[:-1]:
        return None
    last = len(parts) - 1 - parts[::-1].index("include")
    return "/".join(parts[last + 1:])


def public_headers() -> dict[str, list[Path]]:
    """Include name -> the headers that answer to it (one an architecture)."""
    found: dict[str, list[Path]] = {}
    for path in tracked(".h"):
        if layer_of(path) is None:
            continue
        name = include_name(path)
        if name:
            found.setdefault(name, []).append(path)
    return found


def includes(path: Path) -> list[tuple[int, str, str]]:
    """The include lines of a file: (line, '<' or '"', name)."""
    text = path.read_text(encoding="utf-8")
    return [(text.count("\n", 0, m.start(2)) + 1, m.group(1), m.group(2))
            for m in INCLUDE.finditer(text)]


def resolve(user: Path, quote: str, name: str,
            headers: dict[str, list[Path]]) -> list[Path]:
    """The headers of the project that an include line may mean."""
    if quote == '"':
        beside = (user.parent / name).resolve()
        if beside.is_file() and beside.is_relative_to(ROOT):
            return [beside]
    found = headers.get(name, [])
    arch = arch_of(user)
    return [p for p in found if arch is None or arch_of(p) in (None, arch)]


def arch_of(path: Path) -> str | None:
    """The architecture a file belongs to by its folder's name, or None."""
    for part in path.relative_to(ROOT).parts:
        if part in ("x86_64", "arm64"):
            return part
    return None


def libraries() -> dict[str, Path]:
    """Library name -> the module folder whose Makefile.uk registers it."""
    found: dict[str, Path] = {}
    for path in tracked(".uk"):
        if path.name != "Makefile.uk" or layer_of(path) is None:
            continue
        for m in ADDLIB.finditer(path.read_text(encoding="utf-8")):
            found[m.group(1)] = path.parent
    return found
