#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Makes the file that boot loaders of x86 take of a linked 64-bit image.

Multiboot and PVH start an image in 32-bit mode at physical addresses, and
QEMU's -kernel refuses 64-bit files for Multiboot. The result is an executable
ELF32 file for i386 with the same segments at their physical addresses: no
sections, no symbols, no padding, no zeros that the loader writes anyway. The
same input gives the same output.
"""

from __future__ import annotations

import argparse
import dataclasses
import struct
import sys
from pathlib import Path

import elf64

EHDR = "<16sHHIIIIIHHHHHH"
PHDR = "<IIIIIIII"
IDENT = b"\x7fELF\x01\x01\x01".ljust(16, b"\0")
ET_EXEC = 2
EM_386 = 3
EM_X86_64 = 62
ALIGN = 16

KEPT = (elf64.PT_LOAD, elf64.PT_NOTE, elf64.PT_TLS, elf64.PT_GNU_STACK)
MULTIBOOT_MAGIC = struct.pack("<I", 0x1BADB002)
MULTIBOOT_SEARCH = 8192


def physical(image: elf64.Elf64, vaddr: int) -> int:
    """The address at which the byte at vaddr is loaded."""
    for segment in image.loads():
        if segment.vaddr <= vaddr < segment.vaddr + segment.memsz:
            return vaddr - segment.vaddr + segment.paddr
    if vaddr < 1 << 32:
        return vaddr
    raise elf64.ElfError(f"address {vaddr:#x} lies in no segment")


def kept(image: elf64.Elf64) -> list[elf64.Segment]:
    """The segments that the result has. One that goes on in memory, where the
    loader clears it, ends in the file with the last byte that is not zero."""
    segments = []
    for s in image.segments:
        if s.type not in KEPT or (
                s.type == elf64.PT_LOAD and not s.memsz):
            continue
        if s.type == elf64.PT_LOAD and s.memsz > s.filesz:
            data = image.data[s.offset:s.offset + s.filesz]
            s = dataclasses.replace(s, filesz=len(data.rstrip(b"\0")))
        segments.append(s)
    return segments


def placed(segments: list[elf64.Segment]) -> dict[elf64.Segment, int]:
    """Where the bytes of the segments go in the result. A segment that lies
    inside a loaded one shares its bytes."""
    at = struct.calcsize(EHDR) + len(segments) * struct.calcsize(PHDR)
    offsets: dict[elf64.Segment, int] = {}
    loads = [s for s in segments if s.type == elf64.PT_LOAD]
    for segment in loads:
        at = -(-at // ALIGN) * ALIGN
        offsets[segment] = at
        at += segment.filesz
    for segment in segments:
        if segment in offsets:
            continue
        offsets[segment] = 0
        for load in loads:
            if segment.filesz and load.offset <= segment.offset and \
                    segment.offset + segment.filesz <= \
                    load.offset + load.filesz:
                offsets[segment] = offsets[load] + segment.offset - load.offset
    return offsets


def convert(image: elf64.Elf64) -> bytes:
    """The whole ELF32 file."""
    if image.machine != EM_X86_64 or image.type != ET_EXEC:
        raise elf64.ElfError("not an executable for x86_64")
    segments = kept(image)
    offsets = placed(segments)

    res = bytearray(struct.pack(
        EHDR, IDENT, ET_EXEC, EM_386, 1, physical(image, image.entry),
        struct.calcsize(EHDR), 0, 0, struct.calcsize(EHDR),
        struct.calcsize(PHDR), len(segments), 0, 0, 0))
    for s in segments:
        # Thread-local zeros have no place in what is loaded
        loaded = s.filesz or s.type == elf64.PT_LOAD
        paddr = physical(image, s.vaddr) if loaded else 0
        if paddr + s.memsz > 1 << 32:
            raise elf64.ElfError(f"segment at {paddr:#x} ends above 4 GiB")
        align = min(s.align, ALIGN) if s.type == elf64.PT_LOAD else s.align
        res += struct.pack(PHDR, s.type, offsets[s], paddr, paddr, s.filesz,
                           s.memsz, s.flags, align)
    for s in segments:
        if s.type != elf64.PT_LOAD:
            continue
        res = res.ljust(offsets[s], b"\0")
        res += image.data[s.offset:s.offset + s.filesz]
    return bytes(res)


def main() -> int:
    """Command line: image with symbols, result."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("kernel", type=Path, help="linked image with symbols")
    parser.add_argument("output", type=Path, help="result")
    parser.add_argument("--multiboot", action="store_true",
                        help="fail if loaders would not find the Multiboot "
                        "header")
    args = parser.parse_args()

    try:
        data = convert(elf64.Elf64(args.kernel))
        if args.multiboot and MULTIBOOT_MAGIC not in data[:MULTIBOOT_SEARCH]:
            raise elf64.ElfError("no Multiboot header in the first 8 KiB")
        args.output.write_bytes(data)
        args.output.chmod(0o755)
    except (elf64.ElfError, OSError) as e:
        print(f"{parser.prog}: {args.kernel}: {e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
