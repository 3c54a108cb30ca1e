#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Makes an assembly source of the vDSO's shared object: its bytes in whole pages,
and where signal handlers return to. An object that would have to be relocated or
written to is refused: the kernel maps it as it is, for everybody."""

from __future__ import annotations

import argparse
import struct
import sys
from pathlib import Path

from elf64 import PF_R, PF_X, Elf64, ElfError

PAGE = 4096
PT_DYNAMIC = 2
PT_INTERP = 3
SYMBOL = struct.Struct("<IBBHQQ")
SIGRETURN = b"__kernel_rt_sigreturn"
# DT_NEEDED, PLTRELSZ, RELA, REL, TEXTREL, JMPREL, RELR
REFUSED = {1: "needs a library", 2: "has a PLT", 7: "has relocations",
           17: "has relocations", 22: "has text relocations",
           23: "has a PLT", 36: "has relocations"}


def check(elf: Elf64) -> None:
    """Raises ElfError unless the object can be mapped as it is."""
    loads = elf.loads()
    if len(loads) != 1 or loads[0].flags != PF_R | PF_X or \
            loads[0].offset or loads[0].vaddr or \
            loads[0].filesz != loads[0].memsz:
        raise ElfError("it is not one segment, R X, of what the file has")
    if any(s.type == PT_INTERP for s in elf.segments):
        raise ElfError("it has an interpreter")
    dynamic = [s for s in elf.segments if s.type == PT_DYNAMIC]
    if not dynamic:
        raise ElfError("it is not dynamic")
    for at in range(dynamic[0].offset, dynamic[0].offset + dynamic[0].filesz,
                    16):
        tag, _ = struct.unpack_from("<qQ", elf.data, at)
        if tag in REFUSED:
            raise ElfError(f"it {REFUSED[tag]}")


def symbols(elf: Elf64) -> dict[bytes, int]:
    """What it exports."""
    table, names = elf.section(".dynsym"), elf.section(".dynstr")
    found = {}
    for at in range(table.offset, table.offset + table.size, SYMBOL.size):
        name, _, _, _, value, _ = SYMBOL.unpack_from(elf.data, at)
        start = names.offset + name
        found[elf.data[start:elf.data.index(b"\0", start)]] = value
    return found


def source(elf: Elf64) -> str:
    """The text of the assembly source."""
    image = elf.data[:elf.loads()[0].filesz]
    image += bytes(-len(image) % PAGE)
    lines = ["/* Made by mkvdso.py */", '\t.section .rodata.vdso,"a"',
             f"\t.balign {PAGE}", "\t.globl vdso_image, vdso_image_end, "
             "vdso_sigreturn", "vdso_image:"]
    for at in range(0, len(image), 32):
        words = struct.unpack_from("<4Q", image, at)
        lines.append("\t.quad " + ", ".join(f"{w:#x}" for w in words))
    lines += ["vdso_image_end:", '\t.section .rodata,"a"', "\t.balign 8",
              "vdso_sigreturn:",
              f"\t.quad {symbols(elf).get(SIGRETURN, 0):#x}"]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0])
    parser.add_argument("object", type=Path, help="the shared object")
    parser.add_argument("source", type=Path, help="what is made of it")
    args = parser.parse_args()
    try:
        elf = Elf64(args.object)
        check(elf)
        args.source.write_text(source(elf), encoding="ascii")
    except (OSError, ElfError) as error:
        print(f"mkvdso.py: {args.object}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
