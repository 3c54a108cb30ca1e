#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Makes the contents of section .uk_bootinfo of a linked image.

They are a struct ukplat_bootinfo (include/uk/plat/bootinfo.h) with a region
for each loaded segment of the image: where it lies, how long it is, what may
be done with it. The boot code adds at run time what it learns about the
machine. The result is as long as the section; objcopy --update-section puts
it there.
"""

from __future__ import annotations

import argparse
import struct
import sys
from pathlib import Path

import elf64

MAGIC = 0xB007B0B0
VERSION = 1
SECTION = ".uk_bootinfo"
HEADER = "IB3x16s16sQII"

TYPE_KERNEL = 0x4
FLAG_READ = 0x1
FLAG_WRITE = 0x2
FLAG_EXECUTE = 0x4
FLAG_MAP = 0x20

PAGE = 4096
NAME_SIZE = 36


def flags_of(segment: elf64.Segment) -> int:
    """A segment's permissions as flags of a region."""
    flags = FLAG_MAP
    flags |= FLAG_READ if segment.flags & elf64.PF_R else 0
    flags |= FLAG_WRITE if segment.flags & elf64.PF_W else 0
    flags |= FLAG_EXECUTE if segment.flags & elf64.PF_X else 0
    return flags


def regions(image: elf64.Elf64, name: str | None,
            min_address: int) -> list[bytes]:
    """The descriptors of the image's segments, by physical address."""
    res = []
    end = min_address
    for segment in sorted(image.loads(), key=lambda s: s.paddr):
        start = segment.paddr // PAGE * PAGE
        if start < end:
            raise elf64.ElfError(
                f"segment at {segment.paddr:#x} starts below {end:#x}, "
                "where the image must begin or another segment ends")
        end = -(-(segment.paddr + segment.memsz) // PAGE) * PAGE
        desc = struct.pack(image.byteorder + "QQQHH", start,
                           segment.vaddr - (segment.paddr - start),
                           end - start, TYPE_KERNEL, flags_of(segment))
        tail = b"" if name is None else name.encode()[:NAME_SIZE]
        res.append(desc + tail.ljust(4 if name is None else NAME_SIZE, b"\0"))
    if not res:
        raise elf64.ElfError("the image has no loaded segment")
    return res


def bootinfo(image: elf64.Elf64, name: str | None, min_address: int) -> bytes:
    """The contents of the section, exactly as long as it."""
    size = image.section(SECTION).size
    descs = regions(image, name, min_address)
    header = struct.calcsize("=" + HEADER)
    capacity = (size - header) // len(descs[0])
    if capacity < len(descs):
        raise elf64.ElfError(
            f"section {SECTION} has room for {capacity} regions, the image "
            f"alone has {len(descs)}")
    data = struct.pack(image.byteorder + HEADER, MAGIC, VERSION, b"", b"", 0,
                       capacity, len(descs)) + b"".join(descs)
    return data.ljust(size, b"\0")


def main() -> int:
    """Command line: image, result, options."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("kernel", type=Path, help="linked image with symbols")
    parser.add_argument("output", type=Path, help="result, raw bytes")
    parser.add_argument("-a", "--arch", choices=("x86_64", "arm64"),
                        default="x86_64", help="architecture of the image")
    parser.add_argument("-b", "--big", action="store_true",
                        help="big endian (the image's own order is used; this "
                        "only checks it)")
    parser.add_argument("-n", "--names", action="store_true",
                        help="regions have names: the image's file name")
    parser.add_argument("--min-address", type=lambda s: int(s, 0), default=0,
                        help="lowest physical address the image may use")
    args = parser.parse_args()

    try:
        image = elf64.Elf64(args.kernel)
        if args.big != (image.byteorder == ">"):
            raise elf64.ElfError("the image has the other byte order")
        name = args.kernel.stem if args.names else None
        args.output.write_bytes(bootinfo(image, name, args.min_address))
    except (elf64.ElfError, OSError) as e:
        print(f"{parser.prog}: {args.kernel}: {e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
