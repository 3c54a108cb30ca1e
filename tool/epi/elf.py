# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Reads what is needed of an ELF file to find what it needs: its interpreter
and its libraries. Nothing in the file is trusted."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass, field
from typing import BinaryIO

MACHINES = {62: "x86_64", 183: "arm64", 3: "i386", 40: "arm", 243: "riscv",
            8: "mips", 21: "ppc64", 22: "s390x"}
PT_LOAD, PT_DYNAMIC, PT_INTERP = 1, 2, 3
DT_NEEDED, DT_STRTAB, DT_RPATH, DT_RUNPATH = 1, 5, 15, 29
DT_FLAGS_1, DF_1_NODEFLIB = 0x6FFFFFFB, 0x800
NAME_MAX = 4096
HEADERS_MAX = 4096
DYNAMIC_MAX = 1 << 20


class ElfError(Exception):
    """The file is no ELF file, or a damaged one; the text says how."""


@dataclass
class Elf:
    """What a file says of itself."""

    machine: str
    bits: int
    interpreter: str | None = None
    dynamic: bool = False
    needed: list[str] = field(default_factory=list)
    rpath: list[str] = field(default_factory=list)
    runpath: list[str] | None = None
    nodeflib: bool = False


@dataclass(frozen=True)
class Segment:
    """The part of a program header that counts here."""

    type: int
    offset: int
    vaddr: int
    filesz: int


class Reader:
    """The numbers of a file, in its byte order and width."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        ident = self.read(0, 16)
        if ident[:4] != b"\x7fELF":
            raise ElfError("it is no ELF file")
        if ident[4] not in (1, 2) or ident[5] not in (1, 2):
            raise ElfError("its class or byte order is unknown")
        self.bits = 32 * ident[4]
        self.order = "<" if ident[5] == 1 else ">"

    def read(self, offset: int, length: int) -> bytes:
        try:
            self.stream.seek(offset)
            data = self.stream.read(length)
        except (OSError, ValueError, OverflowError) as error:
            raise ElfError("it cannot be read") from error
        if len(data) != length:
            raise ElfError("it is cut short")
        return data

    def unpack(self, form: str, offset: int) -> tuple[int, ...]:
        form = self.order + form
        return struct.unpack(form, self.read(offset, struct.calcsize(form)))


def read_segments(reader: Reader) -> list[Segment]:
    """The program headers."""
    if reader.bits == 64:
        phoff, = reader.unpack("Q", 32)
        size, count = reader.unpack("HH", 54)
        form = "IIQQQQQQ"
    else:
        phoff, = reader.unpack("I", 28)
        size, count = reader.unpack("HH", 42)
        form = "IIIIIIII"
    if count > HEADERS_MAX or size < struct.calcsize("<" + form) and count:
        raise ElfError("its program headers make no sense")
    found = []
    for i in range(count):
        head = reader.unpack(form, phoff + i * size)
        if reader.bits == 64:
            kind, _, offset, vaddr, _, filesz = head[:6]
        else:
            kind, offset, vaddr, _, filesz = head[:5]
        found.append(Segment(kind, offset, vaddr, filesz))
    return found


def text_at(reader: Reader, offset: int) -> str:
    """The string that begins there."""
    try:
        reader.stream.seek(offset)
        data = reader.stream.read(NAME_MAX)
    except (OSError, ValueError, OverflowError) as error:
        raise ElfError("it cannot be read") from error
    end = data.find(b"\0")
    if end < 0:
        raise ElfError("a name in it has no end")
    return os.fsdecode(data[:end])


def file_offset(segments: list[Segment], vaddr: int) -> int:
    """Where in the file an address of the program lies."""
    for segment in segments:
        if segment.type == PT_LOAD and \
                segment.vaddr <= vaddr < segment.vaddr + segment.filesz:
            return vaddr - segment.vaddr + segment.offset
    raise ElfError("its dynamic section points nowhere")


def read_dynamic(reader: Reader, segments: list[Segment], part: Segment,
                 elf: Elf) -> None:
    """Libraries, and where the file wants them to be looked for."""
    form, size = ("qQ", 16) if reader.bits == 64 else ("iI", 8)
    length = min(part.filesz, DYNAMIC_MAX) // size * size
    data = reader.read(part.offset, length)
    tags: list[tuple[int, int]] = []
    for tag, value in struct.iter_unpack(reader.order + form, data):
        if tag == 0:
            break
        tags.append((tag & 0xFFFFFFFF, value))
    values = dict(tags)
    elf.nodeflib = bool(values.get(DT_FLAGS_1, 0) & DF_1_NODEFLIB)
    wanted = [row for row in tags
              if row[0] in (DT_NEEDED, DT_RPATH, DT_RUNPATH)]
    if not wanted:
        return
    if DT_STRTAB not in values:
        raise ElfError("its dynamic section has no names")
    strings = file_offset(segments, values[DT_STRTAB])
    for tag, value in wanted:
        text = text_at(reader, strings + value)
        if tag == DT_NEEDED:
            elf.needed.append(text)
        elif tag == DT_RPATH:
            elf.rpath = text.split(":")
        else:
            elf.runpath = text.split(":")


def read(path: str) -> Elf:
    """Reads a file; raises ElfError, or OSError when it cannot be opened."""
    with open(path, "rb") as stream:
        reader = Reader(stream)
        number, = reader.unpack("H", 18)
        elf = Elf(MACHINES.get(number, f"machine {number}"), reader.bits)
        if reader.order == ">" and elf.machine in ("arm64", "arm"):
            elf.machine += " (big-endian)"
        segments = read_segments(reader)
        for segment in segments:
            if segment.type == PT_INTERP:
                if not 1 < segment.filesz <= NAME_MAX:
                    raise ElfError("the name of its interpreter is too long")
                elf.interpreter = text_at(reader, segment.offset)
            elif segment.type == PT_DYNAMIC:
                elf.dynamic = True
                read_dynamic(reader, segments, segment, elf)
    if elf.runpath is not None:
        elf.rpath = []  # as ld.so(8) has it
    return elf
