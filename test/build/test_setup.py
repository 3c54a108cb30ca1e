# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What is missing on a machine is installed: the packages that apt-get is asked
for. It is a script of ours here, so that nothing changes on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Sandbox

# What a shell and make need, and no more
THERE = ("sh awk mkdir rm mv cat git dirname make mktemp env ls grep tr "
         "printf").split()


@pytest.fixture
def bare(sandbox: Sandbox, tmp_path: Path) -> tuple[Sandbox, Path]:
    """A machine with little on it, and what apt-get was called with."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in THERE:
        found = shutil.which(name, path="/usr/bin:/bin")
        assert found, name
        (tools / name).symlink_to(found)
    said = tmp_path / "said"
    for name, text in (("apt-get", f'echo "$@" >>{said}; exit ${{APT:-0}}'),
                       ("id", "echo 0")):
        (tools / name).write_text(f"#!/bin/sh\n{text}\n")
        (tools / name).chmod(0o755)
    return sandbox, said


def installed(said: Path) -> set[str]:
    """The packages of the last call."""
    lines = said.read_text().splitlines() if said.exists() else ["none"]
    assert lines[0] == "none" or lines[-2].startswith("update"), lines
    return {word for word in lines[-1].split() if word[0] != "-"}


def make(bare: tuple[Sandbox, Path], *arguments: str, **more: str) -> str:
    sandbox, said = bare
    said.unlink(missing_ok=True)
    env = {"PATH": str(said.parent / "tools"), **more}
    return sandbox.make(*arguments, check=False, env=env).output


def test_setup(bare: tuple[Sandbox, Path]) -> None:
    """All but what is optional."""
    make(bare, "setup")
    packages = installed(bare[1])
    assert {"install", "gcc", "binutils", "qemu-system-x86", "qemu-system-arm",
            "clang", "gcc-aarch64-linux-gnu", "cppcheck"} <= packages
    assert "device-tree-compiler" not in packages


def test_run_installs_what_it_needs(bare: tuple[Sandbox, Path]) -> None:
    """Of one architecture, and before anything else."""
    make(bare, "run", "ARCH=arm64")
    packages = installed(bare[1])
    assert {"gcc", "qemu-system-arm", "gcc-aarch64-linux-gnu"} <= packages
    assert not packages & {"qemu-system-x86", "clang", "cppcheck"}
    make(bare, "run", "ARCH=x86_64", "COMPILER=clang")
    assert {"gcc", "qemu-system-x86", "clang"} <= installed(bare[1])


@pytest.mark.parametrize("goal", ["check", "check-host", "check-vm",
                                  "check-build", "bench"])
def test_tests_install_what_they_need(bare: tuple[Sandbox, Path],
                                      goal: str) -> None:
    make(bare, goal)
    assert {"gcc", "clang", "qemu-system-x86", "qemu-system-arm",
            "cppcheck"} <= installed(bare[1])


def test_building_installs_nothing(bare: tuple[Sandbox, Path]) -> None:
    make(bare, "all")
    assert not bare[1].exists()


def test_no_network(bare: tuple[Sandbox, Path]) -> None:
    output = make(bare, "run", "ARCH=x86_64", APT="100")
    assert "Missing Debian packages:" in output
    assert "Something is missing that could not be installed" in output
    assert "CC " not in output
