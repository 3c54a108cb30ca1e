# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The command line as the program and the libraries get it."""

from __future__ import annotations

import re

import pytest

ARCHS = ("x86_64", "arm64")
LIBPARAM = {"LIBUKLIBPARAM": True}


def arguments(text: str) -> list[str]:
    """What hello says that it was called with, without its own name."""
    line = re.search(r"^Arguments:(.*)$", text, re.MULTILINE)
    assert line, text
    return re.findall(r'"([^"]*)"', line[1])[1:]


@pytest.mark.parametrize("arch", ARCHS)
def test_words_and_quotes(arch: str, build, boot) -> None:
    image = build("app/helloworld", {}, arch)
    result = boot(image, append="a b 'c d' e=f --")
    assert result.status == 0
    assert arguments(result.text) == ["a", "b", "c d", "e=f", "--"]


@pytest.mark.parametrize("arch", ARCHS)
def test_whole_line(arch: str, build, boot) -> None:
    words = [f"word{i}" for i in range(50)]
    image = build("app/helloworld", {}, arch)
    result = boot(image, append=" ".join(words))
    assert arguments(result.text) == words


@pytest.mark.parametrize("arch", ARCHS)
def test_unknown_library(arch: str, build, boot) -> None:
    """A clear error, the boot goes on, all up to -- is taken away."""
    image = build("app/helloworld", LIBPARAM, arch)
    result = boot(image, append="nolib.param=a=b 'x y' -- one 'two three'")
    assert result.status == 0
    assert "Failed to identify the library" in result.text
    assert '"nolib.param=a=b"' in result.text
    assert arguments(result.text) == ["one", "two three"]


@pytest.mark.parametrize("arch", ARCHS)
def test_nothing_for_libraries(arch: str, build, boot) -> None:
    image = build("app/helloworld", LIBPARAM, arch)
    assert arguments(boot(image, append="a.b=c d").text) == ["a.b=c", "d"]
    assert arguments(boot(image, append="-- d").text) == ["d"]
    assert arguments(boot(image).text) == []
