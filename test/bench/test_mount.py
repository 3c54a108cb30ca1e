# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What mounting an initial RAM disk costs does not depend on its bytes."""

from __future__ import annotations

import re
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


def measure(folder: Path, program: bytes, mib: int) -> Cost:
    """Boots with an archive of about that size: the program and nine files."""
    part = bytes(range(256)) * (mib * MIB // (FILES - 1) // 256)
    path = folder / f"{mib}.cpio"
    path.write_bytes(cpio.archive(
        [cpio.file("init", program, 0o755), cpio.folder("data")]
        + [cpio.file(f"data/{n}", part) for n in range(FILES - 1)]))
    image = build.build("app/elfloader", {"LIBUKDEBUG_PRINTK_INFO": False})
    command = guest.command(image.path, memory=MEMORY, initrd=path,
                            append="-- /init")
    count = icount.run(command, icount.build_plugin(build.folder_root()),
                       icount.entry_address(image.path))
    found = re.search(r"free (\d+) last (\d+)", count.output)
    assert found and int(found.group(2)) == len(part), count.output
    return Cost(path.stat().st_size, count.image, int(found.group(1)))


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cost, Cost]:
    folder = tmp_path_factory.mktemp("mount")
    source = folder / "init.c"
    source.write_text(PROGRAM)
    program = programs.static_pie("glibc", source, folder).read_bytes()
    return (measure(folder, program, SMALL), measure(folder, program, LARGE))


def test_instructions(costs: tuple[Cost, Cost]) -> None:
    small, large = costs
    print(costs)
    assert large.instructions - small.instructions <= INSTRUCTIONS


def test_memory(costs: tuple[Cost, Cost]) -> None:
    small, large = costs
    print(costs)
    used = small.free - large.free
    assert used <= large.archive - small.archive + BYTES
