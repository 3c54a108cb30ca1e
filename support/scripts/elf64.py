# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Reads what the build needs of a linked 64-bit ELF file: its program headers
and sections. Only the standard library, so that a build does not wait for it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

PT_LOAD = 1
PT_NOTE = 4
PT_TLS = 7
PT_GNU_STACK = 0x6474E551

PF_X = 1
PF_W = 2
PF_R = 4

SHT_NOBITS = 8
ELFCLASS64 = 2


class ElfError(Exception):
    """The file is not what was expected; the text says why."""


@dataclass(frozen=True)
class Segment:
    """A program header."""

    type: int
    flags: int
    offset: int
    vaddr: int
    paddr: int
    filesz: int
    memsz: int
    align: int


@dataclass(frozen=True)
class Section:
    """A section header."""

    name: str
    type: int
    addr: int
    offset: int
    size: int


class Elf64:
    """A 64-bit ELF file in memory; byteorder is '<' or '>'."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        if len(self.data) < 64 or self.data[:4] != b"\x7fELF" or \
                self.data[4] != ELFCLASS64:
            raise ElfError(f"{path} is not a 64-bit ELF file")
        self.byteorder = "<" if self.data[5] == 1 else ">"
        (self.type, self.machine, _, self.entry, phoff, shoff, _, _,
         phentsize, phnum, shentsize, shnum, shstrndx) = struct.unpack_from(
             self.byteorder + "HHIQQQIHHHHHH", self.data, 16)
        try:
            self.segments = [self._segment(phoff + i * phentsize)
                             for i in range(phnum)]
            self.sections = self._sections(shoff, shentsize, shnum, shstrndx)
        except (struct.error, IndexError) as e:
            raise ElfError(f"{path} is cut short") from e

    def _segment(self, at: int) -> Segment:
        kind, flags, offset, vaddr, paddr, filesz, memsz, align = \
            struct.unpack_from(self.byteorder + "IIQQQQQQ", self.data, at)
        return Segment(kind, flags, offset, vaddr, paddr, filesz, memsz, align)

    def _sections(self, shoff: int, entsize: int, count: int,
                  names: int) -> list[Section]:
        raw = [struct.unpack_from(self.byteorder + "IIQQQQ", self.data,
                                  shoff + i * entsize) for i in range(count)]
        strings = raw[names][4] if count else 0
        res = []
        for name, kind, _, addr, offset, size in raw:
            start = strings + name
            end = self.data.index(b"\0", start)
            res.append(Section(self.data[start:end].decode(), kind, addr,
                               offset, size))
        return res

    def section(self, name: str) -> Section:
        """The section of that name; raises ElfError if there is none."""
        for section in self.sections:
            if section.name == name:
                return section
        raise ElfError(f"no section {name}")

    def loads(self) -> list[Segment]:
        """The segments that take up memory, in the order of the file."""
        return [s for s in self.segments if s.type == PT_LOAD and s.memsz]
