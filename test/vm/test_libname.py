# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The name of a library in its messages and parameters."""

from __future__ import annotations

import re

import pytest

ARCHS = ("x86_64", "arm64")
HEADER = r"\[ *\d+\.\d{6}\] %s \[%s\] <\w+\.c @ +\d+> "


@pytest.mark.parametrize("arch", ARCHS)
def test_messages_name_their_library(arch: str, build, boot) -> None:
    image = build("app/helloworld", {"LIBUKDEBUG_PRINTK_INFO": True}, arch)
    result = boot(image)
    assert result.status == 0, result.text
    lines = [line for line in result.text.splitlines() if "] Info: " in line]
    form = re.compile(HEADER % ("Info:", r"lib\w+"))
    assert lines and all(form.match(line) for line in lines), lines
    assert any("[libukboot] <" in line for line in lines), lines


@pytest.mark.parametrize("arch", ARCHS)
@pytest.mark.parametrize("append,number", [
    ("", 1), ("applibname.number=7 --", 7)])
def test_application(arch: str, append: str, number: int, build,
                     boot) -> None:
    result = boot(build("test/vm/libname", {}, arch), append=append)
    assert result.status == 0, result.text
    assert re.search(HEADER % ("ERR: ", "applibname") + f"number: {number}$",
                     result.text, re.MULTILINE), result.text
