# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""hello stays within its budgets (doc/promises.md)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import hello  # noqa: E402


@pytest.mark.parametrize("budget", hello.BUDGETS, ids=lambda b: b.name)
def test_instructions(budget: hello.Budget) -> None:
    count = hello.measure(budget, hello.image_for(budget))
    assert "Hello" in count.output and count.status == 0, count
    assert count.image > 1000, "the image's entry was not seen"
    if budget.whole:
        assert count.total <= budget.whole
    if budget.image:
        assert count.image <= budget.image


@pytest.mark.parametrize("arch", hello.SIZES)
def test_size(build, arch: str) -> None:
    image = build("app/helloworld", arch=arch)
    assert image.path.stat().st_size <= hello.SIZES[arch]


def test_readme(build) -> None:
    """What README.md says of the image that its command makes."""
    text = " ".join((Path(hello.build.ROOT) / "README.md").read_text().split())
    assert "some thirty thousand instructions, in an image of 75 KB" in text
    q35 = next(b for b in hello.BUDGETS if b.machine == "q35")
    count = hello.measure(q35, hello.image_for(q35))
    assert 25_000 <= count.image <= 35_000, count
    size = build("app/helloworld").path.stat().st_size
    assert 72_000 <= size <= 79_000


def test_tiny_size(build, boot) -> None:
    image = build("app/helloworld", hello.tiny_options())
    assert image.path.stat().st_size <= hello.TINY_SIZE
    # The loader writes zeros, the file needs none at its end
    assert image.path.read_bytes()[-1] != 0
    result = boot(image)
    assert "Hello" in result.output and result.status == 0, result
