# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What programs are told of the CPU is there, and all of it that they may use.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lib import programs

SOURCE = Path(__file__).resolve().parent / "hwcap" / "hwcap.c"
BASE = {"fp", "asimd"}
CRYPTO = {"aes", "pmull", "sha1", "sha2"}
# Told without an instruction to try
SILENT = {"fp", "asimd", "uscat", "dgh", "rpres", "ebf16", "cssc", "hbc"}
CPUS = {
    "cortex-a57": BASE | CRYPTO | {"crc32", "cpuid"},
    "neoverse-n1": BASE | CRYPTO | {
        "crc32", "atomics", "fphp", "asimdhp", "cpuid", "asimdrdm", "lrcpc",
        "dcpop", "asimddp", "ssbs"},
    "max": None,
}


def told(output: str) -> set[str]:
    """What /proc/cpuinfo names."""
    found = re.search(r"^Features\t: (.*)$", output, re.MULTILINE)
    assert found, output
    return set(found.group(1).split())


@pytest.mark.parametrize("cpu", CPUS)
def test_arm64(cpu: str, build, boot, tmp_path) -> None:
    binary = programs.static(SOURCE, tmp_path, "arm64")
    image = build("app/elfloader", {"LIBPOSIX_PROCFS": True}, "arm64").path
    result = boot(image.with_name(image.name + ".Image"), arch="arm64",
                  memory="256M", initrd=binary, timeout=60,
                  extra=["-cpu", cpu])
    output = result.output.replace("\r", "")
    assert result.status == 0, result.text
    assert "SIGILL" not in output and "stack: fits" in output, output
    works = set(re.findall(r"^(\w+): works$", output, re.MULTILINE))
    assert told(output) - SILENT == works
    if CPUS[cpu]:
        assert told(output) == CPUS[cpu]
    else:
        # It shows SVE and SME, which nobody keeps for a thread
        assert CRYPTO | {"sha3", "sha512", "i8mm", "bf16"} <= works
        assert not works & {"cpuid", "sve", "paca", "pacg"}


def test_x86(build, boot, tmp_path) -> None:
    binary = programs.static_pie("glibc", SOURCE, tmp_path)
    # The image that test_nomem needs, too
    image = build("app/elfloader", {"LIBFAULTDEV": True,
                                    "LIBPOSIX_PROCFS": True})
    result = boot(image, memory="256M", initrd=binary)
    assert result.status == 0, result.text
    assert "cpuid: works" in result.output and "stack: fits" in result.output
