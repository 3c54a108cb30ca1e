# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What Debian's own programs cost, from power-on to power-off, firmware
included: with the files that `epi run` finds, and on Linux with the same."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import icount
import linux_guest
from lib import build, cpio, guest

sys.path.insert(0, str(Path(build.ROOT) / "tool"))

from epi import cli, image as epi_image, qemu, run as epi_run  # noqa: E402
from epi.collect import Files  # noqa: E402
from epi.root import Root  # noqa: E402

FIRST = Path(__file__).with_name("linux") / "first.c"
MEMORY = "512M"

# /bin/true on microvm; at most
TRUE = 4_000_000
# python3 -c 'print(1)' on q35; in parts of what Linux takes
PYTHON = ("/usr/bin/python3", "-c", "print(1)")
PYTHON_SHARE = 0.40


class ProgramFailed(Exception):
    """The program did not do what it should, so there is no figure."""


@dataclass(frozen=True)
class Both:
    """The same program and files, here and on Linux: instructions."""

    ours: int
    linux: int

    @property
    def share(self) -> float:
        return self.ours / self.linux


def image() -> build.Image:
    """The image of `epi run`."""
    options: build.Options = {}
    for line in epi_image.OPTIONS:
        name, value = line.split("=", 1)
        options[name] = value == "y" if value in "yn" else int(value)
    return build.build("app/elfloader", options)


def collect(*words: str) -> tuple[Files, str, str]:
    """What `epi run` gives a program: files, its path, the command line."""
    args = cli.parse(["run", *words])
    files, path = epi_run.collect(args, Root(), "x86_64")
    # Neither stream is a terminal
    parameters = [f"env.args={len(epi_run.environment(args))}",
                  f"env.program={path}", "stdio.streams=7"]
    machine = qemu.Machine("x86_64", Path(), Path(), [
        *epi_run.environment(args), args.program, *args.arguments], parameters)
    return files, path, qemu.append(machine)


def ours(words: tuple[str, ...], machine: str, output: str) -> int:
    """The instructions of a program here; ProgramFailed if its output is
    another or it fails."""
    files, _, append = collect(*words)
    with tempfile.TemporaryDirectory() as tmp:
        archive = Path(tmp) / "files.cpio"
        with archive.open("wb") as stream:
            cpio.write(files.ordered(), stream)
        command = guest.command(image().path, machine=machine, memory=MEMORY,
                                append=append, initrd=archive)
        count = icount.run(command, icount.build_plugin(build.folder_root()),
                           0)
    text = count.output.replace("\r", "")
    if guest.decode("x86_64", count.status) != 0 or output not in text:
        raise ProgramFailed(f"{words}: status {count.status}, "
                            f"{text[-1000:]!r}")
    return count.total


def first(folder: Path) -> bytes:
    """The program that starts another one on Linux."""
    path = folder / "first"
    subprocess.run(["gcc", "-static-pie", "-O2", "-Wall", "-Wextra", "-o",
                    str(path), str(FIRST)], check=True)
    return path.read_bytes()


def linux(words: tuple[str, ...], output: str) -> int:
    """The same on Linux, whose initramfs has the same files; names without
    what aligns contents, since Linux skips those that are too long."""
    files, path, _ = collect(*words)
    with tempfile.TemporaryDirectory() as tmp:
        program = first(Path(tmp))
    given = {entry.name for entry in files.ordered()}
    tree = [entry for entry in (
        cpio.folder("dev"), cpio.character_device("dev/console", 5, 1))
        if entry.name not in given]
    tree += [cpio.file("init", program, 0o755), *files.ordered()]
    result = linux_guest.boot(tree, [path, *words[1:]], memory=MEMORY,
                              counted=True)
    if output not in result.text or "end 0" not in result.text.splitlines():
        raise ProgramFailed(f"Linux: {words}: {result.text[-1000:]!r}")
    return result.instructions


def true() -> int:
    """Debian's dynamic /bin/true on microvm."""
    return ours(("/bin/true",), "microvm", "")


def python() -> Both:
    """Python on q35, here and on Linux."""
    return Both(ours(PYTHON, "q35", "1\n"), linux(PYTHON, "1\n"))


def figures() -> list[dict[str, object]]:
    """Rows for `make bench`."""
    both = python()
    return [
        {"what": "Debian's /bin/true on microvm: instructions, power-on to "
         "off", "value": true(), "budget": TRUE},
        {"what": "python3 -c 'print(1)' on q35: instructions, power-on to "
         "off", "value": both.ours,
         "budget": int(both.linux * PYTHON_SHARE)},
        {"what": "the same files on Linux: instructions", "value": both.linux,
         "budget": None}]
