# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What operations cost an unmodified program: here and in a Linux guest.

The same binary (test/bench/linux) runs in both, one after the other.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import linux_guest
from lib import build, cpio, guest

HERE = Path(__file__).resolve().parent
SOURCES = [HERE / "linux" / name for name in ("ops.c", "table.c")]
APP = "app/elfloader"

LINE = re.compile(r"^(\w+)\t([^\t\n]*)$", re.MULTILINE)

# Instructions for an operation, or why there is no figure
Costs = dict[str, "float | str"]


class BudgetMissed(Exception):
    """An operation costs more than it may, or does not work."""


@dataclass(frozen=True)
class Budget:
    """An operation, and the instructions that it may cost at most.

    pending: it does not keep that yet.
    """

    name: str
    limit: int
    what: str
    pending: bool = False


@dataclass(frozen=True)
class Row:
    """An operation measured on both."""

    budget: Budget
    ours: float | str
    linux: float | str

    @property
    def ratio(self) -> float | None:
        """Ours in parts of Linux's."""
        if isinstance(self.ours, str) or isinstance(self.linux, str):
            return None
        return self.ours / self.linux

    @property
    def kept(self) -> bool:
        """Ours was measured and is within its budget."""
        return (not isinstance(self.ours, str)
                and self.ours <= self.budget.limit)


def budgets() -> list[Budget]:
    """The rows of budgets.tsv."""
    rows = []
    for line in (HERE / "budgets.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            name, limit, what, *marks = line.split("\t")
            rows.append(Budget(name, int(limit), what, marks == ["pending"]))
    return rows


def program() -> Path:
    """The program, compiled unless it is newer than its sources."""
    path = build.folder_root() / "ops"
    inputs = [*SOURCES, HERE / "linux" / "ops.h"]
    newest = max(source.stat().st_mtime for source in inputs)
    if not path.is_file() or path.stat().st_mtime < newest:
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["gcc", "-static-pie", "-O2", "-Wall", "-Wextra",
                        "-pthread", "-o", str(path), *map(str, SOURCES)],
                       check=True)
    return path


def calls(name: str) -> int:
    """How often the program calls an operation; 0: it has none such."""
    table = (HERE / "linux" / "table.c").read_text()
    values = dict(re.findall(r"^#define (\w+)\s+(\d+)$", table
                             + (HERE / "linux" / "ops.h").read_text(), re.M))
    found = re.search(rf'{{"{re.escape(name)}", (\w+),', table)
    if not found:
        return 0
    rounds = found.group(1)
    return int(values.get(rounds, rounds)) * int(values["BATCHES"])


def parse(text: str) -> tuple[Costs, bool]:
    """The program's lines, and whether it came to its end."""
    found = dict(LINE.findall(text.replace("\r", "")))
    ended = found.pop("end", None) is not None
    found.pop("ticks", None)
    costs: Costs = {}
    for name, value in found.items():
        costs[name] = value if value.startswith("failed") else float(value)
    return costs, ended


def measure_linux(binary: Path) -> Costs:
    """Boots the Linux guest with the program as /init."""
    tree = [cpio.folder("dev"), cpio.character_device("dev/console", 5, 1),
            cpio.file("init", binary.read_bytes(), 0o755)]
    result = linux_guest.boot(tree, ["--init"])
    costs, ended = parse(result.text)
    if not ended:
        raise linux_guest.GuestError("The program did not end in the Linux "
                                     f"guest:\n{result.text[-2000:]}")
    return costs


def boot_ours(image: build.Image, binary: Path,
              names: list[str]) -> guest.Result:
    """Boots our image with the program; it measures the operations named."""
    return guest.boot(image.path, memory="256M", timeout=60, initrd=binary,
                      append=" ".join(["--", *names]),
                      extra=["-icount", "shift=0,sleep=off"])


def measure_ours(binary: Path) -> Costs:
    """Boots our image; once more for what follows an operation that ended
    the program."""
    try:
        image = build.build(APP)
    except (build.BuildError, OSError) as error:
        reason = str(error).strip().splitlines()
        return {b.name: f"not built: {reason[-1]}" for b in budgets()}
    costs: Costs = {}
    left = [b.name for b in budgets()]
    while left:
        result = boot_ours(image, binary, left)
        found, ended = parse(result.text)
        costs.update({name: found[name] for name in left if name in found})
        left = [name for name in left if name not in found]
        if left and ended:
            costs.update({name: "not in the program" for name in left})
            break
        if left:
            costs[left.pop(0)] = ("hangs" if result.timed_out else
                                  f"ends the image: status {result.status}")
    return costs


def measure() -> list[Row]:
    """Both, the same binary."""
    binary = program()
    linux = measure_linux(binary)
    ours = measure_ours(binary)
    return [Row(b, ours.get(b.name, "not measured"),
                linux.get(b.name, "not measured")) for b in budgets()]
