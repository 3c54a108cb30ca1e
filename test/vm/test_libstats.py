# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Each library in an image has counts of what it allocates."""

from __future__ import annotations

import re
from itertools import product

import pytest

ARCHS = ("x86_64", "arm64")
OPTIONS = {"plain": {},
           "everything": {"OPTIMIZE_DEADELIM": False, "OPTIMIZE_NONE": True},
           "lto": {"OPTIMIZE_LTO": True}}
USUAL = [*((arch, "plain") for arch in ARCHS), ("x86_64", "everything"),
         ("arm64", "lto")]
LINE = re.compile(r"^(\w+): (\d+) (\d+) (-?\d+) (-?\d+)$", re.MULTILINE)


def counts(text: str) -> dict[str, list[int]]:
    """For each library: allocations, frees, live, bytes."""
    return {name: [int(n) for n in numbers]
            for name, *numbers in LINE.findall(text)}


@pytest.mark.combinations("arch,options", list(product(ARCHS, OPTIONS)), USUAL)
def test_each_library_counts(arch: str, options: str, build, boot) -> None:
    image = build("test/vm/libstats", OPTIONS[options], arch)
    result = boot(image)
    assert result.status == 0, result.text
    before, after = (counts(part) for part in result.text.split("then\n"))
    zero = [0, 0, 0, 0]
    change = {name: [b - a for a, b in zip(before.get(name, zero), now)]
              for name, now in after.items()}
    app = change.pop("applibstats")
    libc = change.pop("libnolibc_posix")
    assert app[:3] == [3, 2, 1] and app[3] > 10000
    assert libc[:3] == [6, 2, 4] and 400 <= libc[3] <= 4000
    assert not any(any(numbers) for numbers in change.values()), change
