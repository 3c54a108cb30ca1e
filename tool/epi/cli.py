# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The command line."""

from __future__ import annotations

import argparse
import os
import sys

from epi import doctor, kept, run
from epi.errors import FAILED, SIGNALLED, EpiError, plain
from epi.qemu import MACHINES

VERSION = "0.12.0"
# Calls for folders in folders; the length of a path ends them before
FOLDERS_MAX = 20_000


class Parser(argparse.ArgumentParser):
    """Wrong usage has a status of its own, as all that is epi's fault."""

    def error(self, message: str) -> None:
        end = "" if message.endswith("?") else "."
        print(f"epi: {message}{end} {self.prog} --help lists the options",
              file=sys.stderr)
        sys.exit(FAILED)


def positive(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError(f"{text} is not more than 0")
    return value


def days(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is no number of days")
    return value


def memory(text: str) -> int:
    """MiB, or a number with a suffix."""
    unit = {"M": 1, "G": 1024}.get(text[-1:].upper())
    number = text[:-1] if unit else text
    if not number.isdecimal() or int(number) == 0:
        raise argparse.ArgumentTypeError(
            f"{text} is no amount of memory, such as 256, 256M, 1G")
    return int(number) * (unit or 1)


def add_run(sub) -> argparse.ArgumentParser:
    p = sub.add_parser(
        "run", allow_abbrev=False, help="run a program as a virtual machine of its own",
        description="Runs a Linux program as a virtual machine of its own; "
        "its exit status is epi's.", usage="epi run [options] PROGRAM [ARGS...]")
    files = p.add_argument_group("files")
    files.add_argument("--root", metavar="DIR",
                       help="take everything from the tree in DIR, "
                       "or from an archive of cpio, compressed or not")
    files.add_argument("--package", metavar="NAME", action="append",
                       default=[], help="take everything from a Debian "
                       "package and those it depends on; not installed")
    files.add_argument("--with", dest="with_", metavar="HOST[:GUEST]",
                       action="append", default=[],
                       help="a file or folder that the program needs")
    files.add_argument("--with-package", metavar="NAME", action="append",
                       default=[], help="the files of an installed package")
    files.add_argument("--library-path", metavar="DIR", action="append",
                       default=[], help="look for libraries there, too")
    program = p.add_argument_group("the program's surroundings")
    program.add_argument("--env", metavar="NAME[=VALUE]", action="append",
                         default=[], help="an environment variable; without "
                         "a value, this machine's")
    program.add_argument("--cwd", metavar="DIR", default="/",
                         help="the working directory in the guest")
    program.add_argument("--strace", action="store_true",
                         help="print every system call")
    program.add_argument("--timeout", type=positive, metavar="SECONDS",
                         help="end the program after this time, with "
                         "status 124")
    machine = p.add_argument_group("the machine")
    machine.add_argument("--arch", choices=sorted(MACHINES),
                         help="default: the program's")
    machine.add_argument("--machine", choices=sorted(sum(MACHINES.values(),
                                                         ())))
    machine.add_argument("--memory", type=memory, metavar="MIB",
                         help="with M or G, or MiB; default: what the files "
                         "need and 256 MiB more")
    machine.add_argument("--cpu", metavar="MODEL", default="max",
                         help="QEMU's name of it; default max")
    machine.add_argument("--accel", choices=("tcg", "kvm", "auto"),
                         default="tcg", help="emulate the CPU (tcg, the "
                         "default) or use this one's virtualisation")
    machine.add_argument("--gdb", nargs="?", type=int, const=1234,
                         metavar="PORT", help="wait for a debugger; "
                         "--gdb=PORT, default 1234")
    machine.add_argument("--qemu-arg", metavar="ARG", action="append",
                         default=[], help="a further argument for QEMU; "
                         "--qemu-arg=-x for one that begins with a dash")
    machine.add_argument("--option", metavar="NAME=VALUE", action="append",
                         default=[], help="an option of the image's "
                         "configuration")
    p.add_argument("--dry-run", action="store_true",
                   help="only print what would be run")
    p.add_argument("--prepare", action="store_true",
                   help="make the image and the archive of files, and stop")
    p.set_defaults(do=run.run)
    return p


def split(p: argparse.ArgumentParser, words: list[str]
          ) -> tuple[list[str], list[str]]:
    """epi's own words, and the program with its arguments: these are left as
    they are, whatever they begin with."""
    options = {name: action for action in p._actions
               for name in action.option_strings}
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] != "-":
        if words[at] == "--":
            return words[:at], words[at + 1:]
        action = options.get(words[at])
        at += 2 if action and action.nargs is None else 1
    return words[:at], words[at:]


def parse(argv: list[str]) -> argparse.Namespace:
    """The command line."""
    p = Parser(prog="epi", description="Runs Linux programs as virtual "
               "machines of their own. man epi says more.")
    p.add_argument("--version", action="version", version=f"epi {VERSION}")
    sub = p.add_subparsers(metavar="COMMAND", required=True,
                           parser_class=Parser)
    running = add_run(sub)
    d = sub.add_parser("doctor", help="say what this machine lacks",
                       description="Says what this machine lacks, and how to "
                       "get it. 0: nothing that is needed, 1: something.")
    d.add_argument("--json", action="store_true", help="for a script")
    d.set_defaults(do=doctor.run)
    c = sub.add_parser("cache", help="list what epi keeps, or remove it",
                       description="Lists what epi keeps to be faster the "
                       "next time: images, archives of files, packages.")
    c.add_argument("--prune", type=days, metavar="DAYS", nargs="?", const=30,
                   help="remove what was not used for so many days (30); 0 "
                   "removes everything")
    c.add_argument("--json", action="store_true", help="for a script")
    c.set_defaults(do=kept.run)
    if argv[:1] != ["run"]:
        return p.parse_args(argv)
    own, rest = split(running, argv[1:])
    args = p.parse_args(["run", *own])
    if not rest:
        running.error("Which program shall run?")
    args.own, args.program, args.arguments = own, rest[0], rest[1:]
    return args


def say(error: EpiError) -> None:
    if error.sentence:
        remedy = f". {error.remedy}" if error.remedy else ""
        try:
            print(plain(f"epi: {error.sentence}{remedy}"), file=sys.stderr,
                  flush=True)
        except OSError:
            pass


def open_streams() -> None:
    """Where one of descriptors 0 to 2 is closed, no other file takes its
    place."""
    for fd in range(3):
        try:
            os.fstat(fd)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """The status that epi ends with."""
    open_streams()
    sys.setrecursionlimit(FOLDERS_MAX)
    try:
        args = parse(sys.argv[1:] if argv is None else argv)
        status = args.do(args)
        sys.stdout.flush()
        return status
    except EpiError as error:
        say(error)
        return error.status
    except KeyboardInterrupt:
        return SIGNALLED + 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return SIGNALLED + 13
    except OSError as error:
        name = f" ({error.filename})" if error.filename else ""
        say(EpiError(f"{error.strerror or error}{name}"))
        return FAILED
