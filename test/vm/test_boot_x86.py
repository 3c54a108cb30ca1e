# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Boot on QEMU's PC machines, by both protocols, with little and much memory."""

from __future__ import annotations

import re
import struct
import time
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

APP = Path(__file__).resolve().parent / "boot_app"
EXIT_MEMORY = 76

MACHINES = ("q35", "pc", "microvm")
PROTOCOLS = {"multiboot": {}, "pvh": {"BOOT_MULTIBOOT": False}}
MIB = 1 << 20
GIB = 1 << 30

FREE, RESERVED, KERNEL, INITRD, CMDLINE = 1, 2, 4, 8, 0x10
READ, WRITE, EXECUTE = 1, 2, 4
DIRECT_MAP = 0xFFFFFF8000000000
IMAGE_MAP = 0xFFFFFFFF80000000


def regions(text: str) -> list[tuple[int, int, int, int, int]]:
    """(pbase, len, vbase, type, flags) of each region that boot_app prints."""
    lines = re.findall(r"^region (\w+) (\w+) (\w+) (\w+) (\w+)$", text, re.M)
    return [tuple(int(v, 16) for v in line) for line in lines]


@pytest.mark.parametrize("memory", ("2M", "64M", "5G"))
@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("machine", MACHINES)
def test_hello(build, boot, machine, protocol, memory):
    image = build("app/helloworld", PROTOCOLS[protocol])
    result = boot(image, machine=machine, memory=memory, append="one 'two 3'")
    assert result.status == 0, result.output
    assert "Hello world!" in result.text
    assert '"one" "two 3"' in result.text


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("machine", MACHINES)
def test_bootinfo(build, boot, machine, protocol, tmp_path):
    """Regions do not overlap, all memory is found, the initial RAM disk and
    the command line are whole."""
    initrd = tmp_path / "initrd"
    data = bytes(i * 7 & 0xFF for i in range(100_001))
    initrd.write_bytes(data)
    long = "x" * 3000
    image = build(APP, PROTOCOLS[protocol])
    result = boot(image, machine=machine, memory="64M", initrd=initrd,
                  append=f"a 'b c' {long}")
    assert result.status == 0, result.output
    text = result.text
    assert f"protocol {protocol}\n" in text
    if protocol == "multiboot":
        assert "loader qemu\n" in text
        assert f"arg 0 [{image.path}]" in text
    else:
        assert "arg 0 [boot_app]" in text
    assert "arg 1 [a]\narg 2 [b c]\n" in text
    assert f"arg 3 [{long}]\n" in text
    assert f"initrd {len(data)} bytes sum {sum(data)}\n" in text

    found = regions(text)
    assert found == sorted(found)
    for a, b in zip(found, found[1:]):
        assert a[0] + a[1] <= b[0], "regions overlap"
    free = sum(r[1] for r in found if r[3] == FREE)
    assert free > 62 * MIB
    assert any(r[0] < MIB and r[3] == FREE for r in found), "low memory"
    assert all(r[0] >= 0x1000 for r in found if r[3] == FREE)
    kernel = [r for r in found if r[3] == KERNEL]
    assert [r[4] & 7 for r in kernel] == [READ | EXECUTE, READ, READ | WRITE]
    assert all(r[2] - r[0] == IMAGE_MAP for r in kernel)
    assert kernel[0][0] == MIB
    assert [r[1] for r in found if r[3] == INITRD] == [len(data)]
    assert len([r for r in found if r[3] == CMDLINE]) == 1


@pytest.mark.parametrize("machine", MACHINES)
def test_memory_above_the_hole(build, boot, machine):
    result = boot(build(APP), machine=machine, memory="5G")
    assert result.status == 0, result.output
    free = [r for r in regions(result.text) if r[3] == FREE]
    assert sum(r[1] for r in free) > 5 * GIB - 8 * MIB
    assert any(r[0] == 4 * GIB for r in free)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_initrd_with_much_memory(build, boot, protocol, tmp_path):
    """It may lie above what the start code maps."""
    initrd = tmp_path / "initrd"
    data = bytes(i * 13 & 0xFF for i in range(3 * MIB + 5))
    initrd.write_bytes(data)
    result = boot(build(APP, PROTOCOLS[protocol]), memory="5G", initrd=initrd)
    assert result.status == 0, result.output
    assert f"initrd {len(data)} bytes sum {sum(data)}\n" in result.text


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_no_arguments(build, boot, protocol):
    result = boot(build(APP, PROTOCOLS[protocol]))
    assert result.status == 0, result.output
    assert result.text.count("\narg ") == 1


def test_region_names(build, boot, tmp_path):
    initrd = tmp_path / "some.cpio"
    initrd.write_bytes(b"hello")
    image = build(APP, {"UKPLAT_MEMRNAME": True,
                        "LIBUKDEBUG_PRINTK_INFO": True})
    result = boot(image, initrd=initrd, append="a")
    assert result.status == 0, result.output
    assert "Boot loader : qemu-multiboot" in result.text
    assert re.search(r"r-x ffffffff80100000 krnl boot_app", result.text)
    name = re.escape(str(initrd)[:36])
    assert re.search(rf"r-- \w+ ramd {name}$", result.text, re.M)


@pytest.mark.parametrize("machine", MACHINES)
def test_clocks(build, boot, machine):
    result = boot(build(APP), machine=machine)
    assert result.status == 0, result.output
    assert "clock runs\n" in result.text
    slept = int(re.search(r"^slept (\d+) ms$", result.text, re.M).group(1))
    assert 150 <= slept < 2000
    wall = int(re.search(r"^wall (\d+)$", result.text, re.M).group(1))
    assert abs(wall - time.time()) < 120


@pytest.mark.parametrize("machine", MACHINES)
def test_restart(build, boot, machine):
    result = boot(build(APP), machine=machine, append="restart",
                  extra=["-action", "reboot=reset"])
    assert result.status == 0, result.output
    assert result.text.count("\nprotocol ") == 2
    assert "restarted\n" in result.text


def test_large_image(build, boot):
    """More .bss and data than the tables for 4 KiB pages reach."""
    image = build(APP, {"APPBOOT_BSS": True, "APPBOOT_DATA": True})
    result = boot(image, memory="64M")
    assert result.status == 0, result.output
    assert "bss 1\n" in result.text
    assert "data 2\n" in result.text


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("machine", MACHINES)
def test_too_little_for_bss(build, boot, machine, protocol):
    image = build(APP, {"APPBOOT_BSS": True, **PROTOCOLS[protocol]})
    result = boot(image, machine=machine, memory="4M")
    assert result.status == EXIT_MEMORY, result.output
    match = re.search(r"Not enough memory: the machine has (\d+) KiB, "
                      r"the image alone needs (\d+) KiB", result.text)
    assert match, result.output
    assert 3000 < int(match.group(1)) <= 4096
    assert int(match.group(2)) > 9 * 1024
    # and so much is enough, with what the heap wants
    enough = (int(match.group(2)) + 1024) // 1024 + 1
    assert boot(image, machine=machine, memory=f"{enough}M").status == 0


@pytest.mark.parametrize("machine", MACHINES)
def test_too_little_for_data(build, boot, machine):
    """Not even the early page tables fit: the start code says so."""
    result = boot(build(APP, {"APPBOOT_DATA": True}), machine=machine,
                  memory="3M")
    assert result.status == EXIT_MEMORY, result.output
    match = re.search(r"Not enough memory: the image alone needs (\d+) KiB",
                      result.text)
    assert match, result.output
    assert int(match.group(1)) > 5 * 1024


def test_processor_without_nx(build, boot):
    result = boot(build("app/helloworld"), extra=["-cpu", "max,nx=off"])
    assert result.status == 64, result.output
    assert "lacks 64-bit mode or no-execute pages" in result.text


@pytest.mark.parametrize("cpu", ("qemu64", "Nehalem", "Haswell", "EPYC"))
def test_other_processors(build, boot, cpu):
    result = boot(build("app/helloworld"), extra=["-cpu", cpu])
    assert result.status == 0, result.output
    assert "Hello world!" in result.text


@pytest.mark.parametrize("drivers", (("LIBPIC",), ("LIBTSC", "LIBPIT"),
                                     ("LIBCMOS",), ("X86_64_HAVE_RANDOM",)))
def test_without_drivers(build, boot, drivers):
    result = boot(build("app/helloworld", {name: False for name in drivers}))
    assert result.status == 0, result.output
    assert "Hello world!" in result.text


def test_image_file(build):
    """ELF32 for i386, three loaded segments of which none is writable and
    executable, the Multiboot header in the first 8 KiB."""
    image = build("app/helloworld")
    data = image.path.read_bytes()
    with image.path.open("rb") as stream:
        elf = ELFFile(stream)
        assert elf.elfclass == 32
        assert elf["e_type"] == "ET_EXEC"
        assert elf["e_machine"] == "EM_386"
        segments = list(elf.iter_segments())
        loads = [s for s in segments if s["p_type"] == "PT_LOAD"]
        assert [s["p_flags"] for s in loads] == [5, 4, 6]
        for s in loads:
            assert s["p_vaddr"] == s["p_paddr"]
            assert s["p_vaddr"] % s["p_align"] == s["p_offset"] % s["p_align"]
        assert loads[0]["p_paddr"] == MIB
        assert any(s["p_type"] == "PT_TLS" for s in segments)
        stack = [s for s in segments if s["p_type"] == "PT_GNU_STACK"]
        assert [s["p_flags"] for s in stack] == [6]
        entry = elf["e_entry"]
    assert loads[0]["p_paddr"] <= entry < loads[0]["p_paddr"] + 4096
    at = data.index(struct.pack("<I", 0x1BADB002))
    assert at < 8192 and at % 4 == 0
    magic, flags, checksum = struct.unpack_from("<III", data, at)
    assert (magic + flags + checksum) & 0xFFFFFFFF == 0
    assert not flags & 0x10000, "no a.out kludge"


def test_bootinfo_section(build):
    """mkbootinfo.py filled the section: the image's own three regions."""
    image = build("app/helloworld")
    with image.debug.open("rb") as stream:
        elf = ELFFile(stream)
        section = elf.get_section_by_name(".uk_bootinfo")
        data = section.data()
        loads = [s for s in elf.iter_segments() if s["p_type"] == "PT_LOAD"]
    magic, version = struct.unpack_from("<IB", data)
    capacity, count = struct.unpack_from("<II", data, 48)
    assert (magic, version) == (0xB007B0B0, 1)
    assert capacity == (len(data) - 56) // 32 and count == len(loads) == 3
    for i, load in enumerate(loads):
        pbase, vbase, length, kind, flags = struct.unpack_from(
            "<QQQHH", data, 56 + 32 * i)
        assert (pbase, vbase) == (load["p_paddr"], load["p_vaddr"])
        assert load["p_memsz"] <= length < load["p_memsz"] + 4096
        assert kind == KERNEL
        assert flags & 7 == load["p_flags"] & 2 |             (load["p_flags"] & 1) << 2 | (load["p_flags"] & 4) >> 2
