# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Boots an image in QEMU and decodes how it ended."""

from __future__ import annotations

import math
import shlex
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lib import process

# Status of a machine that did not end by itself
TIMED_OUT = -1


@dataclass(frozen=True)
class Result:
    """The console's output and the status that the image exited with: what
    the program in it ended with, 0 to 255, or the kind of crash.

    status is TIMED_OUT when the guest had to be killed, and negative or over
    127 when QEMU itself failed; qemu_status is QEMU's own.
    """

    output: str
    status: int
    timed_out: bool
    qemu_status: int
    command: str

    @property
    def text(self) -> str:
        """The output without carriage returns."""
        return self.output.replace("\r", "")


# As epi and make run have it: semihosting opens no files of this machine
QEMU = {
    "x86_64": ["qemu-system-x86_64", "-device",
               "isa-debug-exit,iobase=0x501,iosize=1"],
    "arm64": ["qemu-system-aarch64", "-semihosting-config",
              "enable=on,target=gdb"],
}
# The machine that starts fastest, as epi has it
MACHINE = {"x86_64": "microvm", "arm64": "virt"}


def command(image: Path, arch: str = "x86_64", machine: str | None = None,
            memory: str = "64M", append: str = "",
            initrd: Path | None = None, extra: list[str] | None = None,
            report: Path | None = None) -> list[str]:
    """The QEMU command line that boots the image. Into report goes, on x86,
    what the program in it ended with."""
    argv = [*QEMU[arch], "-accel", "tcg", "-cpu", "max",
            "-M", machine or MACHINE[arch], "-m", memory,
            "-display", "none", "-monitor", "none", "-serial", "stdio",
            "-nodefaults", "-no-reboot", "-kernel", str(image)]
    if append:
        argv += ["-append", append]
    if initrd:
        argv += ["-initrd", str(initrd)]
    if report and arch == "x86_64":
        argv += ["-chardev", f"file,id=result,path={report}",
                 "-device", "isa-debugcon,iobase=0x502,chardev=result"]
    return argv + (extra or [])


def decode(arch: str, status: int, report: bytes = b"") -> int:
    """The image's status from what it reported, and from QEMU's: on x86,
    isa-debug-exit made 2n+1."""
    if arch == "x86_64" and status >= 0:
        if report:
            return report[-1]
        if status & 1:
            return status >> 1
    return status


def boot(image: Path, arch: str = "x86_64", machine: str | None = None,
         memory: str = "64M", append: str = "", initrd: Path | None = None,
         timeout: float = 60, extra: list[str] | None = None,
         quiet: float = math.inf) -> Result:
    """Boots the image and waits for its end, but no longer than timeout, nor
    longer than quiet for a word."""
    with tempfile.NamedTemporaryFile() as report:
        argv = command(image, arch, machine, memory, append, initrd, extra,
                       Path(report.name))
        done = process.run(argv, timeout, quiet=quiet)
        status = TIMED_OUT if done.timed_out else \
            decode(arch, done.returncode, report.read())
    return Result(done.output, status, done.timed_out, done.returncode,
                  shlex.join(argv))
