# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What the end of the machine means: include/uk/plat/bootstrap.h."""

from __future__ import annotations

import signal

from epi.console import Ending
from epi.errors import EpiError
from epi.qemu import Machine

CAUSES = {
    64: "it crashed", 65: "an assertion failed", 66: "an access to address 0",
    67: "a write to what is read-only", 68: "an execution of what is no code",
    69: "a page fault", 70: "a kernel stack ran over",
    71: "the stack protector struck", 72: "an arithmetic fault",
    73: "an instruction that does not exist", 74: "a bus error",
    75: "a fault inside a fault", 76: "too little memory to boot",
    77: "an initialisation failed", 79: "memory ran out",
}
MEMORY = (76, 79)


def crash(status: int, machine: Machine) -> EpiError:
    """What ended the image, if it was not its program."""
    if status in MEMORY:
        return EpiError(f"{machine.memory} MiB of memory are too little: "
                        f"{CAUSES[status]}",
                        f"Use --memory {machine.memory * 2} or more")
    return EpiError(f"The image stopped: {CAUSES.get(status, 'it was reset')}",
                    "That is a defect of Epimetheus, not of the program")


def decode(arch: str, ending: Ending, machine: Machine) -> int:
    """The program's status; EpiError when there is none."""
    status = ending.status
    if ending.report and status >= 0:
        return ending.report[-1]
    if status >= 0 and status != 1:
        if arch == "x86_64":
            status = status >> 1 if status & 1 else 0
        raise crash(status, machine)
    if status < 0:
        raise EpiError(f"QEMU was ended by {signal.Signals(-status).name}")
    text = ending.said.strip().splitlines()
    why = text[-1].split(": ", 1)[-1] if text else "it does not say why"
    raise EpiError(f"QEMU could not run the machine: {why}")
