# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Builds images with the make engine, one folder for each configuration."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lib import cache

ROOT = Path(__file__).resolve().parents[2]
JOBS = os.environ.get("EPI_TEST_JOBS", "2")

ARCH_OPTION = {"x86_64": "ARCH_X86_64", "arm64": "ARCH_ARM_64"}

# Names of options without CONFIG_; bool, number or text, as Kconfig has it
Options = dict[str, "bool | int | str"]

# Applications with many of the tree's modules have messages as the image of
# `epi run` has them: they are in nearly all objects, which are the same then.
LARGE = (ROOT / "app" / "elfloader", ROOT / "test" / "vm" / "unittest",
         ROOT / "test" / "vm" / "kernel")
MESSAGES: Options = {"LIBUKDEBUG_PRINT_TIME": False,
                     "LIBUKDEBUG_PRINT_SRCNAME": False}


class BuildError(Exception):
    """make failed; the text is the end of what it printed."""


@dataclass(frozen=True)
class Image:
    """A built image."""

    path: Path
    debug: Path
    folder: Path
    arch: str


# What this run has built, by folder and libraries
BUILT: dict[tuple[Path, ...], Image] = {}


def folder_root() -> Path:
    """Where images are kept: $EPI_TEST_BUILD, or build/test of the tree."""
    return Path(os.environ.get("EPI_TEST_BUILD", ROOT / "build" / "test"))


def folder_cache() -> Path:
    """Where objects are kept that several configurations share."""
    return folder_root() / "cache"


def option_line(name: str, value: bool | int | str) -> str:
    """One line of a configuration file. Text that looks like a number in
    hexadecimal is one."""
    if value is False:
        return f"# CONFIG_{name} is not set"
    if value is True:
        return f"CONFIG_{name}=y"
    if isinstance(value, str) and not value.startswith("0x"):
        return f'CONFIG_{name}="{value}"'
    return f"CONFIG_{name}={value}"


def make(app: Path, folder: Path, arch: str, compiler: str,
         *goals: str, libs: list[Path] | None = None,
         timeout: float = 600, cached: bool = True) -> str:
    """Runs the engine; returns what it printed, raises BuildError."""
    argv = ["make", "-C", str(ROOT), f"-j{JOBS}", "--no-print-directory",
            f"A={app}", f"O={folder}", f"C={folder}/.config",
            f"COMPILER={compiler}"]
    if libs:
        argv.append("L=" + ":".join(map(str, libs)))
    env = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    env.pop("MFLAGS", None)
    if cached:
        env = cache.environment(folder_cache(), env)
    done = subprocess.run(argv + list(goals), env=env, timeout=timeout,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise BuildError(f"{' '.join(argv)} {' '.join(goals)} ({arch}) "
                         f"failed:\n{done.stdout[-4000:]}")
    return done.stdout


def configuration_key(app: Path, lines: list[str], compiler: str) -> str:
    """A short name that differs between configurations."""
    text = "\n".join([str(app), compiler, *lines])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def build(app: Path | str = "app/helloworld", options: Options | None = None,
          arch: str = "x86_64", compiler: str = "gcc",
          libs: list[Path] | None = None) -> Image:
    """Builds an application; a folder inside the tree may be relative.

    The folder is reused for the same configuration: the engine decides what
    has to be built anew, once in a run. Several runs at once wait for one
    another.
    """
    app = (ROOT / app).resolve()
    chosen: Options = {ARCH_OPTION[arch]: True, "PLAT_KVM": True,
                       **(MESSAGES if app in LARGE else {}),
                       **(options or {})}
    lines = sorted(option_line(n, v) for n, v in chosen.items())
    folder = folder_root() / (
        f"{app.name}-{arch}-{compiler}-"
        + configuration_key(app, lines, compiler))
    built = (folder, *(libs or ()))
    if built in BUILT:
        return BUILT[built]
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = "\n".join(lines) + "\n"
        asked = folder / "asked.config"
        if not asked.is_file() or asked.read_text() != wanted:
            asked.unlink(missing_ok=True)
            (folder / ".config").write_text(wanted)
            make(app, folder, arch, compiler, "olddefconfig", libs=libs)
            asked.write_text(wanted)
        make(app, folder, arch, compiler, libs=libs)
    BUILT[built] = find_image(folder, arch)
    return BUILT[built]


def find_image(folder: Path, arch: str) -> Image:
    """The image that a build left in its folder."""
    debug = sorted(folder.glob(f"*_kvm-{arch}.dbg"))
    if len(debug) != 1:
        raise BuildError(f"{folder}: {len(debug)} images, expected one")
    return Image(debug[0].with_suffix(""), debug[0], folder, arch)


def configured(image: Image, name: str) -> str | None:
    """The value that an option got, None when it is off or unknown."""
    for line in (image.folder / ".config").read_text().splitlines():
        if line.startswith(f"CONFIG_{name}="):
            return line.split("=", 1)[1].strip('"')
    return None
