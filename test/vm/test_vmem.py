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
    "jump": (69, "execution of unmapped memory at 0x123456789000", None),
    "recursion": (70, "Stack overflow: no memory at", None),
    "overrun": (69, "write to unmapped memory", None),
    "underrun": (69, "write to unmapped memory", None),
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
    if how == "recursion":  # the stack is an area of the kernel's
        assert re.search(r"^    0x[0-9a-f-x]+ rw- kernel stack", text, re.M), text
    if how in ("overrun", "underrun"):  # next to it
        assert re.search(r"^    0x[0-9a-f-x]+ rw- heap\r?$", text, re.M), text
    if how == "readonly":
        assert "reads 0\n" in text
    if how == "oom":
        assert "\nreserved: -12\n" in text and "not reserved: 0\n" in text


BASE = 0x1000000000  # LIBUKVMEM_DEFAULT_BASE


def places(boot, image, append: str) -> list[int]:
    text = boot(image, append=append, memory="32M").text
    found = re.search(r"^places (\w+) (\w+) (\w+)\r?$", text, re.M)
    assert found, text
    return [int(place, 16) for place in found.groups()]


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_places_are_random(build, boot, arch: str) -> None:
    """28 bits for each kind; two that are equal are one in 2^28."""
    image = build("test/vm/vmem", {"LIBUKSP": True}, arch=arch)
    seen = [places(boot, image, "places") for _ in range(2)]
    flat = seen[0] + seen[1]
    assert len(set(flat)) == len(flat), seen
    assert all(BASE <= place < BASE + (1 << 40) and place % 4096 == 0
               for place in flat), seen
    # off: one behind the other from the base on
    fixed = [BASE, BASE + 0x10000, BASE + 0x20000]
    assert places(boot, image, "vmem.aslr=0 -- places") == fixed
    assert places(boot, image, "vmem.aslr=0 -- places") == fixed


@pytest.mark.parametrize("policy, second", [("0", 0), ("1", 0), ("2", -12)])
def test_overcommit(build, boot, policy: str, second: int) -> None:
    image = build("test/vm/vmem", {"LIBUKSP": True})
    text = boot(image, append=f"vmem.overcommit={policy} -- promise",
                memory="32M").text
    assert f"\npromised: 0 {second}" in text.replace("\r", ""), text


@pytest.mark.parametrize("arch", ARCHITECTURES)
@pytest.mark.parametrize("how", ENDS)
def test_the_thread_is_named(build, boot, arch: str, how: str) -> None:
    status, words, _ = ENDS[how]
    image = build("test/vm/vmem", {"LIBUKSP": True, "LIBUKSCHED": True,
                                   "LIBUKSCHEDCOOP": True,
                                   "APPVMEM_THREAD": True}, arch=arch)
    result = boot(image, append=how, memory="32M")
    text = result.text
    assert result.status == status, text
    assert re.search(rf"CRIT: .*{words}", text), text
    assert "\nThread: careless, kernel stack 0x" in text, text
