# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Finds libraries as the dynamic linker does, ld.so(8), without running it:
RPATH, LD_LIBRARY_PATH, RUNPATH, ld.so.cache or ld.so.conf, the system's."""

from __future__ import annotations

import fnmatch
import os
import posixpath
import struct
from dataclasses import dataclass

from epi import elf
from epi.root import Root

TRIPLETS = {"x86_64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}
LIB = {"x86_64": "lib64", "arm64": "lib"}
PLATFORM = {"x86_64": "x86_64", "arm64": "aarch64"}
CACHE_MAGIC = b"glibc-ld.so.cache1.1"
CACHE_HEAD, CACHE_ENTRY = 48, 24
# The kinds of libraries in the cache: FLAG_ELF_LIBC6 and the machine's
CACHE_FLAGS = {"x86_64": 0x0303, "arm64": 0x0A03}
CONF_DEPTH = 8


@dataclass(frozen=True)
class Found:
    """A library: where it is, and whether only the configuration says so."""

    path: str
    by_configuration: bool


def system_folders(machine: str) -> list[str]:
    """Where the linker looks in the end, as Debian builds it."""
    triplet = TRIPLETS[machine]
    return [f"/lib/{triplet}", f"/usr/lib/{triplet}", f"/{LIB[machine]}",
            f"/usr/{LIB[machine]}", "/lib", "/usr/lib"]


def read_cache(root: Root, machine: str) -> dict[str, str]:
    """ld.so.cache: names and paths of the machine's libraries."""
    real = root.real("/etc/ld.so.cache")
    if real is None:
        return {}
    try:
        with open(root.host(real), "rb") as stream:
            data = stream.read()
    except OSError:
        return {}
    start = data.find(CACHE_MAGIC)
    if start < 0 or len(data) < start + CACHE_HEAD:
        return {}
    count, = struct.unpack_from("<I", data, start + len(CACHE_MAGIC))
    found: dict[str, str] = {}
    for i in range(count):
        at = start + CACHE_HEAD + i * CACHE_ENTRY
        if at + CACHE_ENTRY > len(data):
            return {}
        flags, key, value, _, hwcap = struct.unpack_from("<iIIIQ", data, at)
        # What only some CPUs can run is not for every machine
        if flags != CACHE_FLAGS[machine] or hwcap:
            continue
        name, path = (data[start + p:data.find(b"\0", start + p)]
                      for p in (key, value))
        found.setdefault(os.fsdecode(name), os.fsdecode(path))
    return found


def read_conf(root: Root, path: str = "/etc/ld.so.conf",
              depth: int = 0) -> list[str]:
    """ld.so.conf: the folders, those of included files in their place."""
    folders: list[str] = []
    text = root.read_text(path)
    if text is None or depth > CONF_DEPTH:
        return folders
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        words = line.split()
        if words and words[0] == "include":
            for pattern in words[1:]:
                full = posixpath.join(posixpath.dirname(path), pattern)
                for name in expand(root, full):
                    folders += read_conf(root, name, depth + 1)
        elif line and words[0] != "hwcap":
            folders += [word.split("=")[0] for word in
                        line.replace(":", " ").replace(",", " ").split()]
    return folders


def expand(root: Root, pattern: str) -> list[str]:
    """The files that a pattern names, whose folder is none itself."""
    folder, name = posixpath.split(pattern)
    real = root.real(folder)
    if real is None:
        return []
    try:
        names = os.listdir(root.host(real))
    except OSError:
        return []
    return [posixpath.join(folder, n) for n in sorted(names)
            if fnmatch.fnmatchcase(n, name)]


class Linker:
    """The dynamic linker of a tree, for programs of one machine."""

    def __init__(self, root: Root, machine: str,
                 library_path: list[str] | None = None) -> None:
        self.root = root
        self.machine = machine
        self.library_path = library_path or []
        self._conf: list[str] | None = None
        self._cache: dict[str, str] | None = None

    def fits(self, path: str) -> bool:
        """Is there a library for this machine? Others are passed over."""
        real = self.root.real(path)
        if real is None:
            return False
        try:
            found = elf.read(self.root.host(real))
        except (OSError, elf.ElfError):
            return False
        return found.machine == self.machine and found.bits == 64

    def expand(self, folder: str, origin: str) -> str:
        """Puts in what stands for something: ld.so(8), dynamic string
        tokens."""
        for name, value in (("ORIGIN", origin), ("LIB", "lib/" +
                            TRIPLETS[self.machine]),
                            ("PLATFORM", PLATFORM[self.machine])):
            folder = folder.replace("${" + name + "}", value)
            folder = folder.replace("$" + name, value)
        return folder

    def configured(self, name: str) -> str | None:
        """What the tree's cache or configuration says."""
        if self._cache is None:
            self._cache = read_cache(self.root, self.machine)
        if name in self._cache and self.fits(self._cache[name]):
            return self._cache[name]
        if self._conf is None:
            self._conf = read_conf(self.root)
        return self.first(name, self._conf)

    def first(self, name: str, folders: list[str]) -> str | None:
        for folder in folders:
            path = posixpath.join(folder or "/", name)
            if self.fits(path):
                return path
        return None

    def find(self, name: str, user: elf.Elf, path: str,
             rpaths: list[str]) -> Found | None:
        """A library that a file needs. rpaths: RPATH of those who load the
        file, folders without tokens."""
        origin = posixpath.dirname(self.root.real(path) or path)
        if "/" in name:
            name = self.expand(name, origin)
            return Found(name, False) if self.fits(name) else None
        own = [self.expand(f, origin) for f in user.rpath]
        before = own + rpaths if user.runpath is None else []
        after = [self.expand(f, origin) for f in user.runpath or []]
        found = self.first(name, before + self.library_path + after)
        if found:
            return Found(found, False)
        system = [] if user.nodeflib else system_folders(self.machine)
        # Of two that fit, the linker takes the configuration's
        found = self.configured(name)
        default = self.first(name, system)
        if found and found != default:
            same = default and self.root.real(found) == self.root.real(default)
            return Found(default if same else found, not same)
        return Found(default, False) if default else None
