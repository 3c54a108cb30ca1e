# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Compressed initial RAM disks, as Debian's tools make them."""

from __future__ import annotations

import random
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from lib import build as engine
from lib import cpio, programs

HERE = Path(__file__).parent
ARCHS = ("x86_64", "arm64")
MIB = 1 << 20

# Blocks of 4 MiB that may refer to each other, and of 64 KiB that do so; what
# Linux takes; with and without what it becomes
COMPRESSORS = {
    "gzip": ("gzip", "-9nc"),
    "lz4": ("lz4", "-c"),
    "lz4-linked": ("lz4", "-9c", "-B4", "-BD", "-BX"),
    "lz4-legacy": ("lz4", "-9lc"),
    "zstd": ("zstd", "-12", "-qc"),
    "zstd-long": ("zstd", "-3", "--long=27", "-qc", "--no-check"),
}
# As fast as they can, for what is spoilt afterwards
FAST = {"gzip": ("gzip", "-1nc"), "LZ4": ("lz4", "-1c"),
        "zstd": ("zstd", "-1", "-qc", "--check")}
TEXT = b"what the archive holds\n"


def compress(command: tuple[str, ...], data: bytes) -> bytes:
    """What one of them makes of the data."""
    return subprocess.run(command, input=data, stdout=subprocess.PIPE,
                          check=True).stdout


def image_path(arch: str) -> Path:
    """An ELF file for arm64 is not given the initial RAM disk."""
    path = engine.build("app/elfloader", {}, arch).path
    return path.with_name(path.name + ".Image") if arch == "arm64" else path


@dataclass(frozen=True)
class Root:
    """A program that shows files, and an archive with it and 9 MiB: more than
    a legacy block of LZ4, and than Zstandard's windows. Half of it are random
    bytes, which come again far behind, and half are text."""

    show: bytes
    archive: bytes


def make_root(arch: str, folder: Path) -> Root:
    program = programs.static(HERE / "hello" / "show.c", folder,
                              arch).read_bytes()
    pages = random.Random(1).randbytes(MIB)
    words = b"".join(b"%d words of text\n" % n for n in range(50_000))
    filling = (pages + words * 3) * 2 + pages
    assert len(filling) > 8 * MIB
    return Root(program, cpio.archive([
        cpio.file("show", program, 0o755), cpio.file("filling", filling),
        cpio.file("text", TEXT * 100)]))


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Root]:
    folder = tmp_path_factory.mktemp("initrd")
    return {arch: make_root(arch, folder) for arch in ARCHS}


@pytest.fixture
def root(roots: dict[str, Root]) -> Root:
    return roots["x86_64"]


def show(boot, arch: str, folder: Path, data: bytes, names: str,
         memory: str = "64M"):
    """Boots with the data, which has the program to show the files with."""
    path = folder / "initrd"
    path.write_bytes(data)
    return boot(image_path(arch), arch=arch, initrd=path, memory=memory,
                append=f"-- /show {names}")


def total_memory(text: str) -> int:
    """Of /proc/meminfo, in bytes."""
    return int(re.search(r"MemTotal: +(\d+) kB", text).group(1)) << 10


@pytest.mark.parametrize("arch", ARCHS)
@pytest.mark.parametrize("name", COMPRESSORS)
def test_formats(boot, arch, roots, name, tmp_path) -> None:
    """Its contents are there, and the memory that it had is free."""
    data = compress(COMPRESSORS[name], roots[arch].archive)
    result = show(boot, arch, tmp_path, data, "/text /proc/meminfo")
    assert result.status == 0, result.text
    assert result.text.count(TEXT.decode()) == 100
    assert total_memory(result.text) > 62 * MIB - (1 << 19), result.text


def test_uncompressed_stays_where_it_is(boot, root, tmp_path) -> None:
    result = show(boot, "x86_64", tmp_path, root.archive,
                  "/text /proc/meminfo")
    assert result.text.count(TEXT.decode()) == 100
    assert total_memory(result.text) < 64 * MIB - len(root.archive)


@pytest.mark.parametrize("name", FAST)
def test_program(boot, root, name, tmp_path) -> None:
    """One compressed program, which is no archive."""
    path = tmp_path / "program"
    path.write_bytes(compress(FAST[name], root.show))
    result = boot(image_path("x86_64"), initrd=path,
                  append="-- /proc/self/cmdline")
    assert result.status == 0, result.text
    assert "\0/proc/self/cmdline" in result.text


@pytest.mark.parametrize("arch", ARCHS)
def test_many_in_a_row(boot, arch, roots, tmp_path) -> None:
    """As Linux has it: archives, compressed or not, zeros between them, the
    last file of a name; one archive in several streams."""
    def one(name: str, text: bytes) -> bytes:
        return cpio.archive([cpio.file(name, text)])

    archive = roots[arch].archive
    half = len(archive) // 2
    data = b"".join((
        one("first", b"first\n"), bytes(100), one("changes", b"early\n"),
        bytes(412), compress(FAST["gzip"], one("changes", b"later\n")),
        one("second", b"second\n"), bytes(3),
        compress(FAST["zstd"], archive[:half]),
        compress(FAST["LZ4"], archive[half:]),
        compress(("lz4", "-lc"), one("changes", b"at last\n")), bytes(2),
        b"and no archive"))
    result = show(boot, arch, tmp_path, data, "/first /second /changes /text")
    assert result.status == 0, result.text
    assert result.text.endswith("first\nsecond\nat last\n" +
                                TEXT.decode() * 100)


# ---- what cannot be read ----

@pytest.fixture(scope="module")
def small() -> bytes:
    """An archive of 200 KiB without a program, which becomes 2 KiB or so."""
    return cpio.archive([cpio.file("filling", random.Random(2).randbytes(1000)
                                   * 200)])


def refusal(boot, folder: Path, data: bytes, memory: str = "16M") -> str:
    """What the image says of it before it ends, which is no crash."""
    result = show(boot, "x86_64", folder, data, "/text", memory)
    assert result.status not in (0, -1), result.text
    assert "Crash" not in result.text and "init function" in result.text
    line = re.search(r"The initial RAM disk (.*)", result.text)
    assert line, result.text
    return line.group(1)


@pytest.mark.parametrize("name", FAST)
def test_cut_off(boot, small, name, tmp_path) -> None:
    text = refusal(boot, tmp_path, compress(FAST[name], small)[:-5])
    assert re.search(rf"cannot be decompressed: at byte \d+ \({name}, from "
                     r"byte 0 on\)", text)


@pytest.mark.parametrize("name", FAST)
def test_checksum(boot, small, name, tmp_path) -> None:
    data = bytearray(compress(FAST[name], small))
    data[-8 if name == "gzip" else -1] ^= 1
    text = refusal(boot, tmp_path, bytes(data))
    assert text.endswith(f"({name}, from byte 0 on) its checksum is wrong")


def test_behind_an_archive(boot, root, small, tmp_path) -> None:
    start = len(root.archive) + 4
    data = root.archive + bytes(4) + compress(FAST["zstd"], small)[:-9]
    text = refusal(boot, tmp_path, data, "64M")
    assert f"(zstd, from byte {start} on) it ends too early" in text


def test_format_that_is_not_read(boot, small, tmp_path) -> None:
    text = refusal(boot, tmp_path, compress(("xz", "-c0"), small))
    assert text.endswith("at byte 0 (xz, from byte 0 on) this image cannot "
                         "read the format")


@pytest.mark.parametrize("name", FAST)
def test_too_large(boot, name, tmp_path) -> None:
    """It says how much is needed: gzip knows that, by its end."""
    data = compress(FAST[name], bytes(100 * MIB))
    text = refusal(boot, tmp_path, data)
    found = re.match(r"becomes at least (\d+) KiB when it is decompressed, "
                     r"but of the memory (\d+) KiB are free in one piece",
                     text)
    assert found, text
    need, free = map(int, found.groups())
    assert 8 << 10 < free < 16 << 10 and free <= need <= 100 << 10
    assert name != "gzip" or need == 100 << 10


def test_without(boot, small, tmp_path) -> None:
    """Each format is an option."""
    image = engine.build("app/elfloader", {"LIBUKDECOMP_ZSTD": False})
    path = tmp_path / "initrd"
    path.write_bytes(compress(FAST["zstd"], small))
    result = boot(image, initrd=path, append="-- /show")
    assert "(zstd, from byte 0 on) this image cannot read the format" \
        in result.text
