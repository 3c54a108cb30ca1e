# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Unmodified programs, linked by the machine's compilers, run in the image."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "bench"))

import icount  # noqa: E402
from lib import build as engine  # noqa: E402
from lib import cpio, guest, programs  # noqa: E402

# From power-on to power-off, firmware included
BUDGET = 700_000


@pytest.fixture(scope="module")
def image() -> engine.Image:
    return engine.build("app/elfloader", {"LIBUKDEBUG_PRINTK_INFO": False})


@pytest.fixture(params=programs.LIBCS)
def libc(request: pytest.FixtureRequest) -> str:
    return request.param


def program(libc: str, name: str, folder: Path) -> Path:
    return programs.static_pie(libc, HERE / "hello" / f"{name}.c", folder)


def test_hello(image, libc, boot, tmp_path) -> None:
    hello = program(libc, "hello", tmp_path)
    result = boot(image, initrd=hello, memory="8M",
                  append="env.vars=ONE=1 env.vars=TWO=2=3 -- a 'b c'")
    lines = result.text.splitlines()
    assert "Hello world!" in lines
    assert [row for row in lines if row.startswith("argument")] == [
        "argument 1: a", "argument 2: b c"]
    assert [row for row in lines if row.startswith("environment")] == [
        "environment: ONE=1", "environment: TWO=2=3"]
    assert result.status == 42


def test_system_calls_are_printed(image, boot, tmp_path) -> None:
    hello = program("glibc", "hello", tmp_path)
    result = boot(image, initrd=hello,
                  append="syscall.strace=1 syscall.summary=1 -- a")
    lines = result.text.splitlines()
    assert r'write(fd:1, "Hello world!\n' in result.text
    assert "exit_group(42) = ?" in lines
    table = lines[lines.index("     calls   errors system call") + 1:]
    assert "         1        0 exit_group" in table
    assert result.status == 42


def test_threads(image, libc, boot, tmp_path) -> None:
    threads = program(libc, "threads", tmp_path)
    result = boot(image, initrd=threads)
    assert "800 turns, sum 28" in result.text
    assert result.status == 0


@pytest.mark.parametrize("arch", ("x86_64", "arm64"))
@pytest.mark.parametrize("pie", (True, False), ids=("pie", "fixed"))
def test_where_it_wants_to_be(arch, pie, boot, tmp_path) -> None:
    image = engine.build("app/elfloader", {"LIBUKDEBUG_PRINTK_INFO": False},
                         arch)
    hello = programs.static(HERE / "hello" / "hello.c", tmp_path, arch, pie)
    path = image.path
    if arch == "arm64":
        # An ELF file is not given the initrd: that is the Linux protocol
        path = path.with_name(path.name + ".Image")
    result = boot(path, arch=arch, initrd=hello, append="-- 1")
    assert "argument 1: 1" in result.text.splitlines()
    assert result.status == 42


def test_hello_in_little_memory(image, boot, tmp_path) -> None:
    hello = program("glibc", "hello", tmp_path)
    result = boot(image, initrd=hello, memory="4M", machine="microvm")
    assert "Hello world!" in result.text
    assert result.status == 42


def test_hello_is_cheap(image, tmp_path) -> None:
    hello = program("glibc", "hello", tmp_path)
    command = guest.command(image.path, machine="microvm", initrd=hello)
    count = icount.run(command, icount.build_plugin(engine.folder_root()),
                       icount.entry_address(image.path))
    assert "Hello world!" in count.output
    assert count.total <= BUDGET, f"{count.total} instructions"


def test_dynamic_program_without_its_interpreter(image, boot, tmp_path
                                                 ) -> None:
    dynamic = tmp_path / "dynamic"
    subprocess.run(["gcc", "-o", str(dynamic),
                    str(HERE / "hello" / "hello.c")], check=True)
    result = boot(image, initrd=dynamic)
    assert "interpreter" in result.text
    assert result.status == 1


def test_no_program(image, boot, tmp_path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF" + bytes(range(1, 200)))
    result = boot(image, initrd=broken)
    assert "it is not for a 64-bit little-endian CPU" in result.text
    assert result.status == 1


def root_with(folder: Path, **programs_: bytes) -> Path:
    """An archive with the machine's C library and programs in /bin."""
    library = Path("/lib/x86_64-linux-gnu/libc.so.6")
    linker = Path("/lib64/ld-linux-x86-64.so.2")
    entries = [cpio.folder(name) for name in
               ("bin", "etc", "lib", "lib/x86_64-linux-gnu", "lib64")]
    entries += [cpio.file(str(path)[1:], path.read_bytes(), 0o755)
                for path in (library, linker)]
    entries += [cpio.file("etc/text", b"no program\n", 0o755)]
    entries += [cpio.file(f"bin/{name}", data, 0o755)
                for name, data in programs_.items()]
    path = folder / "root.cpio"
    path.write_bytes(cpio.archive(entries))
    return path


def test_dynamic_program(image, boot, tmp_path) -> None:
    """Debian's own, with its interpreter and its C library."""
    root = root_with(tmp_path, echo=Path("/bin/echo").read_bytes(),
                     script=b"#!/bin/echo  one two \n")
    result = boot(image, initrd=root, append="-- /bin/echo some words")
    assert "some words" in result.text.splitlines()
    assert result.status == 0
    result = boot(image, initrd=root, append="-- /bin/script x")
    assert "one two /bin/script x" in result.text.splitlines()
    assert result.status == 0
    result = boot(image, initrd=root, append="-- /bin/none")
    assert "Cannot run /bin/none" in result.text
    assert result.status != 0


def test_execve(image, boot, tmp_path) -> None:
    names = ("exec", "hello")
    root = root_with(tmp_path, **{
        name: program("glibc", name, tmp_path).read_bytes()
        for name in names})
    result = boot(image, initrd=root, append="-- /bin/exec")
    assert result.text.splitlines()[-7:] == [
        "nothing: ENOENT", "folder: EACCES", "text: ENOEXEC",
        "bad pointer: EFAULT", "Hello world!", "argument 1: from exec",
        "environment: NEW=1"]
    assert result.status == 42
