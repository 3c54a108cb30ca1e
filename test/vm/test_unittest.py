# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The suites of all modules in one image, on both architectures."""

from __future__ import annotations

import pytest

from lib import build as builder
from lib import kconfig, ktap

APP = "test/vm/unittest"
ARCHS = ("x86_64", "arm64")
# Those with most devices
MACHINES = {"x86_64": "q35", "arm64": "virt"}


def dropped(image: builder.Image, wanted: builder.Options) -> list[str]:
    """The options that the configuration did not keep."""
    return [name for name, value in wanted.items()
            if value and builder.configured(image, name) != "y"]


@pytest.mark.parametrize("arch", ARCHS)
def test_all_suites(arch: str, build, boot, check_ktap) -> None:
    wanted = kconfig.all_tests(arch)
    image = build(APP, wanted, arch)
    assert not dropped(image, wanted)

    result = boot(image, machine=MACHINES[arch], memory="256M", timeout=400)
    suites = check_ktap(result.text)
    assert result.status == 0, result.text[-4000:]
    assert len(suites) >= len(kconfig.unit_tests()) // 2
    assert "uktest:cases:" in result.text.split("KTAP version 1")[-1]


@pytest.mark.parametrize("arch", ARCHS)
def test_suites_of_counts(arch: str, build, boot, check_ktap) -> None:
    image = build(APP, kconfig.count_tests(), arch)
    assert not dropped(image, kconfig.count_tests())
    result = boot(image)
    assert len(check_ktap(result.text)) >= len(kconfig.COUNTS)
    assert result.status == 0, result.text[-4000:]


@pytest.mark.combinations("arch", ARCHS, ARCHS[:1])
def test_all_suites_on_a_slow_machine(arch: str, build, boot) -> None:
    """64 ns for an instruction: interrupts take longer than some timers. The
    guest's clock counts instructions, so the build machine's load does not
    matter."""
    image = build(APP, kconfig.all_tests(arch), arch)
    result = boot(image, memory="256M", timeout=400,
                  extra=["-icount", "shift=6,sleep=off"])
    assert result.status == 0, result.text[-4000:]
    assert not ktap.failures(ktap.parse(result.text))


@pytest.mark.parametrize("arch", ARCHS)
def test_failure_reaches_the_exit_status(arch: str, build, boot) -> None:
    image = build(APP, {"APPUNITTEST_FAIL": True, "LIBUKTEST_ALL": False},
                  arch)
    result = boot(image)
    assert result.status == 78
    assert ktap.failures(ktap.parse(result.text)) == ["appunittest.fails"]
