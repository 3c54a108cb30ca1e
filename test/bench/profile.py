#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Boots an image and prints where its guest instructions go, by function.

  test/bench/profile.py build/helloworld_kvm-x86_64 -- -m 64

What stands after '--' is handed to QEMU.

  test/bench/profile.py --operation mmap_munmap

builds app/elfloader and prints where one such operation of a program
(test/bench/linux) goes: a run with it, less a run without.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from elftools.elf.elffile import ELFFile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import icount  # noqa: E402
import ops  # noqa: E402
from lib import build, guest  # noqa: E402


def qemu_for(image: Path) -> list[str]:
    """QEMU's command line for an image's architecture."""
    with image.open("rb") as stream:
        machine = ELFFile(stream)["e_machine"]
    if machine == "EM_AARCH64":
        return ["qemu-system-aarch64", "-M", "virt", "-cpu", "max"]
    return ["qemu-system-x86_64", "-cpu", "max"]


def count_operation(name: str, rounds: int) -> Counter[str]:
    """Instructions of one operation by function."""
    image = build.build(ops.APP)
    counts = []
    for words in ([name], ["none"]):
        command = guest.command(image.path, memory="256M",
                                append=" ".join(["--", *words]),
                                initrd=ops.program())
        count = icount.run(command, icount.build_plugin(build.folder_root()),
                           icount.entry_address(image.path), blocks=True)
        lines, ended = ops.parse(count.output)
        if not ended or (name in words and name not in lines):
            raise SystemExit(f"profile.py: {name}: no figure:\n"
                             f"{count.output[-1000:]}")
        counts.append(icount.by_function(count, image.debug))
    counts[0].subtract(counts[1])
    return Counter({name: n // rounds for name, n in counts[0].items()})


def print_operation(name: str, top: int) -> int:
    rounds = ops.calls(name)
    if not rounds:
        print(f"profile.py: no operation {name} in test/bench/linux/table.c",
              file=sys.stderr)
        return 2
    costs = count_operation(name, rounds)
    costs["the program"] = costs.pop("firmware", 0)
    print(f"{sum(costs.values()):>12,} instructions, what surrounds the "
          "batches included")
    for function, insns in costs.most_common(top):
        if insns:
            print(f"{insns:>12,} {function}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("image", type=Path, nargs="?")
    parser.add_argument("--operation", metavar="NAME",
                        help="profile an operation of a program")
    parser.add_argument("--top", type=int, default=25, metavar="N",
                        help="print the N most expensive functions")
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    args = parser.parse_args(words[:cut])
    if args.operation:
        return print_operation(args.operation, args.top)
    if not args.image:
        parser.error("name an image, or an operation")
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
