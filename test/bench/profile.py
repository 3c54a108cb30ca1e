#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Boots an image and prints where its guest instructions go, by function.

  test/bench/profile.py build/helloworld_kvm-x86_64 -- -m 64

What stands after '--' is handed to QEMU.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from elftools.elf.elffile import ELFFile

import icount


def qemu_for(image: Path) -> list[str]:
    """QEMU's command line for an image's architecture."""
    with image.open("rb") as stream:
        machine = ELFFile(stream)["e_machine"]
    if machine == "EM_AARCH64":
        return ["qemu-system-aarch64", "-M", "virt", "-cpu", "max"]
    return ["qemu-system-x86_64", "-cpu", "max"]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("image", type=Path)
    parser.add_argument("--top", type=int, default=25, metavar="N",
                        help="print the N most expensive functions")
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    args = parser.parse_args(words[:cut])
    debug = args.image.with_name(args.image.name + ".dbg")
    for path in (args.image, debug):
        if not path.is_file():
            parser.error(f"no file {path}: build the image first")
    command = [*qemu_for(args.image), "-accel", "tcg", "-kernel",
               str(args.image), "-display", "none", "-serial", "stdio",
               "-monitor", "none", "-no-reboot", *words[cut + 1:]]
    with tempfile.TemporaryDirectory() as tmp:
        count = icount.run(command, icount.build_plugin(Path(tmp)),
                           icount.entry_address(args.image), blocks=True)
    print(count.output, end="")
    print(f"{count.total:>12,} instructions from power-on\n"
          f"{count.image:>12,} in the image")
    for name, insns in icount.by_function(count, debug).most_common(args.top):
        print(f"{insns:>12,} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
