# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What the end of the machine means: include/uk/plat/bootstrap.h."""

from __future__ import annotations

from epi.errors import EpiError
from epi.qemu import Machine

MAIN_MAX = 63
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


def decode(arch: str, ended: int, said: str, machine: Machine,
           failed: int) -> int:
    """The program's status from QEMU's; EpiError when there is none."""
    if arch == "x86_64" and ended > 1 and ended & 1:
        ended >>= 1  # isa-debug-exit makes 2n+1
    elif ended:
        text = said.strip().splitlines()
        why = text[-1].split(": ", 1)[-1] if text else f"status {ended}"
        raise EpiError(f"QEMU could not run the machine: {why}", "", failed)
    if ended <= MAIN_MAX:
        return ended
    if ended in MEMORY:
        raise EpiError(f"{machine.memory} MiB of memory are too little: "
                       f"{CAUSES[ended]}",
                       f"Use --memory {machine.memory * 2} or more", failed)
    raise EpiError(f"The image stopped: {CAUSES.get(ended, ended)}",
                   "That is a defect of Epimetheus, not of the program",
                   failed)
