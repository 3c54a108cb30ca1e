# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What an application may not do with its areas, and how that ends."""

from __future__ import annotations

import re

import pytest

ARCHITECTURES = ("x86_64", "arm64")

# Exit status, words, and the area that the report points at
ENDS = {
    "readonly": (67, "write to read-only memory", "constants"),
    "behind": (69, "write to unmapped memory", None),
    "exec": (68, "execution of no-execute memory", "data"),
    "stack": (70, "Stack overflow: no memory at", "small stack"),
    "oom": (79, "Out of memory: no frame for 0x", "greedy"),
}


@pytest.mark.parametrize("arch", ARCHITECTURES)
@pytest.mark.parametrize("how", ENDS)
def test_end(build, boot, arch: str, how: str) -> None:
    status, words, area = ENDS[how]
    image = build("test/vm/vmem", {"LIBUKSP": True}, arch=arch)
    result = boot(image, append=how, memory="32M")
    text = result.text
    assert result.status == status, text
    assert re.search(rf"CRIT: .*{words}", text), text
    assert "still alive" not in text
    marked = re.findall(r"^  > 0x[0-9a-f]+-0x[0-9a-f]+ ... (.*)$", text, re.M)
    assert marked == ([area] if area else []), text
    if how == "readonly":
        assert "reads 0\n" in text
    if how == "oom":
        assert "\nreserved: -12\n" in text and "not reserved: 0\n" in text
