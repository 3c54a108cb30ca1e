# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Layers of calls, clang-tidy and cppcheck over the image with all modules."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from lib import build as engine
from lib import kconfig

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "support" / "check"
APP = ROOT / "test" / "vm" / "unittest"


def check(script: str, *args: str, timeout: float = 600) -> str:
    """What a checker printed, if it found something or failed."""
    done = subprocess.run(["/usr/bin/python3", str(CHECK / script), *args],
                          capture_output=True, text=True, timeout=timeout)
    return "" if done.returncode == 0 else done.stdout + done.stderr


ARCHS = ("x86_64", "arm64")


def image_of(arch: str) -> engine.Image:
    """The image with the tests of all modules."""
    return engine.build(APP, kconfig.all_tests(arch), arch=arch)


def image_of_counts() -> engine.Image:
    """The one with what they leave out."""
    return engine.build(APP, kconfig.count_tests())


@pytest.fixture(scope="module", params=[*ARCHS, "counts"])
def image(request: pytest.FixtureRequest) -> engine.Image:
    return (image_of_counts() if request.param == "counts"
            else image_of(request.param))


def database(image: engine.Image) -> Path:
    engine.make(APP, image.folder, image.arch, "gcc", "compile_commands.json")
    path = image.folder / "compile_commands.json"
    assert len(json.loads(path.read_text())) > 100
    return path


def test_calls(image: engine.Image) -> None:
    assert check("layers.py", "--objects", str(image.folder)) == ""


@pytest.mark.parametrize("tool", ("tidy", "cppcheck"))
def test_tool(tool: str, request: pytest.FixtureRequest) -> None:
    """Of each image, what those before have not."""
    deep = ["--deep"] if request.config.option.thorough else []
    images = [*map(image_of, ARCHS), image_of_counts()]
    paths = [str(database(image)) for image in images]
    assert check("analyse.py", tool, *paths, *deep) == ""
