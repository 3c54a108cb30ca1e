# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""A copy of the build engine without the tree's modules, to try it out on."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Run:
    """What a call of make printed, its status, and the processor's time that
    it took: that depends little on what else the machine does."""

    output: str
    status: int
    seconds: float

    def steps(self) -> list[str]:
        """The progress lines, as 'CC libfoo: file.o'."""
        return [" ".join(line.split()) for line in self.output.splitlines()
                if line.startswith("  ") and line.split()[0].isupper()]


def spent_by_children() -> float:
    """Seconds of the processor, of all that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@dataclass
class Sandbox:
    """The engine, outapp, its two libraries and the platform, in a folder of
    their own where a test may change what it wants."""

    root: Path
    arguments: list[str] = field(default_factory=list)

    @property
    def outside(self) -> Path:
        return self.root / "test" / "build"

    @property
    def app(self) -> Path:
        return self.outside / "outapp"

    @property
    def build(self) -> Path:
        return self.app / "build"

    @property
    def image(self) -> Path:
        return self.build / "outapp_out-x86_64"

    def make(self, *goals: str, check: bool = True, app: Path | None = None,
             libs: tuple[str, ...] = ("outlib", "outlib2"),
             env: dict[str, str] | None = None) -> Run:
        """make for outapp; check=False expects a failure as well."""
        argv = ["make", "-C", str(self.root), "--no-print-directory", "-j2",
                f"A={app or self.app}", f"P={self.outside / 'outplat'}",
                "L=" + ":".join(str(self.outside / n) for n in libs),
                *self.arguments, *goals]
        clean = {k: v for k, v in os.environ.items()
                 if not k.startswith(("MAKE", "MFLAGS"))}
        start = spent_by_children()
        done = subprocess.run(argv, env={**clean, **(env or {})}, text=True,
                              stdin=subprocess.DEVNULL, timeout=120,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        run = Run(done.stdout, done.returncode, spent_by_children() - start)
        assert not check or run.status == 0, run.output
        return run

    def configure(self, *lines: str) -> None:
        """Writes outapp's configuration: the test platform and `lines`."""
        wanted = ["CONFIG_PLAT_OUT=y", *lines]
        (self.app / ".config").write_text("\n".join(wanted) + "\n")

    def symbols(self, file: Path) -> dict[str, list[str]]:
        """Kinds of nm by symbol name."""
        out = subprocess.run(["nm", str(file)], capture_output=True,
                             text=True, check=True).stdout
        kinds: dict[str, list[str]] = {}
        for line in out.splitlines():
            *_, kind, name = line.split()
            kinds.setdefault(name, []).append(kind)
        return kinds


def make_sandbox(root: Path) -> Sandbox:
    """Copies the engine and the modules outside the tree."""
    for name in ("Makefile", "Config.uk"):
        shutil.copy2(ROOT / name, root / name)
    ignore = shutil.ignore_patterns("build", ".config", "__pycache__")
    for name in ("outapp", "outlib", "outlib2", "outplat"):
        shutil.copytree(ROOT / "test" / "build" / name,
                        root / "test" / "build" / name, ignore=ignore)
    for name in ("build", "setup", "scripts"):
        shutil.copytree(ROOT / "support" / name, root / "support" / name)
    sandbox = Sandbox(root)
    sandbox.configure()
    return sandbox


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    """A fresh copy for one test."""
    return make_sandbox(tmp_path)
