# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Runs a machine under the instruction counter and reads what it counted."""

from __future__ import annotations

import bisect
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from elftools.elf.elffile import ELFFile

SOURCE = Path(__file__).with_name("icount.c")


@dataclass
class Count:
    """Instructions from power-on, and from the image's first one on."""

    total: int
    image: int
    status: int
    output: str
    blocks: list[tuple[int, int]] = field(default_factory=list)


def build_plugin(folder: Path) -> Path:
    """Compiles the counter into `folder`, unless it is there and newer."""
    plugin = folder / "icount.so"
    if (plugin.is_file()
            and plugin.stat().st_mtime >= SOURCE.stat().st_mtime):
        return plugin
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["gcc", "-Wall", "-Wextra", "-O2", "-shared", "-fPIC",
                    "-o", str(plugin), str(SOURCE)], check=True)
    return plugin


def entry_address(image: Path) -> int:
    """The physical address at which a machine enters an ELF image."""
    with image.open("rb") as stream:
        elf = ELFFile(stream)
        entry = elf["e_entry"]
        for seg in elf.iter_segments("PT_LOAD"):
            if seg["p_vaddr"] <= entry < seg["p_vaddr"] + seg["p_memsz"]:
                return entry - seg["p_vaddr"] + seg["p_paddr"]
        return entry


def run(command: list[str], plugin: Path, entry: int, *, timeout: float = 60,
        blocks: bool = False) -> Count:
    """Runs QEMU's command line with the counter; bounded by `timeout`."""
    with tempfile.TemporaryDirectory() as tmp:
        out = Path(tmp) / "count"
        spec = f"{plugin},entry={entry:#x},out={out}"
        if blocks:
            spec += ",blocks=1"
        done = subprocess.run([*command, "-plugin", spec], timeout=timeout,
                              stdin=subprocess.DEVNULL, capture_output=True)
        count = Count(0, 0, done.returncode,
                      done.stdout.decode("utf-8", "replace"))
        for row in out.read_text().splitlines():
            name, *values = row.split()
            if name == "total":
                count.total = int(values[0])
            elif name == "image":
                count.image = int(values[0])
            else:
                count.blocks.append((int(values[0], 16),
                                     int(values[1]) * int(values[2])))
    return count


def by_function(count: Count, debug_image: Path) -> Counter[str]:
    """Instructions by function; code outside the image is 'firmware'."""
    with debug_image.open("rb") as stream:
        table = ELFFile(stream).get_section_by_name(".symtab")
        funcs = sorted((s["st_value"], s.name) for s in table.iter_symbols()
                       if s["st_info"]["type"] in ("STT_FUNC", "STT_NOTYPE")
                       and s["st_shndx"] not in ("SHN_UNDEF", "SHN_ABS")
                       and not s.name.startswith("$"))
    addrs = [a for a, _ in funcs]
    result: Counter[str] = Counter()
    for addr, insns in count.blocks:
        i = bisect.bisect_right(addrs, addr) - 1
        near = i >= 0 and addr - addrs[i] < 0x10000
        result[funcs[i][1] if near else "firmware"] += insns
    return result
