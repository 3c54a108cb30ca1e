#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Writes the table of function names of a linked image, for its own use.

The image is linked twice: first with an empty .uk_symtab, then with the
object file that this script makes of the first result. The code lies before the
table, so that its addresses are the same both times. With --check the image is
compared with a table: exit status 1 if they disagree. The format is described
in base/ukdebug/symbols.c.
"""

from __future__ import annotations

import argparse
import struct
import sys
from collections import Counter
from pathlib import Path

PAIRS_MAX = 96
PAIRS_PER_ROUND = 12
PAIR_FIRST = 0x80
SHT_SYMTAB = 2
STT_NOTYPE, STT_FUNC = 0, 2


def c_string(data: bytes, offset: int) -> bytes:
    """The string at offset of a string table."""
    return data[offset:data.index(b"\0", offset)]


def symbols(elf: bytes) -> list[tuple[bytes, int, int, int]]:
    """Name, info, section and value of each symbol of a 64-bit ELF file."""
    if elf[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not a 64-bit little-endian ELF file")
    shoff, = struct.unpack_from("<Q", elf, 40)
    shentsize, shnum = struct.unpack_from("<HH", elf, 58)
    headers = [struct.unpack_from("<IIQQQQIIQQ", elf, shoff + i * shentsize)
               for i in range(shnum)]
    for header in headers:
        if header[1] != SHT_SYMTAB:
            continue
        start, size = header[4], header[5]
        strings = headers[header[6]]
        names = elf[strings[4]:strings[4] + strings[5]]
        return [(c_string(names, name), info, shndx, value)
                for name, info, _, shndx, value, _ in
                struct.iter_unpack("<IBBHQQ", elf[start:start + size])]
    raise ValueError("the image has no symbols")


def functions(elf: bytes) -> list[tuple[int, bytes]]:
    """Offset from __text_start and name of each function, in order."""
    table = symbols(elf)
    marks = {name: value for name, _, _, value in table
             if name in (b"__text_start", b"__text_end")}
    if len(marks) != 2:
        raise ValueError("the image lacks __text_start or __text_end")
    start, end = marks[b"__text_start"], marks[b"__text_end"]
    best: dict[int, tuple[bool, bool, int, bytes]] = {}
    for name, info, shndx, value in table:
        kind = info & 15
        if not start <= value < end or shndx == 0 or not name:
            continue
        # Labels of assembly count; marks of sections and local ones do not.
        if kind != STT_FUNC and (kind != STT_NOTYPE or not info >> 4 or
                                 name.startswith((b"__", b"$", b"."))):
            continue
        # Of several names the function's, the global, then the shortest one.
        rank = (kind != STT_FUNC, not info >> 4, len(name), name)
        if value not in best or rank < best[value]:
            best[value] = rank
    return [(value - start, best[value][3]) for value in sorted(best)]


def leb128(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while True:
        byte = value & 0x7f
        value >>= 7
        out.append(byte | (0x80 if value else 0))
        if not value:
            return bytes(out)


def compress(names: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Replaces frequent pairs of bytes by one byte; the pairs and the names."""
    text = b"\0".join(names)
    pairs: list[bytes] = []
    while len(pairs) < PAIRS_MAX:
        count = Counter(zip(text, text[1:]))
        ranked = sorted(count.items(), key=lambda item: (-item[1], item[0]))
        taken: set[int] = set()
        fresh = []
        for (first, second), times in ranked:
            if len(fresh) == min(PAIRS_PER_ROUND, PAIRS_MAX - len(pairs)):
                break
            # A pair costs two bytes and saves one each time. Pairs that
            # share a byte get in each other's way: they wait for a round.
            if times < 4 or 0 in (first, second) or {first, second} & taken:
                continue
            taken |= {first, second}
            fresh.append(bytes((first, second)))
        if not fresh:
            break
        for pair in fresh:
            text = text.replace(pair, bytes((PAIR_FIRST + len(pairs),)))
            pairs.append(pair)
    return pairs, text.split(b"\0")


def make_object(image: bytes, table: bytes) -> bytes:
    """A relocatable ELF file for the image's machine: the table in its section."""
    machine, = struct.unpack_from("<H", image, 18)
    names = b"\0.uk_symtab\0.shstrtab\0.note.GNU-stack\0"
    start = 64
    sections_at = (start + len(table) + len(names) + 7) & ~7
    header = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack(
        "<HHIQQQIHHHHHH", 1, machine, 1, 0, 0, sections_at, 0, 64, 0, 0, 64,
        4, 2)
    sections = bytes(64)
    for name, kind, flags, at, size in (
            (b".uk_symtab", 1, 2, start, len(table)),
            (b".shstrtab", 3, 0, start + len(table), len(names)),
            (b".note.GNU-stack", 1, 0, start, 0)):
        sections += struct.pack("<IIQQQQIIQQ", names.index(name), kind, flags,
                                0, at, size, 0, 0, 1, 0)
    body = header + table + names
    return body + bytes(sections_at - len(body)) + sections


def make_table(found: list[tuple[int, bytes]]) -> bytes:
    """The section's contents."""
    names = [name.decode("ascii", "replace").replace("\ufffd", "?").encode()
             for _, name in found]
    pairs, names = compress(names)
    out = bytearray((len(pairs),))
    out += b"".join(pairs)
    before = 0
    for (offset, _), name in zip(found, names):
        out += leb128(offset - before) + name + b"\0"
        before = offset
    return bytes(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("image", type=Path, help="linked image with symbols")
    parser.add_argument("object", type=Path, help="object with the section")
    parser.add_argument("--check", action="store_true",
                        help="compare instead of writing")
    args = parser.parse_args()
    try:
        image = args.image.read_bytes()
        made = make_object(image, make_table(functions(image)))
        if not args.check:
            args.object.write_bytes(made)
        elif args.object.read_bytes() != made:
            print(f"{args.image}: its code does not lie where {args.object} "
                  "says; .uk_symtab must come behind .text in the linker "
                  "script", file=sys.stderr)
            return 1
    except (OSError, ValueError) as error:
        print(f"mksymtab.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
