# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi run: from a program's name to its exit status."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from pathlib import Path

from epi import (cache, console, dpkg, elf, image, initrd, package, qemu,
                 status, stream)
from epi.collect import Files
from epi.errors import NOT_EXECUTABLE, NOT_FOUND, EpiError, plain
from epi.progress import Progress
from epi.root import Root

PATH = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin",
        "/bin", "/usr/games"]
HERE = {"aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)


def search_path(root: Root) -> list[str]:
    """Where programs without a slash are looked for."""
    if root.base != "/":
        return PATH
    return [p for p in os.environ.get("PATH", "").split(":")
            if p.startswith("/")] or PATH


def find_program(root: Root, files: Files, name: str) -> str:
    """The path of the program in its tree."""
    if not name:
        raise EpiError("The program's name is empty", "", NOT_FOUND)
    path = files.look_up(name)
    if not path.startswith("/"):
        path = os.path.abspath(path) if root.base == "/" else "/" + path
    if root.is_dir(path):
        raise EpiError(f"{path} is a folder, not a program", "", 126)
    if not root.is_file(path):
        raise EpiError(f"There is no program {root.host(path)}", "",
                       NOT_FOUND)
    return path


def arch_of(root: Root, name: str) -> str:
    """The architecture that a program is for, this machine's if in doubt."""
    try:
        if "/" not in name:
            name = Files(root, HERE, search_path(root)).look_up(name)
        path = name if root.base != "/" else os.path.abspath(name)
        found = elf.read(root.host(root.real(path) or path))
        return found.machine if found.machine in qemu.MACHINES and \
            found.bits == 64 else HERE
    except (OSError, elf.ElfError, EpiError):
        return HERE


def library_path(args: argparse.Namespace) -> list[str]:
    """Folders of the tree."""
    return [d if args.root else os.path.abspath(d) for d in args.library_path]


def environment(args: argparse.Namespace) -> list[str]:
    """The guest's environment: few variables, and what is asked for."""
    env = {"PATH": ":".join(PATH), "HOME": "/root"}
    if args.library_path:
        env["LD_LIBRARY_PATH"] = ":".join(library_path(args))
    if os.isatty(0) or os.isatty(1):
        env["TERM"] = os.environ.get("TERM", "linux")
    for item in args.env:
        name, given, value = item.partition("=")
        if not name:
            raise EpiError(f"--env {item} names no variable")
        if given:
            env[name] = value
        elif name in os.environ:
            env[name] = os.environ[name]
    return [f"{name}={value}" for name, value in env.items()]


def collect(args: argparse.Namespace, root: Root, arch: str
            ) -> tuple[Files, str]:
    """All files, and the path of the program among them."""
    files = Files(root, arch, search_path(root),
                  library_path(args))
    try:
        path = find_program(root, files, args.program)
    except EpiError as error:
        if args.package:
            names = ", ".join(package.programs(files, args.package)[:12])
            error.remedy = f"The package has {names or 'no programs'}"
        raise
    files.program(path)
    if args.package:
        package.add_all(files, args.package)
    for name in args.with_package:
        files.some(dpkg.package_files(root, arch, name))
    files.known()
    for spec in args.with_:
        files.with_path(spec)
    files.locale(environment(args))
    files.finish()
    if not files.is_dir(args.cwd):
        raise EpiError(f"--cwd {args.cwd} is no folder of the guest",
                       "It begins with /; --with DIR brings a folder along")
    return files, path


def memory(args: argparse.Namespace, files: Files | None) -> int:
    """MiB for the machine. No files: those of an archive."""
    if files is None:
        size = -(-initrd.size(Path(args.root)) >> 20)
        return args.memory or size + qemu.MEMORY_MORE
    size = -(-files.size() >> 20)
    least = size + qemu.MEMORY_MIN
    if args.memory is None:
        return size + qemu.MEMORY_MORE
    if args.memory < least:
        raise EpiError(f"{args.program} needs at least {least} MiB of memory: "
                       f"its files alone are {size} MiB",
                       f"Use --memory {least} or more")
    return args.memory


def parameters(args: argparse.Namespace, path: str) -> list[str]:
    """What the image is told beside the program's arguments."""
    words = [f"env.args={len(environment(args))}", f"env.program={path}",
             f"stdio.streams={stream.mask()}"]
    columns, rows = stream.terminal_size()
    if columns and rows:
        words += [f"tty.rows={rows}", f"tty.columns={columns}"]
    if args.cwd != "/":
        words.append(f"env.cwd={args.cwd}")
    if args.strace:
        words.append("syscall.strace=1")
    return words


def check_length(machine: qemu.Machine) -> None:
    """The image's command line holds so much; what is too long for it is too
    long as on Linux, only earlier."""
    words = 2 + len(machine.parameters) + len(machine.arguments)
    size = len(os.fsencode(qemu.append(machine)))
    if words > qemu.WORDS_MAX or size > qemu.LENGTH_MAX:
        raise EpiError(
            f"The argument list is too long: {words} words, {size} bytes",
            f"{qemu.WORDS_MAX} and {qemu.LENGTH_MAX} are the most, environment "
            "included", NOT_EXECUTABLE)


def own_command(args: argparse.Namespace) -> list[str]:
    """What makes image and archive."""
    own = [word for word in args.own if word != "--dry-run"]
    return [os.path.abspath(sys.argv[0]), "run", "--prepare", *own, "--",
            args.program, *args.arguments]


def print_plan(args: argparse.Namespace, argv: list[str],
               files: Files | None, found: image.Image, archive: Path) -> None:
    """--dry-run: commands that a shell understands, files as comments."""
    print(plain(f"# {archive} holds" if files else f"# {archive} is the root"))
    for entry in files.ordered() if files else []:
        print(plain(f"#   /{entry.name}"))
    ready = image.up_to_date(found)
    if not ready:
        print("# the image is built by")
        print(plain("#   " + shlex.join(image.command(found))))
    if not ready or not archive.is_file():
        print(shlex.join(own_command(args)))
    print(shlex.join(argv), "3>/dev/null", flush=True)


def make_root(args: argparse.Namespace, progress: Progress) -> Root | None:
    """The tree that the program is taken from; None: it is in an archive."""
    if args.package and args.root:
        raise EpiError("--root and --package name two trees", "Use one")
    if args.package:
        arch = args.arch or HERE
        return Root(str(package.tree(args.package, arch, progress)))
    if initrd.is_one(args.root):
        return None
    root = Root(args.root or "/")
    if not os.path.isdir(root.base):
        raise EpiError(f"There is no folder {root.base}",
                       "--root names a tree of files, or an archive")
    return root


def prepare(args: argparse.Namespace, progress: Progress
            ) -> tuple[list[str] | None, qemu.Machine]:
    """QEMU's command line and all that it needs; none for --dry-run and
    --prepare."""
    root = make_root(args, progress)
    arch = args.arch or (arch_of(root, args.program) if root else HERE)
    if args.machine and args.machine not in qemu.MACHINES[arch]:
        raise EpiError(f"There is no machine {args.machine} for {arch}",
                       f"Use {' or '.join(qemu.MACHINES[arch])}")
    if not args.dry_run:
        qemu.check(arch)
    files, path = collect(args, root, arch) if root else \
        (None, initrd.program(args))
    found = image.find(arch, args.option)
    machine = qemu.Machine(
        arch, found.path, cache.archive_path(files) if files else
        Path(os.path.abspath(args.root)),
        [*environment(args), args.program, *args.arguments],
        parameters(args, path), args.machine,
        memory(args, files), args.cpu, qemu.accelerator(args.accel, arch),
        args.gdb, args.qemu_arg)
    check_length(machine)
    argv = qemu.command(machine)
    if args.dry_run:
        print_plan(args, argv, files, found, machine.archive)
        return None, machine
    image.build(found, progress)
    if files:
        cache.archive(files, progress)
    if args.prepare:
        return None, machine
    if args.gdb is not None:
        print(f"epi: waiting for gdb {found.debug} -ex 'target remote "
              f":{args.gdb}'", file=sys.stderr)
    return argv, machine


def run(args: argparse.Namespace) -> int:
    """epi run."""
    progress = Progress()
    try:
        argv, machine = prepare(args, progress)
    finally:
        progress.done()
    if argv is None:
        return 0
    ending = console.run(argv, args.timeout)
    return status.decode(machine.arch, ending, machine)
