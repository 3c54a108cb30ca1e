# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The boot sequence, the machine's status, the schedulers."""

from __future__ import annotations

import os
import re

import pytest

from lib import build as builder
from lib import kconfig, process

APP = "test/vm/kernel"
ARCHS = ("x86_64", "arm64")

INFO = {"LIBUKDEBUG_PRINTK_INFO": True}
COOP = {"LIBUKSCHED": True, "LIBUKSCHEDCOOP": True}

# Suites of the kernel that do not depend on the kind of scheduler
THREADS = ("LIBUKSCHED_TEST", "LIBUKLOCK_TEST", "LIBUKTIMER_TEST")


@pytest.mark.parametrize("arch", ARCHS)
@pytest.mark.parametrize(("result", "status"), [
    (0, 0), (3, 3), (63, 63), (64, 64), (-1, 255), (256, 0)])
def test_result_of_main_is_the_status(arch: str, result: int, status: int,
                                      build, boot) -> None:
    image = build(APP, INFO, arch)
    name = "kernel " if arch == "x86_64" else ""
    ended = boot(image, append=f"{name}{result}".removeprefix("kernel "))
    assert ended.status == status, ended.text
    assert f"main returned {result}, halting system" in ended.text


@pytest.mark.parametrize("result", [0, 3])
def test_make_run_fails_as_main_does(result: int, build) -> None:
    """make knows 0 and 2 for itself, and says the other status."""
    image = build(APP, INFO)
    where = [f"A={builder.ROOT / APP}", f"O={image.folder}",
             f"C={image.folder}/.config"]
    env = {k: v for k, v in os.environ.items()
           if not k.startswith(("MAKE", "MFLAGS"))}
    ended = process.run(["make", "-C", str(builder.ROOT), *where, "run",
                         f"ARGS={result}"], 60, env=env)
    assert ended.returncode == (2 if result else 0), ended.output
    assert ("Error 3\n" in ended.output) == (result == 3)
    assert f"main returned {result}, halting system" in ended.output

    guest = builder.ROOT / "support/scripts/qemu-guest"
    ended = process.run([str(guest), "-k", str(image.path), "-a",
                         str(result)], 60)
    assert ended.returncode == result, ended.output


@pytest.mark.parametrize("arch", ARCHS)
def test_everything_in_order(arch: str, build, boot) -> None:
    text = boot(build(APP, INFO, arch), append="0 'b c'").text
    steps = ["early 0, 1 ctor", "early 9", "plat 0", "late 9", "Powered by",
             "constructor", "Calling main(3, ['", "', '0', 'b c'])"]
    places = [text.find(step) for step in steps]
    assert -1 not in places, text
    assert places == sorted(places), text


def test_banner_is_right_aligned(build, boot) -> None:
    text = boot(build(APP, INFO)).text
    line = re.search(r"^ *Epimetheus 0\.12\.0.*$", text, re.MULTILINE)
    assert line, text
    assert len(line.group()) == 39


@pytest.mark.parametrize("arch", ARCHS)
def test_init_function_that_fails(arch: str, build, boot) -> None:
    ended = boot(build(APP, {"APPKERNEL_INITFAIL": True, **INFO}, arch))
    assert ended.status == 77
    assert re.search(r"Init function at \S+ returned error -5", ended.text)
    assert "late 9" not in ended.text


def test_image_without_main(build, boot) -> None:
    ended = boot(build(APP, {"APPKERNEL_MAIN": False, **INFO}))
    assert "There is no main()" in ended.text
    assert ended.status == 0


@pytest.mark.parametrize("arch", ARCHS)
def test_suites_of_threads_under_the_cooperative_scheduler(
        arch: str, build, boot, check_ktap) -> None:
    modules = kconfig.unit_tests()
    options: builder.Options = {"LIBUKTEST": True, "LIBUKTEST_ALL": False,
                                **INFO, **COOP}
    for test in THREADS:
        options[test] = True
        options[modules[test]] = True
    image = build(APP, options, arch)
    assert builder.configured(image, "LIBUKBOOT_INITSCHEDCOOP") == "y"
    ended = boot(image, timeout=120)
    names = {suite.name for suite in check_ktap(ended.text)}
    assert {"uksched_thread", "uksched_wait", "uklock"} <= names
    assert ended.status == 0


@pytest.mark.parametrize("arch", ARCHS)
def test_sleeping_is_exact(arch: str, build, boot) -> None:
    image = build(APP, {"APPKERNEL_SLEEP": True, **INFO, **COOP}, arch)
    ended = boot(image, extra=["-icount", "shift=0,sleep=off"], timeout=60)
    found = re.search(r"early (\d+) late (\d+)", ended.text)
    assert found, ended.text
    assert int(found.group(1)) == 0
    assert int(found.group(2)) < 20_000, "nanoseconds, here instructions"


@pytest.mark.parametrize("arch", ARCHS)
def test_overrun_of_a_thread_stack_is_told(arch: str, build, boot) -> None:
    ended = boot(build(APP, {"APPKERNEL_OVERRUN": True, **INFO, **COOP}, arch))
    assert ended.status in (69, 70), ended.text
    assert "deeper" in ended.text
    assert "greedy" in ended.text
