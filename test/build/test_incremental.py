# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What has to be built anew is, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from conftest import Sandbox

RELINK = ["LD outapp_out-x86_64.dbg", "STRIP outapp_out-x86_64"]


def touch(path: Path) -> None:
    """Makes the file newer than everything that was built."""
    os.utime(path)


def module(name: str, *objects: str, exports: bool = True) -> list[str]:
    """Steps that rebuild objects of a module and link it."""
    steps = [f"CC {name}: {obj}" for obj in objects]
    steps.append(f"LD {name}: {name}.app.o")
    if exports:
        steps.append(f"OBJCOPY {name}: {name}.app.o")
    return steps


def app(*objects: str) -> list[str]:
    return module("appoutapp", *objects, exports=False)


def test_nothing_to_do(sandbox: Sandbox) -> None:
    sandbox.make()
    for _ in range(2):
        run = sandbox.make()
        assert "Nothing to be done for 'all'" in run.output
        assert run.steps() == []
    print(f"no-op of a small image: {run.seconds:.3f} s")
    assert run.seconds < 1


def test_one_source(sandbox: Sandbox) -> None:
    sandbox.make()
    touch(sandbox.outside / "outlib" / "helper.c")
    assert sandbox.make().steps() == module("liboutlib", "helper.o") + RELINK


def test_header(sandbox: Sandbox) -> None:
    sandbox.make()
    touch(sandbox.outside / "outlib/include/out/one.h")
    assert sorted(sandbox.make().steps()) == sorted(
        module("liboutlib", "one.o") + app("main.o") + RELINK)


def test_header_removed(sandbox: Sandbox) -> None:
    """A header that is gone and no longer included is no error."""
    sandbox.make()
    (sandbox.app / "include/which.h").unlink()
    main = sandbox.app / "main.c"
    main.write_text(main.read_text().replace('#include "which.h"',
                                             '#define WHICH "none"'))
    assert sandbox.make().steps() == app("main.o") + RELINK


def test_option_rebuilds_its_users(sandbox: Sandbox) -> None:
    """An option that one file names; there and back again."""
    sandbox.make()
    for text in ("moin", "servus"):
        sandbox.configure(f'CONFIG_APPOUTAPP_GREETING="{text}"')
        assert sandbox.make().steps() == (
            ["CONFIG .config"] + app("main.o") + RELINK)
        assert text.encode() in sandbox.image.read_bytes()


def test_option_in_header(sandbox: Sandbox) -> None:
    """An option that only a header names rebuilds what includes it."""
    header = sandbox.outside / "outlib/include/out/one.h"
    header.write_text(header.read_text().replace(
        "int outlib_one", "#ifdef CONFIG_APPOUTAPP_EXTRA\n"
        "#define OUT_EXTRA 1\n#endif\nint outlib_one"))
    sandbox.make()
    sandbox.configure("CONFIG_APPOUTAPP_EXTRA=y")
    assert sorted(sandbox.make().steps()) == sorted(
        ["CONFIG .config"] + module("liboutlib", "one.o")
        + app("main.o", "extra.o") + RELINK)


def test_pasted_option(sandbox: Sandbox) -> None:
    """A file that pastes an option's name together is built anew for all."""
    helper = sandbox.outside / "outlib/helper.c"
    helper.write_text(helper.read_text()
                      + "\n#define IS_ON(name) defined(CONFIG_##name)\n")
    sandbox.make()
    sandbox.configure('CONFIG_APPOUTAPP_GREETING="moin"')
    assert "CC liboutlib: helper.o" in sandbox.make().steps()


def test_option_nobody_uses(sandbox: Sandbox) -> None:
    with (sandbox.app / "Config.uk").open("a") as stream:
        stream.write("\nconfig NOBODY\n\tint \"nobody\"\n\tdefault 1\n")
    sandbox.make()
    sandbox.configure("CONFIG_NOBODY=2")
    assert sandbox.make().steps() == ["CONFIG .config"]


def test_source_leaves(sandbox: Sandbox) -> None:
    """A source that an option takes away leaves the module."""
    sandbox.configure("CONFIG_APPOUTAPP_EXTRA=y")
    sandbox.make()
    sandbox.configure()
    sandbox.make()
    assert b"extra %d" not in sandbox.image.read_bytes()


def test_flags_of_a_file(sandbox: Sandbox) -> None:
    sandbox.configure("CONFIG_APPOUTAPP_EXTRA=y")
    sandbox.make()
    rules = sandbox.app / "Makefile.uk"
    rules.write_text(rules.read_text().replace("=42", "=43"))
    assert sandbox.make().steps() == app("extra.o") + RELINK


def test_flags_of_a_module(sandbox: Sandbox) -> None:
    sandbox.make()
    with (sandbox.outside / "outlib/Makefile.uk").open("a") as stream:
        stream.write("LIBOUTLIB_CFLAGS-y += -DSOMETHING\n")
    assert sandbox.make().steps() == (
        module("liboutlib", "one.o", "helper.o") + RELINK)


def test_flags_of_all(sandbox: Sandbox) -> None:
    sandbox.make()
    run = sandbox.make("CFLAGS_EXTRA=-DSOMETHING")
    objects = [s for s in run.steps() if s.startswith("CC ")]
    assert len(objects) == 6


def test_linker_script(sandbox: Sandbox) -> None:
    """A linker script and its fragments are prerequisites."""
    sandbox.make()
    touch(sandbox.app / "table.lds.S")
    assert sandbox.make().steps() == ["LDS table.lds"] + RELINK
    touch(sandbox.outside / "outplat/link.lds.S")
    assert sandbox.make().steps() == ["LDS out.lds"] + RELINK


def test_interrupted(sandbox: Sandbox) -> None:
    """Objects whose dependencies were never refined are built correctly."""
    sandbox.make("objs")
    sandbox.configure('CONFIG_APPOUTAPP_GREETING="moin"')
    sandbox.make()
    assert b"moin" in sandbox.image.read_bytes()


def test_version(sandbox: Sandbox) -> None:
    """Another commit rebuilds what names the version."""
    helper = sandbox.outside / "outlib/helper.c"
    helper.write_text(helper.read_text()
                      + '\n#define TEXT(x) #x\n#define TEXT2(x) TEXT(x)\n'
                      'const char version[] = TEXT2(UK_FULLVERSION);\n')
    sandbox.make()
    cmdline = sandbox.root / "support/build/cmdline.mk"
    cmdline.write_text(cmdline.read_text().replace("UK_EXTRAVERSION := 0",
                                                   "UK_EXTRAVERSION := 99"))
    steps = sandbox.make().steps()
    assert steps == (["CONFIG .config"] + module("liboutlib", "helper.o")
                     + RELINK)
    module_file = sandbox.build / "liboutlib/helper.o"
    assert b"0.12.99" in module_file.read_bytes()


def test_config_header_twice(sandbox: Sandbox) -> None:
    """A source that includes the configuration itself depends no more on it."""
    header = sandbox.root / "include/uk/config.h"
    header.parent.mkdir(parents=True)
    header.write_text("#include <uk/_config.h>\n")
    helper = sandbox.outside / "outlib/helper.c"
    helper.write_text("#include <uk/config.h>\n" + helper.read_text())
    sandbox.make()
    sandbox.configure('CONFIG_APPOUTAPP_GREETING="moin"')
    assert sandbox.make().steps() == (
        ["CONFIG .config"] + app("main.o") + RELINK)
