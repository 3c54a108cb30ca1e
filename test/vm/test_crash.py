# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Each way to crash has its words, its function and its exit status."""

from __future__ import annotations

import re

import pytest

from crash.configurations import APP, FULL

ARCHITECTURES = ("x86_64", "arm64")

# How the application is told to crash: exit status, words, and the function
# that the line "At:" names
CRASHES = {
    "words": (64, "The reason is number 42", "crash_words"),
    "assert": (65, r"Assertion failure: one \+ one == 3", "crash_assert"),
    "null": (66, "NULL pointer: read of unmapped memory at 0x18",
             "crash_null_read"),
    "text": (67, "write to read-only memory", "crash_text_write"),
    "exec": (68, "execution of no-execute memory", "crash_data_exec"),
    "wild": (69, "write to unmapped memory at 0x123456789000",
             "crash_wild_write"),
    "stack": (70, "tack overflow", "trap_recurse"),
    "recursion": (70, "Stack overflow", "crash_recurse"),
    "canary": (71, "Stack smashed", "crash_canary"),
    "divide": (72, "division", "crash_divide"),
    "invalid": (73, "invalid (opcode|instruction)",
                "crash_invalid_op"),
    "nested": (75, "Fault inside a fault: .*write to unmapped memory at "
               "0x223456789000", "trap_fault"),
}

# Those that are reported by a trap have registers and memory to show
BY_TRAP = {"null", "text", "exec", "wild", "stack", "recursion", "nested"}


def crash(build, boot, arch: str, how: str, **options):
    image = build(APP, {"LIBUKSP": True, **options}, arch=arch)
    return boot(image, append=how)


@pytest.mark.parametrize("arch", ARCHITECTURES)
@pytest.mark.parametrize("how", CRASHES)
def test_crash(build, boot, arch: str, how: str) -> None:
    status, words, function = CRASHES[how]
    result = crash(build, boot, arch, how)
    text = result.text
    assert result.status == status, text
    assert re.search(rf"CRIT: .*{words}", text), text
    assert re.search(rf"^At: .*\b{function}\+0x", text, re.M), text
    assert re.search(rf"^  0x[0-9a-f]{{16}} {function}\+0x", text, re.M), text
    assert f"Crashing with status {status}\n" in text
    assert "still alive" not in text
    if how in BY_TRAP:
        assert "Registers:" in text and "Memory around 0x" in text, text


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_call_chain_reaches_main(build, boot, arch: str) -> None:
    result = crash(build, boot, arch, "wild")
    calls = result.text.split("Calls:")[1].split("Stack:")[0]
    assert re.findall(r" (\w+)\+0x", calls)[:2] == ["crash_wild_write", "main"]


# Neither names nor messages: what a crash says all the same
QUIET = {"LIBUKDEBUG_SYMBOLS": False, "LIBUKDEBUG_PRINTK": False}


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_without_names_addresses_remain(build, boot, arch: str) -> None:
    result = crash(build, boot, arch, "text", **QUIET)
    assert result.status == 67
    assert re.search(r"^At: 0x[0-9a-f]{16}\b", result.text, re.M)
    assert "crash_text_write" not in result.text


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_without_messages_a_crash_is_told(build, boot, arch: str) -> None:
    result = crash(build, boot, arch, "assert", **QUIET)
    assert result.status == 65
    assert "Assertion failure: one + one == 3" in result.text


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_the_thread_has_its_name(build, boot, arch: str) -> None:
    image = build(APP, FULL, arch=arch)
    result = boot(image, append="stack")
    assert result.status == 70
    assert "\nThread: init, kernel stack 0x" in result.text, result.text
