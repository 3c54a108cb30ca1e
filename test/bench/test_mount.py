# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What mounting an initial RAM disk costs does not depend on its bytes, unless
it is compressed."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import icount  # noqa: E402
from lib import build, cpio, guest, programs  # noqa: E402

MIB = 1 << 20
FILES = 10
SMALL, LARGE = 1, 200
MEMORY = "512M"

# How much more the large one may cost: instructions, and bytes beyond those
# that it has more itself
INSTRUCTIONS = 20_000
BYTES = MIB

# What decompression may cost for each MiB that comes out of it, programs and
# libraries for the most part
DECOMPRESSION = {
    "gzip": (("gzip", "-9nc"), 20_000_000),
    "lz4": (("lz4", "-9c"), 6_000_000),
    "lz4-legacy": (("lz4", "-9lc"), 5_000_000),
    "zstd": (("zstd", "-19", "-qc"), 24_000_000),
}

PROGRAM = r"""
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>

int main(void)
{
	struct sysinfo info;
	struct stat st;

	if (sysinfo(&info) || stat("/data/8", &st))
		return 1;
	printf("free %lu last %ld\n", info.freeram * info.mem_unit,
	       (long)st.st_size);
	return 0;
}
"""


@dataclass(frozen=True)
class Cost:
    """Of a boot with an archive of so many bytes."""

    archive: int
    instructions: int
    free: int


def boot(path: Path, last: int) -> Cost:
    """Boots with an archive, the last file of which has so many bytes."""
    image = build.build("app/elfloader", {"LIBUKDEBUG_PRINTK_INFO": False})
    command = guest.command(image.path, memory=MEMORY, initrd=path,
                            append="-- /init")
    count = icount.run(command, icount.build_plugin(build.folder_root()),
                       icount.entry_address(image.path))
    found = re.search(r"free (\d+) last (\d+)", count.output)
    assert found and int(found.group(2)) == last, count.output
    return Cost(path.stat().st_size, count.image, int(found.group(1)))


def measure(folder: Path, program: bytes, mib: int) -> Cost:
    """Boots with an archive of about that size: the program and nine files."""
    part = bytes(range(256)) * (mib * MIB // (FILES - 1) // 256)
    path = folder / f"{mib}.cpio"
    path.write_bytes(cpio.archive(
        [cpio.file("init", program, 0o755), cpio.folder("data")]
        + [cpio.file(f"data/{n}", part) for n in range(FILES - 1)]))
    return boot(path, len(part))


@pytest.fixture(scope="module")
def init(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("init")
    source = folder / "init.c"
    source.write_text(PROGRAM)
    return programs.static_pie("glibc", source, folder).read_bytes()


@pytest.fixture(scope="module")
def costs(init: bytes, tmp_path_factory: pytest.TempPathFactory
          ) -> tuple[Cost, Cost]:
    folder = tmp_path_factory.mktemp("mount")
    return (measure(folder, init, SMALL), measure(folder, init, LARGE))


def test_instructions(costs: tuple[Cost, Cost]) -> None:
    small, large = costs
    print(costs)
    assert large.instructions - small.instructions <= INSTRUCTIONS


def test_memory(costs: tuple[Cost, Cost]) -> None:
    small, large = costs
    print(costs)
    used = small.free - large.free
    assert used <= large.archive - small.archive + BYTES


@pytest.fixture(scope="module")
def library(init: bytes, tmp_path_factory: pytest.TempPathFactory
            ) -> tuple[Path, Cost]:
    """An archive with Debian's C library, and what it costs as it is."""
    path = tmp_path_factory.mktemp("library") / "cpio"
    libc = Path("/lib/x86_64-linux-gnu/libc.so.6").read_bytes()
    path.write_bytes(cpio.archive([
        cpio.file("init", init, 0o755), cpio.folder("data"),
        cpio.file("data/8", libc)]))
    return path, boot(path, len(libc))


@pytest.mark.parametrize("name", DECOMPRESSION)
def test_decompression(library: tuple[Path, Cost], name: str,
                       tmp_path: Path) -> None:
    """Of instructions, and that no memory is lost: of the compressed form's
    there is a page for the allocator, and what shares its first and last."""
    plain, cost = library
    command, most = DECOMPRESSION[name]
    path = tmp_path / name
    path.write_bytes(subprocess.run([*command, str(plain)], check=True,
                                    stdout=subprocess.PIPE).stdout)
    packed = boot(path, Path("/lib/x86_64-linux-gnu/libc.so.6").stat().st_size)
    per_mib = (packed.instructions - cost.instructions) * MIB // cost.archive
    print(f"{name}: {per_mib} instructions for each MiB, "
          f"{packed.free - cost.free} bytes more are free")
    assert per_mib <= most
    assert packed.free >= cost.free - 64 * 1024
