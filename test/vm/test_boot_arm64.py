# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Boot on arm64: every way in, memory, devices, ends."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from lib import build as build_module
from lib import process

MIB = 1 << 20
NUMA_4G = ["-object", "memory-backend-ram,id=a,size=1G",
           "-object", "memory-backend-ram,id=b,size=3G",
           "-numa", "node,memdev=a", "-numa", "node,memdev=b"]


@pytest.fixture(scope="module", params=["gcc", "clang"])
def hello(request, build):
    """The default image, by both compilers."""
    return build(arch="arm64", compiler=request.param)


@pytest.fixture(scope="module")
def machine(build):
    """The application that says what the machine has."""
    return build("test/vm/machine", arch="arm64")


def raw(image: build_module.Image) -> Path:
    """The Linux Image beside an ELF file."""
    return image.path.with_name(image.path.name + ".Image")


def value(result, name: str) -> str:
    """What the guest said behind 'name: '."""
    found = re.search(rf"^{name}: (.*)$", result.text, re.M)
    assert found, f"no {name} in:\n{result.text}"
    return found.group(1)


@pytest.mark.parametrize("kind", ["elf", "image"])
@pytest.mark.parametrize("memory", ["64M", "4G"])
@pytest.mark.parametrize("gic", [2, 3])
def test_hello(hello, boot, gic, memory, kind):
    path = raw(hello) if kind == "image" else hello.path
    result = boot(path, arch="arm64", machine=f"virt,gic-version={gic}",
                  memory=memory, append="one 'two three'")
    assert result.status == 0, result.text
    assert "Hello world!" in result.text
    assert 'Arguments: "helloworld" "one" "two three"' in result.text


@pytest.mark.parametrize("options,cpu", [
    ("virt,virtualization=on", "max"),
    ("virt,virtualization=on,gic-version=3", "max"),
    ("virt", "cortex-a57"),
    ("virt,highmem=off", "cortex-a72"),
])
def test_other_machines(hello, boot, options, cpu):
    """From EL2, where power-off is an SMC; CPUs of Armv8.0."""
    result = boot(hello.path, arch="arm64", machine=options,
                  extra=["-cpu", cpu])
    assert result.status == 0, result.text
    assert "Hello world!" in result.text


def test_no_semihosting(machine, boot):
    """A status that nobody listens to ends in a plain power-off."""
    result = boot(machine, append="status 9",
                  extra=["-semihosting-config", "enable=off"])
    assert result.status == 0 and not result.timed_out, result.text


@pytest.mark.parametrize("status", [0, 1, 7, 63])
def test_status(machine, boot, status):
    assert boot(machine, append=f"status {status}").status == status


@pytest.mark.parametrize("memory,extra,least", [
    ("64M", [], 58), ("4G", [], 4080), ("4G", NUMA_4G, 4080)])
def test_all_memory(machine, boot, memory, extra, least):
    """One bank or two: nearly all of it can be allocated."""
    result = boot(machine, memory=memory, append="memory", extra=extra)
    assert result.status == 0, result.text
    assert int(value(result, "memory")) >= least


@pytest.mark.parametrize("gic", [2, 3])
def test_timer_and_date(machine, boot, gic):
    before = int(time.time())
    result = boot(machine, append="time",
                  machine=f"virt,gic-version={gic}")
    assert result.status == 0, result.text
    assert 30_000_000 <= int(value(result, "slept")) < 10_000_000_000
    assert before - 2 <= int(value(result, "epoch")) <= time.time() + 2


def test_vectors(machine, boot):
    result = boot(machine, append="vectors")
    assert result.status == 0, result.text
    assert value(result, "vectors") == "524289"


def test_initrd(machine, boot, tmp_path):
    data = bytes(range(256)) * 5 + b"end"
    initrd = tmp_path / "initrd"
    initrd.write_bytes(data)
    result = boot(raw(machine), arch="arm64", append="initrd", initrd=initrd)
    assert result.status == 0, result.text
    assert value(result, "initrd") == \
        f"{len(data)} bytes, sum {sum(data)}"


def test_restart(machine, boot):
    """QEMU ends at a reset when it is told not to start again."""
    result = boot(machine, append="restart")
    assert result.status == 0 and not result.timed_out, result.text
    assert "restarting" in result.text


def test_no_device_tree(hello, boot):
    """Started, beside the image that QEMU boots, where no tree is: a sentence
    and a status."""
    result = boot(hello, memory="128M", extra=[
        "-device",
        f"loader,file={raw(hello)},addr=0x44200000,force-raw=on",
        "-device", "loader,addr=0x44200000,cpu-num=0"])
    assert result.status == 77, result.text
    assert "No usable device tree at 0x44000000" in result.text


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """The device tree of a machine with 2 GiB."""
    path = tmp_path_factory.mktemp("tree") / "virt.dtb"
    done = process.run(["qemu-system-aarch64", "-M", f"virt,dumpdtb={path}",
                        "-cpu", "max", "-m", "2G", "-display", "none"], 30)
    assert path.is_file(), done.output
    return path


@pytest.mark.parametrize("place", [0x50003000, 0x7FFF1000, 0x80000000])
def test_anywhere(machine, boot, tree, place):
    """The image at any page, across a GiB as well."""
    result = boot(machine, memory="2G", extra=[
        "-device", f"loader,file={raw(machine)},addr={place:#x},force-raw=on",
        "-device", f"loader,file={tree},addr={place - 0x200000:#x},"
                   "force-raw=on",
        "-device", f"loader,addr={place:#x},cpu-num=0"])
    assert result.status == 2, result.text
    assert "usage: machine" in result.text


ALL_BRANCHES = {"ARM64_FEAT_PAUTH": True, "ARM64_FEAT_BTI": True,
                "ARM64_FEAT_LSE": True}


@pytest.mark.parametrize("options,cpu,message", [
    (ALL_BRANCHES, "max,pauth=off", "signed return addresses"),
    ({"ARM64_FEAT_MTE": True}, "cortex-a57", "memory tags"),
])
def test_feature_is_missing(build, boot, options, cpu, message):
    """An image that relies on what the CPU lacks says so."""
    image = build(arch="arm64", options=options)
    result = boot(image, extra=["-cpu", cpu])
    assert result.status == 77, result.text
    assert message in result.text


FEATURES = [
    ({"ARM64_FEAT_PAUTH": True}, "virt", "gcc"),
    ({"ARM64_FEAT_MTE": True}, "virt,mte=on", "gcc"),
    (ALL_BRANCHES, "virt", "gcc"),
    (ALL_BRANCHES, "virt", "clang"),
]


@pytest.mark.combinations("options,machine_name,compiler", FEATURES,
                          FEATURES[1:])
def test_features(build, boot, options, machine_name, compiler):
    image = build(arch="arm64", options=options, compiler=compiler)
    result = boot(image, machine=machine_name)
    assert result.status == 0, result.text
    assert "Hello world!" in result.text


def test_architecture(build, boot, check_ktap):
    """Unit tests of arch/arm64, on a CPU with random numbers and without."""
    image = build(arch="arm64", options={
        "LIBUKTEST": True, "LIBARCHARM64_TEST": True})
    for cpu in "max", "cortex-a57":
        result = boot(image, extra=["-cpu", cpu])
        assert result.status == 0, result.text
        check_ktap(result.output)


@pytest.mark.parametrize("no_overlap,below", [(False, 184), (True, 200)])
def test_thread_local(build, boot, no_overlap, below):
    """The C library's control block, with the ABI's 16 bytes in it or not."""
    image = build("test/vm/tls_arm64", arch="arm64",
                  options={"APPTLS_NO_OVERLAP": no_overlap})
    result = boot(image)
    assert result.status == 0, result.text
    assert value(result, "size") == "200"
    assert value(result, "below") == str(below)
    assert value(result, "control block") == "1"
    assert value(result, "variables") == "4711 1 42"
    assert value(result, "aligned") == "1"
    assert value(result, "area") == "1"
