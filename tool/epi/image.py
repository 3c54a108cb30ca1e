# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The image that loads programs: an installed one, or built from the
checkout, one for each configuration."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from epi import cache
from epi.errors import EpiError
from epi.progress import Progress

HERE = Path(__file__).resolve().parent
# What the image is made of; a change in one of them makes another
SOURCES = ("app/elfloader", "arch", "base", "boot", "drivers", "ext", "fs", "include",
           "kernel", "lib", "loader", "mm", "plat", "posix", "support/build",
           "support/scripts", "Config.uk", "Makefile")
ARCH = {"x86_64": "ARCH_X86_64", "arm64": "ARCH_ARM_64"}
# The kernel's messages are for who wants to know what became of a program
OPTIONS = ("PLAT_KVM=y", "LIBUKBOOT_BANNER_NONE=y", "LIBUKBOOT_MAXNBARGS=4096",
           "LIBUKDEBUG_PRINT_TIME=n", "LIBUKDEBUG_PRINT_SRCNAME=n")
# An arm64 ELF file is not given an initial RAM disk: that is Linux' protocol
SUFFIX = {"x86_64": "", "arm64": ".Image"}
COMPILER = {"x86_64": ("gcc", "gcc"),
            "arm64": ("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu")}


@dataclass(frozen=True)
class Image:
    """An image, where it is or will be, and how to make it."""

    path: Path
    debug: Path
    folder: Path | None = None
    arch: str = "x86_64"
    options: tuple[str, ...] = ()


def checkout() -> Path | None:
    """The source tree that this is part of, None when it is installed."""
    root = HERE.parent.parent
    return root if (root / "app" / "elfloader" / "Makefile.uk").is_file() \
        else None


def find(arch: str, options: list[str]) -> Image:
    """The image of a configuration: OPTION=VALUE beside epi's own."""
    name = f"elfloader_kvm-{arch}"
    root = checkout()
    if root is None:
        path = HERE.parent / "images" / (name + SUFFIX[arch])
        if options:
            raise EpiError("An installed epi has one image only",
                           "--option is for an epi in a checkout")
        if not path.is_file():
            raise EpiError(f"This epi was installed without the image for "
                           f"{arch}", "Install it anew where that compiler is")
        return Image(path, HERE.parent / "images" / f"{name}.dbg")
    text = "\n".join([str(root), *lines(arch, options)])
    return at(cache.folder("images", "%s-%s" % (
        arch, hashlib.sha256(text.encode()).hexdigest()[:12])), arch, options)


def lines(arch: str, options: list[str]) -> tuple[str, ...]:
    """The configuration, without what follows from it."""
    return (f"{ARCH[arch]}=y", *OPTIONS, *options)


def at(folder: Path, arch: str, options: list[str]) -> Image:
    """An image that is built in a folder."""
    name = f"elfloader_kvm-{arch}"
    return Image(folder / (name + SUFFIX[arch]), folder / f"{name}.dbg",
                 folder, arch, lines(arch, options))


def newest(path: Path) -> float:
    """When something at or below a path changed last."""
    latest = path.stat().st_mtime
    if not path.is_dir():
        return latest
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name == "__pycache__" or entry.name == "tests":
                continue
            if entry.is_dir(follow_symlinks=False):
                latest = max(latest, newest(Path(entry.path)))
            elif not entry.is_symlink():
                latest = max(latest, entry.stat().st_mtime)
    return latest


def up_to_date(image: Image) -> bool:
    """Is it built, and of the sources as they are?"""
    if image.folder is None:
        return True
    root = checkout()
    try:
        built = (image.folder / "built").stat().st_mtime
    except OSError:
        return False
    return image.path.is_file() and root is not None and \
        all(newest(root / name) < built for name in SOURCES)


def command(image: Image) -> list[str]:
    """What builds it."""
    return ["make", "-C", str(checkout()), "--no-print-directory",
            f"-j{os.cpu_count() or 1}", "A=" + str(checkout()) +
            "/app/elfloader", f"O={image.folder}",
            f"C={image.folder}/.config", "N=elfloader"]


def environment() -> dict[str, str]:
    """Without what a make around it says."""
    return {k: v for k, v in os.environ.items()
            if not k.startswith(("MAKE", "MFLAGS"))}


def run(argv: list[str], image: Image, lock: int) -> None:
    """One call of make, which holds the lock as long as it lives; its output
    is kept for when it fails."""
    assert image.folder
    log = image.folder / "log"
    try:
        with log.open("wb") as stream:
            done = subprocess.run(argv, stdin=subprocess.DEVNULL,
                                  stdout=stream, stderr=stream,
                                  env=environment(), check=False,
                                  pass_fds=(lock,))
    except FileNotFoundError:
        raise EpiError(f"The image cannot be built: {argv[0]} is missing",
                       f"apt install {argv[0]}; epi doctor names all that is "
                       "missing") from None
    if done.returncode:
        lines = log.read_text(errors="replace").strip().splitlines()
        why = next((x for x in lines if "missing;" in x or "rror" in x),
                   lines[-1] if lines else "")
        raise EpiError(f"The image could not be built ({why.strip()})",
                       f"{log} has the whole output of "
                       f"{shlex.join(argv)}; epi doctor names what is missing")


def build(image: Image, progress: Progress) -> None:
    """Makes the image if it is not there, or not of these sources."""
    if image.folder:
        cache.used(image.folder / "used")
    if up_to_date(image):
        return
    assert image.folder
    with cache.locked(image.folder / ".lock") as lock:
        if up_to_date(image):
            return
        progress.step(f"building the image for {image.arch} (once)")
        built = image.folder / "built"
        begun = image.folder / "begun"
        begun.touch()
        config = image.folder / ".config"
        wanted = "".join(f"CONFIG_{line}\n" for line in image.options)
        asked = image.folder / "asked"
        if not asked.is_file() or asked.read_text() != wanted:
            config.write_text(wanted)
            run([*command(image), "olddefconfig"], image, lock)
            asked.write_text(wanted)
        run(command(image), image, lock)
        # What changed meanwhile is newer than this
        os.utime(begun, (begun.stat().st_mtime, begun.stat().st_mtime))
        begun.replace(built)
