# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""An application and libraries outside the tree, with A= and L= alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import Sandbox

HERE = Path(__file__).resolve().parent


def test_own_makefile(sandbox: Sandbox) -> None:
    """The usual short Makefile builds the modules without any argument."""
    done = subprocess.run(["make", "-C", str(sandbox.app), "libs"], text=True,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          env={"PATH": "/usr/bin:/bin", "CPATH": str(
                              sandbox.outside / "outplat" / "libc")},
                          timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (sandbox.build / "appoutapp.app.o").is_file()


@pytest.mark.parametrize("arch", ["x86_64", "arm64"])
def test_boots(arch: str, build, boot) -> None:
    """In the real tree: the image runs and says what its parts return."""
    image = build(HERE / "outapp", {"APPOUTAPP_EXTRA": True,
                                    "APPOUTAPP_GREETING": "greetings"},
                  arch=arch, libs=[HERE / "outlib", HERE / "outlib2"])
    result = boot(image)
    assert "greetings 1 2 own\ntable\nextra 42\n" in result.text
    assert result.status == 0


def test_exports(sandbox: Sandbox) -> None:
    """What exportsyms.uk does not list is hidden: each library has its own
    private_helper, and the rest is reachable."""
    sandbox.make()
    for name in ("outlib", "outlib2"):
        module = sandbox.symbols(sandbox.build / f"lib{name}.app.o")
        assert module["private_helper"] == ["t"]
    image = sandbox.symbols(Path(f"{sandbox.image}.dbg"))
    assert image["private_helper"] == ["t", "t"]
    assert image["outlib_one"] == image["outlib_two"] == ["T"]


def test_exported_symbol_appears(sandbox: Sandbox) -> None:
    """A change of exportsyms.uk relinks, and two globals of a name clash."""
    sandbox.make()
    for name in ("outlib", "outlib2"):
        with (sandbox.outside / name / "exportsyms.uk").open("a") as stream:
            stream.write("private_helper  # for a test\n")
    run = sandbox.make(check=False)
    assert run.status != 0
    assert "multiple definition of `private_helper'" in run.output


def test_localsyms(sandbox: Sandbox) -> None:
    """localsyms.uk hides what it lists, the rest stays global."""
    folder = sandbox.outside / "outlib"
    (folder / "exportsyms.uk").unlink()
    (folder / "localsyms.uk").write_text("private_helper\n")
    sandbox.make()
    module = sandbox.symbols(sandbox.build / "liboutlib.app.o")
    assert module["private_helper"] == ["t"]
    assert module["outlib_one"] == ["T"]


def test_fragment(sandbox: Sandbox) -> None:
    """The application's linker script puts its table behind .rodata."""
    sandbox.make()
    image = sandbox.symbols(Path(f"{sandbox.image}.dbg"))
    assert image["outapp_table_start"] == ["R"]


def test_module_off(sandbox: Sandbox) -> None:
    """A library that is off is neither built nor linked."""
    sandbox.configure("# CONFIG_LIBOUTLIB2 is not set")
    run = sandbox.make("libs", check=False)
    assert not any("liboutlib2" in step for step in run.steps())
    assert not (sandbox.build / "liboutlib2").exists()


def test_names(sandbox: Sandbox) -> None:
    """N= names the image, and a copied folder does not keep the old name."""
    sandbox.make("olddefconfig")
    assert "UK_NAME" not in (sandbox.app / ".config").read_text()
    sandbox.make("N=other")
    assert (sandbox.build / "other_out-x86_64").is_file()
    sandbox.app.rename(sandbox.outside / "copy")
    sandbox.make(app=sandbox.outside / "copy")
    assert (sandbox.outside / "copy/build/copy_out-x86_64").is_file()
