# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What hello costs: guest instructions and bytes, and what it may cost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import icount
from lib import build, guest


@dataclass(frozen=True)
class Budget:
    """A machine on which hello runs, and the most that it may cost there.

    whole counts from power-on, firmware included; image from the first
    instruction of ours. None: printed, not promised.
    """

    name: str
    arch: str
    machine: str
    whole: int | None = None
    image: int | None = None
    options: tuple[tuple[str, bool], ...] = ()


BUDGETS = (
    Budget("x86_64 pc", "x86_64", "pc", image=250_000),
    Budget("x86_64 q35", "x86_64", "q35", image=250_000),
    Budget("x86_64 microvm", "x86_64", "microvm", whole=250_000),
    Budget("arm64 virt, GICv2", "arm64", "virt,gic-version=2", image=250_000),
    Budget("arm64 virt, GICv3", "arm64", "virt,gic-version=3", image=250_000),
)

# Bytes of the stripped image in the default configuration.
SIZES = {"x86_64": 96 * 1024, "arm64": 112 * 1024}

# Bytes with configs/helloworld_tiny.
TINY_SIZE = 48 * 1024


def image_for(budget: Budget) -> build.Image:
    """hello in the default configuration, built for the machine."""
    return build.build("app/helloworld", dict(budget.options),
                       arch=budget.arch)


def measure(budget: Budget, image: build.Image) -> icount.Count:
    """Boots hello under the counter."""
    command = guest.command(image.path, budget.arch, budget.machine)
    return icount.run(command, icount.build_plugin(build.folder_root()),
                      icount.entry_address(image.path))


def tiny_options() -> dict[str, bool | int | str]:
    """The options of the named configuration for size."""
    options: dict[str, bool | int | str] = {}
    path = Path(build.ROOT) / "configs" / "helloworld_tiny"
    for row in path.read_text().splitlines():
        if row.startswith("CONFIG_") and "=" in row:
            name, value = row[len("CONFIG_"):].split("=", 1)
            options[name] = {"y": True}.get(value, value.strip('"'))
        elif row.startswith("# CONFIG_") and row.endswith(" is not set"):
            options[row.split()[1][len("CONFIG_"):]] = False
    return options
