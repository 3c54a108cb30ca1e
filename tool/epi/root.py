# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""A tree of files as a program in it sees them: absolute links stay inside."""

from __future__ import annotations

import os
import posixpath
import stat

LINKS_MAX = 40


class Root:
    """The tree below a folder, "/" for the machine's own."""

    def __init__(self, base: str = "/") -> None:
        self.base = os.path.abspath(base)

    def host(self, path: str) -> str:
        """Where this machine has a path of the tree, links not followed."""
        if self.base == "/":
            return path
        return self.base + "/" + path.lstrip("/")

    def walk(self, path: str) -> tuple[list[str], str]:
        """The links that are followed on the way to a path of the tree, and
        what is at the end of it. OSError when there is nothing."""
        links: list[str] = []
        todo = [part for part in path.split("/") if part][::-1]
        here = "/"
        while todo:
            part = todo.pop()
            if part == ".":
                continue
            if part == "..":
                here = posixpath.dirname(here)
                continue
            there = posixpath.join(here, part)
            if stat.S_ISLNK(os.lstat(self.host(there)).st_mode):
                links.append(there)
                if len(links) > LINKS_MAX:
                    raise OSError(f"too many links on the way to {path}")
                target = os.readlink(self.host(there))
                if target.startswith("/"):
                    here = "/"
                todo += [p for p in target.split("/") if p][::-1]
                continue
            here = there
        os.lstat(self.host(here))
        return links, here

    def real(self, path: str) -> str | None:
        """The path without links, None when there is nothing."""
        try:
            return self.walk(path)[1]
        except OSError:
            return None

    def is_file(self, path: str) -> bool:
        real = self.real(path)
        return real is not None and os.path.isfile(self.host(real))

    def is_dir(self, path: str) -> bool:
        real = self.real(path)
        return real is not None and os.path.isdir(self.host(real))

    def read_text(self, path: str) -> str | None:
        """A file's text, None when it cannot be read."""
        real = self.real(path)
        if real is None:
            return None
        try:
            with open(self.host(real), encoding="utf-8",
                      errors="surrogateescape") as stream:
                return stream.read()
        except OSError:
            return None
