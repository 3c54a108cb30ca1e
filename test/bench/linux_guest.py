# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Boots a Linux guest to compare with: Debian's cloud kernel and a program.

The kernel is downloaded once (test/bench/linux/kernel.sh) and kept beside the
test images. What it runs is /init of the tree that it is given.
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import icount
from lib import build, cpio, process

FETCH = Path(__file__).with_name("linux") / "kernel.sh"

# Panic ends the machine, since QEMU is told not to restart it
KERNEL_WORDS = ("console=ttyS0 quiet loglevel=3 mitigations=off panic=-1 "
                "tsc=reliable")


@dataclass(frozen=True)
class Kernel:
    """The kernel's file, and its package's version."""

    path: Path
    version: str


@dataclass(frozen=True)
class Result:
    """What the guest's console said, and the instructions from power-on to
    power-off, firmware included (0: not counted)."""

    text: str
    instructions: int


class GuestError(Exception):
    """The guest did not switch itself off in time."""


def kernel() -> Kernel:
    """Fetches the kernel unless it is there."""
    folder = build.folder_root() / "linux"
    subprocess.run([str(FETCH), str(folder)], check=True, timeout=600,
                   stdin=subprocess.DEVNULL)
    version = (folder / "version").read_text().split()[-1]
    return Kernel(folder / "vmlinuz", version)


def command(image: Path, initramfs: Path, arguments: list[str],
            memory: str) -> list[str]:
    """QEMU's command line; the arguments are those of /init."""
    words = " ".join([KERNEL_WORDS, "--", *arguments])
    return ["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max",
            "-M", "q35", "-smp", "1", "-m", memory, "-display", "none",
            "-monitor", "none", "-serial", "stdio", "-nodefaults",
            "-no-reboot", "-icount", "shift=0,sleep=off",
            "-kernel", str(image), "-initrd", str(initramfs),
            "-append", words]


def boot(tree: list[cpio.Entry], arguments: list[str] | None = None, *,
         memory: str = "256M", counted: bool = False,
         timeout: float = 240) -> Result:
    """Runs /init of the tree as the first process, until power-off."""
    image = kernel().path
    with tempfile.TemporaryDirectory() as tmp:
        initramfs = Path(tmp) / "initramfs.cpio"
        initramfs.write_bytes(cpio.archive(tree))
        argv = command(image, initramfs, arguments or [], memory)
        if counted:
            plugin = icount.build_plugin(build.folder_root())
            count = icount.run(argv, plugin, 0, timeout=timeout)
            return Result(count.output.replace("\r", ""), count.total)
        done = process.run(argv, timeout)
    text = done.output.replace("\r", "")
    if done.timed_out or done.returncode:
        raise GuestError(f"Linux guest: QEMU ended with {done.returncode}, "
                         f"timed out: {done.timed_out}\n{text[-2000:]}")
    return Result(text, 0)
