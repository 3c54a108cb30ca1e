# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Random numbers: from the CPU, from the command line, and from nothing."""

from __future__ import annotations

import re

import pytest

APP = "test/vm/random"
ARCHITECTURES = ("x86_64", "arm64")

# CPUs without instructions for random numbers
PLAIN_CPU = {"x86_64": "qemu64", "arm64": "cortex-a57"}
WARNING = "No good seed: RANDOM NUMBERS CAN BE GUESSED"

EAGAIN, EINVAL = 11, 22


def numbers(build, boot, arch: str, cpu: str = "max", append: str = ""
            ) -> tuple[dict[str, str], str]:
    """What the application says, and all that was printed."""
    result = boot(build(APP, arch=arch), append=append, extra=["-cpu", cpu])
    assert result.status == 0, result.text
    return dict(re.findall(r"^(\w+): (\w+)$", result.text, re.M)), result.text


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_seed_from_the_cpu(build, boot, arch: str) -> None:
    first, text = numbers(build, boot, arch)
    second, _ = numbers(build, boot, arch)
    assert WARNING not in text
    assert first["seeded"] == "1" and first["nonblock"] == "0"
    assert first["bytes"] != second["bytes"]
    assert first["unknown"] == first["both"] == str(EINVAL)


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_no_seed_is_told_once(build, boot, arch: str) -> None:
    said, text = numbers(build, boot, arch, PLAIN_CPU[arch])
    assert text.count(WARNING) == 1, text
    assert said["seeded"] == "0"
    assert said["nonblock"] == str(EAGAIN) and said["insecure"] == "0"


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_seed_from_the_command_line(build, boot, arch: str) -> None:
    said, text = numbers(build, boot, arch, PLAIN_CPU[arch],
                         "swrand.seed=correct-horse-battery-staple --")
    assert WARNING not in text, text
    assert said["seeded"] == "1" and said["nonblock"] == "0"
