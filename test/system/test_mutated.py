# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Programs with spoilt headers are refused, or end by a signal, or run: none of
them ends the image. mutated/driver.c makes and runs them; one that is run is the
last of its boot. What is only loaded is tested by loader/elf/tests."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from lib import cpio

HERE = Path(__file__).resolve().parent / "mutated"
MUTANTS = 60
CRASHED = "Crashing with status"


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """An archive with the driver and what it spoils."""
    folder = tmp_path_factory.mktemp("mutated")
    flags = {"driver": ["-O2", "-Wall", "-Werror", "-D_GNU_SOURCE",
                        "-static-pie"],
             "victim": ["-O2", "-nostdlib", "-static", "-fno-stack-protector",
                        "-Wl,--build-id=none"]}
    entries = [cpio.folder(name) for name in ("bin", "tmp")]
    for name, options in flags.items():
        subprocess.run(["gcc", *options, str(HERE / f"{name}.c"),
                        "-o", str(folder / name)], check=True)
        entries.append(cpio.file(f"bin/{name}",
                                 (folder / name).read_bytes(), 0o755))
    path = folder / "root.cpio"
    path.write_bytes(cpio.archive(entries))
    return path


def test_program_as_it_is(root, build, boot) -> None:
    result = boot(build("app/elfloader", {}), initrd=root, memory="128M",
                  append="-- /bin/victim")
    assert "the program runs" in result.text
    assert result.status == 42


def test_mutants(root, build, boot) -> None:
    image = build("app/elfloader", {})
    first, ends = 0, []
    while first < MUTANTS:
        result = boot(image, initrd=root, memory="128M", timeout=15,
                      append=f"-- /bin/driver /bin/victim {first} {MUTANTS}")
        assert CRASHED not in result.text, result.text
        numbers = re.findall(r"^mutant (\d+)", result.text, re.MULTILINE)
        if "all done" in result.text:
            assert result.status == 0
            break
        assert numbers, result.text
        # A program may go round for ever; QEMU ended otherwise is a reset
        assert result.timed_out or result.status > 0, result.text
        ends.append(result.status)
        first = int(numbers[-1]) + 1
    # It is about both kinds
    assert 5 < len(ends) < MUTANTS - 5
    assert 42 in ends and any(status > 128 for status in ends), ends
