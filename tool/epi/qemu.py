# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The machine: QEMU's command line."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from epi.errors import EpiError

PROGRAM = {"x86_64": "qemu-system-x86_64", "arm64": "qemu-system-aarch64"}
PACKAGE = {"x86_64": "qemu-system-x86", "arm64": "qemu-system-arm"}
MACHINES = {"x86_64": ("microvm", "q35", "pc"), "arm64": ("virt",)}
# How the machine tells its status, and the program's: doc/boot.md. The second
# goes into the file that is open as descriptor 3. The files that semihosting
# opens are a debugger's: those of this machine are safe.
EXIT = {"x86_64": ("-device", "isa-debug-exit,iobase=0x501,iosize=1",
                   "-chardev", "file,id=result,path=/dev/fd/3",
                   "-device", "isa-debugcon,iobase=0x502,chardev=result"),
        "arm64": ("-chardev", "file,id=result,path=/dev/fd/3",
                  "-device", "virtio-serial-device",
                  "-device", "virtconsole,chardev=result",
                  "-semihosting-config",
                  "enable=on,target=gdb,arg=result")}
# The image's LIBUKBOOT_MAXNBARGS, without the parameters' end; and what Linux
# lets an argument of a program, -append's, be long
WORDS_MAX = 4000
LENGTH_MAX = 128 * 1024 - 1
# What a program gets beside its files, at least and by default
MEMORY_MIN = 8
MEMORY_MORE = 256


@dataclass
class Machine:
    """What epi run asks for."""

    arch: str
    image: Path
    archive: Path
    arguments: list[str]
    parameters: list[str] = field(default_factory=list)
    machine: str | None = None
    memory: int = 0  # MiB
    cpu: str = "max"
    accel: str = "tcg"
    gdb: int | None = None
    extra: list[str] = field(default_factory=list)


def check(arch: str) -> None:
    """Is QEMU there? Before anything else is done."""
    if not shutil.which(PROGRAM[arch]):
        raise EpiError(f"{PROGRAM[arch]} is missing", f"apt install "
                       f"{PACKAGE[arch]}; epi doctor names all that is missing")


def quote(word: str) -> str:
    """A word of the image's command line, as lib/ukargparse reads it."""
    if word and all(c.isalnum() or c in "-_./=:,+@%^~" for c in word):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def append(machine: Machine) -> str:
    """The image's command line."""
    return " ".join([*map(quote, machine.parameters), "--",
                     *map(quote, machine.arguments)])


def accelerator(wanted: str, arch: str) -> str:
    """auto: KVM where it can be used."""
    if arch == "arm64":  # its semihosting, which tells the status, is QEMU's
        if wanted == "kvm":
            raise EpiError("KVM on arm64 does not tell a program's status",
                           "Leave out --accel kvm")
        return "tcg"
    if wanted != "auto":
        return wanted
    same = os.uname().machine == {"arm64": "aarch64"}.get(arch, arch)
    return "kvm" if same and os.access("/dev/kvm", os.R_OK | os.W_OK) \
        else "tcg"


def command(machine: Machine) -> list[str]:
    """QEMU's command line. The console is its standard input and output."""
    argv = [PROGRAM[machine.arch],
            "-M", machine.machine or MACHINES[machine.arch][0],
            "-accel", machine.accel, "-cpu", machine.cpu,
            "-m", str(machine.memory), "-nodefaults", "-no-user-config",
            "-no-reboot", "-display", "none", "-serial", "stdio",
            *EXIT[machine.arch], "-kernel", str(machine.image),
            "-initrd", str(machine.archive), "-append", append(machine)]
    if machine.gdb is not None:
        argv += ["-gdb", f"tcp:127.0.0.1:{machine.gdb}", "-S"]
    return argv + machine.extra
