#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Everything that the build asks of Kconfig (Debian's python3-kconfiglib).

    kconfig.py GOAL [FILE]     edits $KCONFIG_CONFIG; goals as in `make help`
    kconfig.py sync BUILD_DIR  writes config.mk, include/uk/_config.h and the
                               options' stamps for the build

Exit status: 0 done, 1 the configuration is wrong, 2 the call is wrong.
Each build begins with it: what only some goals need they import.
"""

import os
import re
import sys
import types

try:
    import kconfiglib
except ImportError:
    sys.exit("kconfig.py: the Python module kconfiglib is missing; Debian has "
             "it in the package python3-kconfiglib (make setup installs it)")

# in two words each, so that they are not taken for this file's own
SPDX = ("SPDX-License-" "Identifier: BSD-3-Clause",
        "SPDX-FileCopyright" "Text: The Epimetheus Authors")
ASSIGNMENT = re.compile(r"#? ?(CONFIG_\w+|UK_FULLVERSION) := (.*)")


def load(config: "str | None") -> kconfiglib.Kconfig:
    """The tree of options, with the values of the file config if given."""
    kconf = kconfiglib.Kconfig("Config.uk", warn_to_stderr=False)
    kconf.warn_assign_override = False
    kconf.warn_assign_redun = False
    if config is not None:
        kconf.load_config(config)
    for warning in kconf.warnings:
        print(f"kconfig: {warning}", file=sys.stderr)
    return kconf


def save(kconf: kconfiglib.Kconfig) -> None:
    """Writes $KCONFIG_CONFIG. The image's name is left out while it is the
    application's folder's, so that a copied folder does not keep the name."""
    text = kconf._config_contents("# Written by make; `make menuconfig` edits it\n")
    default = f'CONFIG_UK_NAME="{os.environ["UK_NAME"]}"\n'
    write_if_changed(os.environ["KCONFIG_CONFIG"], text.replace(default, ""))


def read(path: str) -> "str | None":
    """The text of a file, None if there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def write_if_changed(path: str, text: str) -> None:
    if read(path) != text:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        write(path, text)


def options(kconf: kconfiglib.Kconfig) -> "dict[str, str]":
    """Options that are set, with their values as .config spells them."""
    values = {}
    for sym in kconf.unique_defined_syms:
        line = sym.config_string
        if line.startswith("CONFIG_"):
            name, value = line.rstrip("\n").split("=", 1)
            values[name] = value
    return values


def header_text(kconf: kconfiglib.Kconfig) -> str:
    """uk/_config.h: each option as a macro, and the version."""
    head = "".join(f"/* {line} */\n" for line in SPDX)
    for name in ("UK_CODENAME", "UK_VERSION", "UK_FULLVERSION"):
        head += f"#define {name} {os.environ[name]}\n"
    return kconf._autoconf_contents(head)


def sync(build: str) -> None:
    kconf = load(os.environ["KCONFIG_CONFIG"])
    if os.environ.get("UK_NAME_OVERRIDE"):
        kconf.syms["UK_NAME"].set_value(os.environ["UK_NAME_OVERRIDE"])
    write_if_changed(f"{build}/include/uk/_config.h", header_text(kconf))

    new = options(kconf)
    new["UK_FULLVERSION"] = os.environ["UK_FULLVERSION"]
    makefile = f"{build}/config.mk"
    escaped = {name: value.replace("$", "$$").replace("#", "\\#")
               for name, value in new.items()}
    before = read(makefile)
    if before is not None:
        old = dict(ASSIGNMENT.findall(before))
        stamps = f"{build}/include/config"
        os.makedirs(stamps, exist_ok=True)
        for name in old.keys() | escaped.keys():
            if old.get(name) != escaped.get(name):
                write(f"{stamps}/{name}", "")

    sources = [os.path.join(kconf.srctree, name)
               for name in kconf.kconfig_filenames]
    lines = [f"# {line}" for line in SPDX]
    # The version as a comment: make knows a newer one when this file is stale
    lines += [("# " if name == "UK_FULLVERSION" else "") + f"{name} := {value}"
              for name, value in escaped.items()]
    lines += ["UK_HAVE_CONFIG := y", "",
              f"{makefile}: {' '.join(sources)}",
              f"{' '.join(sources)}: ;"]
    write(makefile, "\n".join(lines) + "\n")


def free_symbols(kconf: kconfiglib.Kconfig) -> "list[kconfiglib.Symbol]":
    """Options that $KCONFIG_ALLCONFIG (a file) does not decide, choices aside."""
    fixed = os.environ.get("KCONFIG_ALLCONFIG")
    if fixed:
        kconf.load_config(fixed)
    return [sym for sym in kconf.unique_defined_syms
            if sym.choice is None and sym.user_value is None]


def randomise(kconf: kconfiglib.Kconfig, seed: int) -> None:
    """Gives every free option that a user can see a random value. Three rounds,
    since a value makes other options visible."""
    from random import Random

    rng = Random(seed)
    free = free_symbols(kconf)
    choices = [c for c in kconf.unique_choices if c.user_selection is None]
    for _ in range(3):
        for choice in choices:
            candidates = [sym for sym in choice.syms if sym.visibility]
            if candidates and choice.visibility:
                rng.choice(candidates).set_value(2)
        for sym in free:
            if len(sym.assignable) > 1:
                sym.set_value(rng.choice(sym.assignable))


def set_all(kconf: kconfiglib.Kconfig, value: int) -> None:
    free = free_symbols(kconf)
    for _ in range(3):
        for sym in free:
            if value in sym.assignable:
                sym.set_value(value)


def ask(kconf: kconfiglib.Kconfig) -> None:
    """Asks for every option that has no value yet. An answer can make others
    visible: they are asked for in a further round."""
    asker = __import__("oldconfig")
    asker.conf_changed = True
    while asker.conf_changed:
        asker.conf_changed = False
        for node in kconf.node_iter():
            asker.oldconfig(node)


def draw(module: types.ModuleType, kconf: kconfiglib.Kconfig) -> None:
    """Lets the user edit; says so when the terminal is not up to it."""
    import curses

    try:
        getattr(module, module.__name__)(kconf)
    except curses.error as error:
        config = os.environ["KCONFIG_CONFIG"]
        raise OSError(f"{module.__name__} cannot draw on this terminal "
                      f"({error}): set TERM to its kind, or edit {config} "
                      "and run make olddefconfig") from error


def edit(goal: str, argument: "str | None") -> None:
    config = os.environ["KCONFIG_CONFIG"]
    existing = config if os.path.exists(config) else None
    if goal in ("menuconfig", "nconfig", "guiconfig"):
        module = __import__("guiconfig" if goal == "guiconfig" else "menuconfig")
        kconf = load(existing)
        draw(module, kconf)
        if os.path.exists(config):
            save(load(config))
        return
    if goal == "defconfig":
        kconf = load(argument)
    elif goal in ("config", "oldconfig"):
        kconf = load(existing)
        ask(kconf)
    elif goal == "olddefconfig":
        kconf = load(existing)
    elif goal == "savedefconfig":
        kconf = load(existing)
        target = argument or os.path.join(os.environ["UK_APP"], "defconfig")
        kconf.write_min_config(target, header="")
        print(f"kconfig: wrote {target}")
        return
    elif goal == "listnewconfig":
        kconf = load(existing)
        for sym in kconf.unique_defined_syms:
            if sym.user_value is None and sym.visibility and sym.choice is None:
                print(sym.config_string, end="")
        return
    elif goal in ("allyesconfig", "allnoconfig"):
        kconf = load(None)
        set_all(kconf, 2 if goal == "allyesconfig" else 0)
    elif goal == "randconfig":
        seed = int(os.environ.get("KCONFIG_SEED")
                   or int.from_bytes(os.urandom(4), "little"))
        print(f"kconfig: KCONFIG_SEED={seed}")
        kconf = load(None)
        randomise(kconf, seed)
    else:
        print(f"kconfig.py: unknown goal {goal}", file=sys.stderr)
        sys.exit(2)
    save(kconf)


def main(argv: "list[str]") -> int:
    if len(argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if argv[1] == "sync":
            sync(argv[2])
        else:
            edit(argv[1], argv[2] if len(argv) > 2 else None)
    except ImportError as error:
        print(f"kconfig: {error}; Debian has tkinter, for guiconfig, in the "
              "package python3-tk", file=sys.stderr)
        return 1
    except (kconfiglib.KconfigError, OSError) as error:
        print(f"kconfig: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
