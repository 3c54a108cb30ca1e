# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Which files a program needs: itself, its interpreter, its libraries, and
what the user names. They keep their places, owners and links."""

from __future__ import annotations

import hashlib
import os
import posixpath
import shlex
import stat
from pathlib import Path

from epi import cpio, dpkg, elf
from epi.errors import NOT_EXECUTABLE, NOT_FOUND, EpiError
from epi.ldso import Linker
from epi.root import LINKS_MAX, Root

SCRIPT_LINE = 256
SCRIPTS_MAX = 4
# What the guest has without an archive
OWN_FOLDERS = ("dev", "proc", "tmp")


class Files:
    """What the guest's tree will hold, by its path there."""

    def __init__(self, root: Root, machine: str, search: list[str],
                 library_path: list[str] | None = None) -> None:
        self.root = root
        self.machine = machine
        self.search = search
        self.linker = Linker(root, machine, library_path)
        self.entries: dict[str, cpio.Entry] = {}
        self.looked_at: set[str] = set()
        self.cache_needed = False
        self.programs: set[str] = set()

    # What is put in

    def put(self, guest: str, host: str, info: os.stat_result) -> None:
        """One thing of this machine, at a path of the guest."""
        name = guest.lstrip("/")
        if not name:
            return
        data: bytes | Path = b""
        if stat.S_ISLNK(info.st_mode):
            data = os.fsencode(os.readlink(host))
        elif stat.S_ISREG(info.st_mode):
            data = Path(host)
            if not os.access(host, os.R_OK):
                raise EpiError(f"{host} cannot be read by you")
        elif not stat.S_ISDIR(info.st_mode):
            return  # devices, sockets: the guest has its own
        self.parents(guest)
        self.entries[name] = cpio.Entry(
            name, info.st_mode, data, owner=(info.st_uid, info.st_gid),
            mtime=int(info.st_mtime))

    def parents(self, guest: str) -> None:
        """The folders on the way to a path."""
        parts = guest.strip("/").split("/")[:-1]
        for i in range(1, len(parts) + 1):
            name = "/".join(parts[:i])
            if name not in self.entries:
                self.entries[name] = cpio.folder(name)

    def text(self, guest: str, text: str) -> None:
        """A file that this machine does not have, unless it is there."""
        name = guest.lstrip("/")
        if name not in self.entries:
            self.parents(guest)
            self.entries[name] = cpio.file(name, text.encode())

    def add(self, path: str) -> str:
        """A path of the tree with the links on its way; what it really is."""
        links, real = self.root.walk(path)
        for name in [*links, real]:
            host = self.root.host(name)
            self.put(name, host, os.lstat(host))
        return real

    # What programs need

    def program(self, path: str, depth: int = 0) -> None:
        """A program or script of the tree with all that starts it."""
        real = self.add(path)
        host = self.root.host(real)
        if not os.access(host, os.X_OK):
            raise EpiError(f"{path} is not executable",
                           f"chmod +x {shlex.quote(host)} makes it so",
                           NOT_EXECUTABLE)
        with open(host, "rb") as stream:
            begin = stream.read(SCRIPT_LINE)
        if begin.startswith(b"#!"):
            self.script(path, begin, depth)
            return
        self.programs.add(real)
        try:
            found = elf.read(host)
        except elf.ElfError as error:
            raise EpiError(f"{path} is neither a program nor a script: "
                           f"{error}", "", NOT_EXECUTABLE) from None
        if found.machine != self.machine or found.bits != 64:
            raise EpiError(
                f"{path} is a program for {found.machine}, not for "
                f"{self.machine}", f"--arch {found.machine} runs it"
                if found.machine in ("x86_64", "arm64") else "",
                NOT_EXECUTABLE)
        if found.interpreter:
            self.interpreter(path, found.interpreter)
        self.libraries(path, found, [], True)

    def interpreter(self, path: str, interpreter: str) -> None:
        if not self.root.is_file(interpreter):
            raise EpiError(
                f"The interpreter of {path}, {interpreter}, is missing",
                "It comes with the C library that the program was linked "
                "against; --root DIR names a tree that has it",
                NOT_EXECUTABLE)
        self.add(interpreter)

    def script(self, path: str, begin: bytes, depth: int) -> None:
        """What stands behind #!, and for env(1) the program it looks for."""
        words = os.fsdecode(begin[2:].split(b"\n")[0]).split()
        if not words or depth == SCRIPTS_MAX:
            raise EpiError(f"{path} names no interpreter behind #!", "",
                           NOT_EXECUTABLE)
        if not self.root.is_file(words[0]):
            raise EpiError(
                f"The interpreter of {path}, {words[0]}, is missing",
                "Install it, or correct the script's first line",
                NOT_EXECUTABLE)
        self.program(words[0], depth + 1)
        if posixpath.basename(words[0]) == "env":
            names = [w for w in words[1:]
                     if not w.startswith("-") and "=" not in w]
            if names:
                self.program(self.look_up(names[0], path), depth + 1)

    def look_up(self, name: str, script: str = "") -> str:
        """The path of a program, by the search path if it has no slash."""
        if "/" in name:
            return name
        for folder in self.search:
            path = posixpath.join(folder, name)
            real = self.root.real(path)
            if real and os.path.isfile(self.root.host(real)) and \
                    os.access(self.root.host(real), os.X_OK):
                return path
        whose = f", which {script} starts," if script else ""
        where = "" if self.root.base == "/" else f" of {self.root.base}"
        raise EpiError(f"There is no program {name}{whose} in "
                       f"{':'.join(self.search)}{where}",
                       "A path with a slash names one that is elsewhere; "
                       "--package NAME takes it from a Debian package",
                       NOT_FOUND)

    def libraries(self, path: str, user: elf.Elf, rpaths: list[str],
                  must: bool) -> None:
        """What a file of the tree is linked against, and so on."""
        origin = posixpath.dirname(self.root.real(path) or path)
        below = [self.linker.expand(f, origin) for f in user.rpath] + rpaths
        for name in user.needed:
            found = self.linker.find(name, user, path, rpaths)
            if not found:
                if must:
                    raise EpiError(
                        f"The library {name}, which {path} needs, is missing",
                        "Install the package that has it, or name its folder "
                        "with --library-path DIR", NOT_FOUND)
                continue
            self.cache_needed |= found.by_configuration
            if found.path in self.looked_at:
                continue
            self.looked_at.add(found.path)
            real = self.add(found.path)
            self.libraries(found.path, elf.read(self.root.host(real)), below,
                           must)

    # What the user names

    def with_path(self, spec: str) -> None:
        """--with HOST[:GUEST]: a file or a folder with all that is in it."""
        host, _, guest = spec.partition(":")
        host = os.path.abspath(host)
        if not os.path.lexists(host):
            raise EpiError(f"There is no {host}", "--with takes a path of "
                           "this machine, HOST or HOST:GUEST")
        mode = os.stat(host).st_mode if os.path.exists(host) else 0
        if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise EpiError(f"{host} is neither a file nor a folder",
                           "The guest has devices of its own in /dev")
        if guest and not guest.startswith("/"):
            raise EpiError(f"{guest} is not where a guest can have a file",
                           "In --with HOST:GUEST the second begins with /")
        if not guest and self.root.base == "/":
            self.tree(self.add(host))
            return
        self.copy(os.path.realpath(host), guest.rstrip("/") or host)

    def tree(self, path: str) -> None:
        """A path of the tree and, if that is a folder, what lies below."""
        self.add(path)
        host = self.root.host(path)
        if not os.path.isdir(host):
            self.libraries_of(path)
            return
        try:
            names = sorted(os.listdir(host))
        except OSError as error:
            raise EpiError(f"{host} cannot be read: {error.strerror}"
                           ) from None
        for name in names:
            inner = posixpath.join(path, name)
            mode = os.lstat(self.root.host(inner)).st_mode
            if stat.S_ISDIR(mode):
                self.tree(inner)
            elif stat.S_ISREG(mode):
                self.add(inner)
                self.libraries_of(inner)
            elif stat.S_ISLNK(mode):
                self.link(inner)

    def link(self, path: str) -> None:
        """A link, and the file behind it if there is one."""
        host = self.root.host(path)
        self.put(path, host, os.lstat(host))
        if self.root.is_file(path):
            self.libraries_of(self.add(path))

    def libraries_of(self, path: str) -> None:
        """Libraries of what may be a program or a module."""
        host = self.root.host(path)
        if path in self.looked_at or not os.path.isfile(host):
            return
        self.looked_at.add(path)
        try:
            found = elf.read(host)
        except (OSError, elf.ElfError):
            return
        if found.machine == self.machine and found.bits == 64:
            if found.interpreter and self.root.is_file(found.interpreter):
                self.add(found.interpreter)
            self.libraries(path, found, [], False)

    def copy(self, host: str, guest: str) -> None:
        """What this machine has, at another place."""
        info = os.lstat(host)
        self.put(guest, host, info)
        if stat.S_ISDIR(info.st_mode):
            for name in sorted(os.listdir(host)):
                self.copy(posixpath.join(host, name),
                          posixpath.join(guest, name))

    def some(self, paths: list[str]) -> None:
        """Single paths of the tree, with what is in folders only if that is
        among them."""
        for path in paths:
            real = self.root.real(path)
            if real is None:
                continue
            self.add(path)
            if os.path.isfile(self.root.host(real)):
                self.libraries_of(real)

    def known(self) -> None:
        """What the programs among the files are known to open."""
        for path in sorted(self.programs):
            names = dpkg.packages_of(path)
            for name in names:
                if name.startswith("/"):
                    if self.root.real(name):
                        self.tree(self.add(name))
                    continue
                try:
                    self.some(dpkg.package_files(self.root, self.machine,
                                                 name))
                except EpiError:
                    continue  # not every program needs all

    def locale(self, environment: list[str]) -> None:
        """The locale that the environment names."""
        for item in environment:
            name, _, value = item.partition("=")
            if name != "LANG" and not name.startswith("LC_"):
                continue
            lang, _, charset = value.partition(".")
            folder = f"/usr/lib/locale/{lang}.{charset.lower()}".replace(
                "utf-8", "utf8")
            if self.root.is_dir(folder):
                self.tree(folder)
            elif lang not in ("C", "POSIX", "") and \
                    self.root.is_file("/usr/lib/locale/locale-archive"):
                self.add("/usr/lib/locale/locale-archive")

    # What comes of it

    def is_dir(self, path: str, links: int = 0) -> bool:
        """Will the guest have a folder there? What it makes itself counts."""
        if not path.startswith("/") or links > LINKS_MAX:
            return False
        parts = [part for part in path.split("/") if part not in ("", ".")]
        if ".." in parts:
            return True  # the guest knows
        for i in range(len(parts)):
            name = "/".join(parts[:i + 1])
            entry = self.entries.get(name)
            if entry is None:
                return parts[0] in OWN_FOLDERS
            if stat.S_ISDIR(entry.mode):
                continue
            if not stat.S_ISLNK(entry.mode):
                return False
            target = os.fsdecode(bytes(entry.data))
            return self.is_dir(posixpath.join("/", posixpath.dirname(name),
                                              target, *parts[i + 1:]),
                               links + 1)
        return True

    def finish(self) -> None:
        """The few files that every program expects."""
        if self.cache_needed:
            if self.root.is_file("/etc/ld.so.cache"):
                self.add("/etc/ld.so.cache")
        for path in ("/etc/localtime",):
            if self.root.is_file(path):
                self.add(path)
        self.text("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"
                  "nobody:x:65534:65534:nobody:/nonexistent:/bin/false\n")
        self.text("/etc/group", "root:x:0:\nnogroup:x:65534:\n")
        self.parents("/root/.")

    def ordered(self) -> list[cpio.Entry]:
        """Folders before what they hold."""
        return [self.entries[name] for name in sorted(self.entries)]

    def size(self) -> int:
        """Bytes of the archive, about."""
        return sum(cpio.size_of(e) + cpio.PAGE // 2
                   for e in self.entries.values())

    def key(self) -> str:
        """A name that differs when an archive would."""
        text = hashlib.sha256()
        for entry in self.ordered():
            what = entry.data
            if isinstance(what, Path):
                info = what.stat()
                what = (f"{what} {info.st_size} {info.st_mtime_ns} "
                        f"{info.st_ino}").encode(errors="surrogateescape")
            head = f"{entry.name} {entry.mode:o} {entry.owner} {entry.mtime}"
            text.update(head.encode(errors="surrogateescape") + b"\0" + what
                        + b"\0")
        return text.hexdigest()[:20]
