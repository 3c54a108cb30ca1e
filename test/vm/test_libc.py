# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""How a program ends through nolibc, and what the machine says then."""

from __future__ import annotations

import pytest

ARCHS = ("x86_64", "arm64")
REGISTERED = "second registered\nregistered at exit\nfirst registered\n"
# argument: status of the machine, whether registered functions ran
ENDS = {
    "return": (0, True),
    "exit": (7, True),
    "large": (200, True),
    "_exit": (9, False),
    "abort": (64, False),
    "assert": (64, False),
}


@pytest.mark.parametrize("arch", ARCHS)
@pytest.mark.parametrize("how", ENDS)
def test_end(how: str, arch: str, build, boot) -> None:
    status, runs = ENDS[how]
    result = boot(build("test/vm/libc_app", {}, arch), append=how)
    assert result.status == status, result.text
    assert "no newline at the end" in result.text
    assert (REGISTERED in result.text) == runs, result.text


@pytest.mark.parametrize("arch", ARCHS)
def test_many_functions(arch: str, build, boot) -> None:
    result = boot(build("test/vm/libc_app", {}, arch), append="many")
    assert result.status == 0
    assert f"registered at exit\n{'.' * 100}first" in result.text


@pytest.mark.parametrize("arch", ARCHS)
def test_assert_says_where(arch: str, build, boot) -> None:
    result = boot(build("test/vm/libc_app", {}, arch), append="assert")
    assert "Assertion failed: argc == 0" in result.text
    assert "main.c" in result.text


@pytest.mark.parametrize("arch", ARCHS)
def test_wrong_option(arch: str, build, boot) -> None:
    result = boot(build("test/vm/libc_app", {}, arch), append="-z getopt")
    assert result.status == 5
    assert "invalid option: z" in result.text
