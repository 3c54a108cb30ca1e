# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Programs of Debian packages that are not installed: apt finds and downloads
them with what they depend on, dpkg-deb unpacks them into a tree. None of their
scripts runs."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import shutil
import subprocess
import time
from pathlib import Path

from epi import cache, dpkg
from epi.collect import Files
from epi.errors import EpiError
from epi.ldso import system_folders
from epi.progress import Progress

LISTS = "/var/lib/apt/lists"
LISTS_AGE = 24 * 3600  # of those that are epi's own; seconds
NAME = re.compile(r"[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?(=[\w.+:~-]+)?")
INST = re.compile(r"Inst (\S+) (?:\[\S+\] )?\((\S+) .*\[(\w+)\]\)")
# Debian's programs and libraries all lie below /usr
MERGED = ("bin", "sbin", "lib", "lib64")


def apt(argv: list[str], cwd: Path | None = None) -> str:
    """Runs one of apt's programs, with the machine's configuration."""
    env = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(argv, capture_output=True, text=True, cwd=cwd,
                              env=env, stdin=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        raise EpiError(f"{argv[0]} is missing: --package needs a Debian "
                       "machine", "--root DIR takes a tree that was made "
                       "elsewhere") from None
    if done.returncode:
        lines = [line[3:] for line in done.stderr.splitlines()
                 if line.startswith("E: ")] or done.stderr.splitlines()
        why = lines[0].rstrip(".") if lines else f"status {done.returncode}"
        raise EpiError(f"{argv[0]} failed: {why}",
                       "apt update (as root) renews the lists of packages")
    return done.stdout


def is_known(arch: str) -> bool:
    """Does this machine's apt have lists of an architecture's packages?"""
    return arch in apt(["dpkg", "--print-architecture"]).split() + \
        apt(["dpkg", "--print-foreign-architectures"]).split()


def settings(machine: str) -> list[str]:
    """apt's options for an architecture, as if nothing was installed. One that
    this machine does not have gets lists of its own, in the cache."""
    arch = dpkg.ARCH[machine]
    words = ["Dir::State::status=/dev/null", "Debug::NoLocking=1",
             f"APT::Architecture={arch}", f"APT::Architectures::={arch}"]
    if not is_known(arch):
        state = cache.folder("lists", arch)
        words += [f"Dir::State={state}", f"Dir::Cache={state}/cache",
                  "APT::Sandbox::User=root"]
    return [word for item in words for word in ("-o", item)]


def lists(machine: str) -> Path:
    """Where apt's lists for an architecture are."""
    arch = dpkg.ARCH[machine]
    return Path(LISTS) if is_known(arch) else cache.folder("lists", arch) / \
        "lists"


def renew(machine: str, progress: Progress) -> None:
    """Gets apt's lists of an architecture that this machine does not have, if
    they are not there or old. Old ones do if there are no newer ones."""
    if is_known(dpkg.ARCH[machine]):
        return
    folder = cache.folder("lists", dpkg.ARCH[machine])
    done = folder / "renewed"
    with cache.locked(folder / ".lock"):
        if done.is_file() and time.time() - done.stat().st_mtime < LISTS_AGE:
            return
        progress.step(f"asking apt for the packages of {machine}")
        for name in ("lists/partial", "cache/archives/partial"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        try:
            apt(["apt-get", "update", *settings(machine)])
        except EpiError:
            if not done.is_file():
                raise
        done.touch()


def closure(names: list[str], machine: str) -> list[str]:
    """NAME:ARCH=VERSION of the packages and of all they depend on, as if
    nothing was installed."""
    text = apt(["apt-get", "install", "--simulate", "--no-install-recommends",
                *settings(machine), *names])
    found = [f"{name.split(':')[0]}:{kind}={version}"
             for name, version, kind in INST.findall(text)]
    return [item.replace(":all=", "=") for item in found]


def unpack(deb: Path, tree: Path) -> None:
    """A package's files, and the list of them."""
    apt(["dpkg-deb", "-x", str(deb), str(tree)])
    name = deb.name.split("_")[0]
    listed = contents(deb)
    info = tree / "var/lib/dpkg/info"
    info.mkdir(parents=True, exist_ok=True)
    (info / f"{name}.list").write_text("\n".join(listed) + "\n")


def contents(deb: Path) -> list[str]:
    """The paths in a package."""
    found = []
    for line in apt(["dpkg-deb", "-c", str(deb)]).splitlines():
        path = line.split(None, 5)[-1].split(" -> ")[0]
        found.append("/" + path.removeprefix("./").rstrip("/"))
    return [path for path in found if path != "/"]


def folder_of(names: list[str], machine: str) -> Path:
    """Where the tree of these packages is kept, until apt knows others."""
    try:
        known = str(os.stat(lists(machine)).st_mtime_ns)
    except OSError:
        known = ""
    text = "\n".join([machine, known, *sorted(names)])
    return cache.folder("packages") / (
        f"{names[0].split('=')[0]}-"
        f"{hashlib.sha256(text.encode()).hexdigest()[:12]}")


def tree(names: list[str], machine: str, progress: Progress) -> Path:
    """The tree of the packages; made if it is not there."""
    for name in names:
        if not NAME.fullmatch(name):
            raise EpiError(f"{name} is no package's name")
    renew(machine, progress)
    path = folder_of(names, machine)
    with cache.locked(path.with_name(path.name + ".lock")):
        if path.is_dir():
            return path
        progress.step("asking apt")
        wanted = closure(names, machine)
        made = path.with_name(path.name + ".new")
        debs = path.with_name(path.name + ".debs")
        for folder in (made, debs):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        try:
            progress.step(f"downloading {len(wanted)} packages")
            apt(["apt-get", "download", *settings(machine), *wanted],
                debs)
            for name in MERGED:
                (made / "usr" / name).mkdir(parents=True)
                (made / name).symlink_to(f"usr/{name}")
            for i, deb in enumerate(sorted(debs.glob("*.deb")), 1):
                progress.step(f"unpacking {i} of {len(wanted)} packages")
                unpack(deb, made)
            made.rename(path)
            cache.prune_trees(path.parent, path)
        finally:
            shutil.rmtree(debs, ignore_errors=True)
            shutil.rmtree(made, ignore_errors=True)
    return path


def add_all(files: Files, names: list[str]) -> None:
    """What the packages hold for a program while it runs: all of those that
    were named; of the others no programs, and no libraries of the system's
    folders, which are there if something is linked against them."""
    for name in names:
        short = name.split(":")[0].split("=")[0]
        files.some(dpkg.package_files(files.root, files.machine, short))
    skip = {*system_folders(files.machine), "/usr/bin", "/usr/sbin", "/bin",
            "/sbin", "/usr/games"}
    info = files.root.host(dpkg.INFO)
    for entry in sorted(os.listdir(info)):
        found = dpkg.package_files(files.root, files.machine,
                                   entry.removesuffix(".list"))
        files.some([p for p in found if posixpath.dirname(p) not in skip])


def programs(files: Files, names: list[str]) -> list[str]:
    """The programs that the packages have, for who asked for another."""
    folders = ("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/games")
    found: set[str] = set()
    for name in names:
        short = name.split(":")[0].split("=")[0]
        found |= {posixpath.basename(path) for path in dpkg.package_files(
            files.root, files.machine, short)
            if posixpath.dirname(path) in folders}
    return sorted(found)
