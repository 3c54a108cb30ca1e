# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi doctor: what this machine lacks, and how to get it."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import sys
from dataclasses import asdict, dataclass

from epi import cache, image, qemu
from epi.errors import EpiError

# Everything that is run, the package that has it, and what for
BUILD = (("make", "make"), ("gcc", "gcc"), ("ld", "binutils"),
         ("xz", "xz-utils"))
MEMORY_MIN = 512 << 20


@dataclass(frozen=True)
class Finding:
    """One thing: whether it is as it should be, and what to do if not."""

    what: str
    good: bool
    needed: bool
    remedy: str = ""


def program(name: str, package: str, what: str, needed: bool) -> Finding:
    return Finding(f"{name} ({what})", shutil.which(name) is not None, needed,
                   f"apt install {package}")


def image_findings(arch: str, needed: bool) -> list[Finding]:
    """The image: an installed one is there, another can be built."""
    if image.checkout() is None:
        try:
            image.find(arch, [])
            return [Finding(f"the image for {arch}", True, needed)]
        except EpiError as error:
            return [Finding(f"the image for {arch}", False, needed,
                            error.remedy)]
    compiler, package = image.COMPILER[arch]
    found = [program(compiler, package, f"builds the image for {arch}",
                     needed)]
    if needed:
        found += [program(name, package, "builds the image", True)
                  for name, package in BUILD if name != compiler]
        found.append(Finding(
            "kconfiglib (builds the image)",
            importlib.util.find_spec("kconfiglib") is not None or
            os.path.isfile("/usr/lib/python3/dist-packages/kconfiglib.py"),
            True, "apt install python3-kconfiglib"))
    return found


def cache_finding() -> Finding:
    try:
        return Finding(f"the cache {cache.folder()}", True, True)
    except EpiError as error:
        return Finding("the cache", False, True,
                       f"{error.sentence}. {error.remedy}")


def memory_finding() -> Finding:
    """Free memory, as the kernel estimates it."""
    free = 0
    try:
        with open("/proc/meminfo", encoding="ascii") as stream:
            for line in stream:
                if line.startswith("MemAvailable:"):
                    free = int(line.split()[1]) << 10
    except OSError:
        free = MEMORY_MIN
    return Finding(f"free memory ({free >> 20} MiB)", free >= MEMORY_MIN, True,
                   f"Most programs want {MEMORY_MIN >> 20} MiB: end others")


def findings() -> list[Finding]:
    """All there is to say."""
    here = {"aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    found = []
    for arch in qemu.MACHINES:
        needed = arch == here or (here not in qemu.MACHINES
                                  and arch == "x86_64")
        found.append(program(qemu.PROGRAM[arch], qemu.PACKAGE[arch],
                             f"runs programs for {arch}", needed))
        found += image_findings(arch, needed)
    found += [cache_finding(), memory_finding(),
              program("apt-get", "apt", "--package", False),
              program("dpkg-deb", "dpkg", "--package", False),
              program("gdb", "gdb", "--gdb", False)]
    kvm = os.access("/dev/kvm", os.R_OK | os.W_OK)
    found.append(Finding("/dev/kvm (--accel kvm: faster)", kvm, False,
                         "adduser YOU kvm, where the CPU has virtualisation; "
                         "without it QEMU emulates the CPU"))
    return found


def run(args: argparse.Namespace) -> int:
    """epi doctor: 0 when nothing that is needed is missing, else 1."""
    found = findings()
    if args.json:
        json.dump([asdict(f) for f in found], sys.stdout, indent=1)
        print()
    else:
        for f in found:
            word = "ok" if f.good else "MISSING" if f.needed else "no"
            print(f"{word:8}{f.what}" + ("" if f.good else f": {f.remedy}"))
    return 1 if any(f.needed and not f.good for f in found) else 0
