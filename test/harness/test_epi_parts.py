# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi's parts: ELF files, libraries, trees, streams, statuses."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tool"))

from epi import (cache, collect, console, elf, kept, ldso,  # noqa: E402
                 qemu, status, stream)
from epi.errors import EpiError, plain  # noqa: E402
from epi.root import Root  # noqa: E402

PATH = ["/usr/bin", "/usr/sbin"]


def by_ldd(path: str) -> set[str]:
    """What the dynamic linker itself finds."""
    said = subprocess.run(["ldd", path], capture_output=True, text=True,
                          check=True).stdout
    return {str(Path(p).resolve()) for p in re.findall(r"(/\S+) \(0x", said)}


def by_epi(path: str, library_path: list[str] | None = None) -> set[str]:
    files = collect.Files(Root(), "x86_64", PATH, library_path)
    files.program(path)
    return {"/" + name for name, entry in files.entries.items()
            if ".so" in name and isinstance(entry.data, Path)}


@pytest.mark.parametrize("name", ("bash", "gcc", "git", "gdb-multiarch",
                                  "python3", "openssl", "sqlite3",
                                  "qemu-system-x86_64", "apt-get"))
def test_libraries_are_those_that_the_linker_finds(name: str) -> None:
    path = shutil.which(name, path="/usr/bin:/usr/sbin")
    if name != "bash" and path is None:
        pytest.skip(f"{name} is not here")
    assert path
    assert by_epi(path) == by_ldd(path)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """main needs liba, which needs libb; each in a folder of its own."""
    folder = tmp_path_factory.mktemp("linked")
    for name in ("one", "two"):
        (folder / name).mkdir()
    (folder / "b.c").write_text("int b(void) { return 1; }\n")
    (folder / "a.c").write_text("int b(void); int a(void) { return b(); }\n")
    (folder / "m.c").write_text("int a(void); int main(void) { return a(); }\n")

    def gcc(*args: str) -> None:
        subprocess.run(["gcc", *args], cwd=folder, check=True)

    gcc("-shared", "-fPIC", "-o", "two/libb.so", "b.c")
    gcc("-shared", "-fPIC", "-o", "one/liba.so", "a.c", "-Ltwo", "-lb")
    options = ["m.c", "-Lone", "-la", "-Wl,-rpath-link,two"]
    gcc("-o", "rpath", *options, "-Wl,--disable-new-dtags",
        "-Wl,-rpath,$ORIGIN/one:${ORIGIN}/two")
    gcc("-o", "runpath", *options, "-Wl,--enable-new-dtags",
        "-Wl,-rpath,$ORIGIN/one:${ORIGIN}/two")
    return folder


def test_rpath_counts_for_what_is_loaded(linked: Path) -> None:
    path = str(linked / "rpath")
    assert by_epi(path) == by_ldd(path)


def test_runpath_counts_for_the_file_alone(linked: Path) -> None:
    with pytest.raises(EpiError) as error:
        by_epi(str(linked / "runpath"))
    assert "libb.so" in str(error.value) and error.value.status == 127
    assert str(linked / "two/libb.so") in by_epi(
        str(linked / "runpath"), [str(linked / "two")])


def test_configuration_of_a_tree(linked: Path, tmp_path: Path) -> None:
    """ld.so.conf with includes; a library for another machine is passed
    over."""
    for name in ("etc/ld.so.conf.d", "opt/wrong", "opt/right"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "etc/ld.so.conf").write_text(
        "# nothing\ninclude ld.so.conf.d/*.conf\n")
    (tmp_path / "etc/ld.so.conf.d/a.conf").write_text("/opt/wrong # x\n")
    (tmp_path / "etc/ld.so.conf.d/b.conf").write_text("/opt/right\n")
    data = bytearray((linked / "two/libb.so").read_bytes())
    (tmp_path / "opt/right/libb.so").write_bytes(data)
    data[18:20] = struct.pack("<H", 183)
    (tmp_path / "opt/wrong/libb.so").write_bytes(data)
    linker = ldso.Linker(Root(str(tmp_path)), "x86_64")
    found = linker.find("libb.so", elf.Elf("x86_64", 64), "/main", [])
    assert found == ldso.Found("/opt/right/libb.so", True)
    assert linker.find("libc.so", elf.Elf("x86_64", 64), "/main", []) is None


def test_cache_of_this_machine() -> None:
    found = ldso.read_cache(Root(), "x86_64")
    said = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True,
                          text=True, check=True).stdout
    listed = dict(re.findall(
        r"^\t(\S+) \(libc6,x86-64\) => (\S+)$", said, re.M)[::-1])
    assert found and found == listed


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    """Whatever stands in a file, reading it ends in an answer or ElfError."""
    good = Path("/bin/true").read_bytes()
    path = tmp_path / "file"
    chance = random.Random(1)
    for _ in range(400):
        data = bytearray(good[:chance.choice((20, 64, 100, 900, len(good)))])
        for _ in range(chance.randrange(12)):
            data[chance.randrange(min(len(data), 1200))] = chance.choice(
                (0, 255, chance.randrange(256)))
        path.write_bytes(data)
        try:
            elf.read(str(path))
        except elf.ElfError:
            pass


def test_links_of_a_tree_stay_inside(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/file").write_text("")
    (tmp_path / "absolute").symlink_to("/a")
    (tmp_path / "out").symlink_to("../../../../a/file")
    (tmp_path / "loop").symlink_to("loop")
    root = Root(str(tmp_path))
    assert root.walk("/absolute/file") == (["/absolute"], "/a/file")
    assert root.real("out") == "/a/file"
    assert root.real("/loop") is None and root.real("/none") is None


def test_streams() -> None:
    """The marks, however the bytes are cut."""
    wire = b"boot\r\n\xff\x01out\r\r\n\xff\xff\r\xff\x00\xff\x03" \
        b"k\r\n\xff\x02err\xff\x00"
    expected = {0: b"boot\nk\n", 1: b"out\r\n\xff\r", 2: b"err"}
    for size in range(1, len(wire) + 1):
        decoder = stream.Decoder()
        got = {0: b"", 1: b"", 2: b""}
        for i in range(0, len(wire), size):
            for which, data in decoder.feed(wire[i:i + size]):
                got[which] += data
        for which, data in decoder.flush():
            got[which] += data
        assert got == expected and decoder.wanted
    assert stream.encode(b"a\xffb") == b"a\xff\xffb"


@pytest.mark.parametrize("arch,ending,expected", [
    ("x86_64", console.Ending(0, b"\0", ""), 0),
    ("x86_64", console.Ending(127, b"\xc8", ""), 200),
    ("x86_64", console.Ending(0, b"", ""), None),  # reset: a triple fault
    ("x86_64", console.Ending(129, b"", ""), None),  # 64: a crash
    ("x86_64", console.Ending(-9, b"", ""), None),
    ("x86_64", console.Ending(1, b"", "qemu: bad"), None),
    ("arm64", console.Ending(0, b"\0", ""), 0),
    ("arm64", console.Ending(76, b"L", ""), 76),
    ("arm64", console.Ending(76, b"", ""), None),
    ("arm64", console.Ending(0, b"", ""), None),
    ("arm64", console.Ending(1, b"", "qemu: bad"), None),
])
def test_a_crash_is_no_success(arch: str, ending: console.Ending,
                               expected: int | None) -> None:
    machine = qemu.Machine(arch, Path("i"), Path("a"), [], memory=64)
    if expected is not None:
        assert status.decode(arch, ending, machine) == expected
        return
    with pytest.raises(EpiError) as error:
        status.decode(arch, ending, machine)
    assert error.value.status == 125


def test_a_lock_is_held_by_who_works_under_it(tmp_path: Path) -> None:
    """Also when epi has gone: a killed epi's make is not joined by another."""
    path = tmp_path / ".lock"
    with cache.locked(path) as lock:
        child = subprocess.Popen(["sleep", "60"], pass_fds=(lock,))
    try:
        with path.open("w") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        child.kill()
        child.wait()


@pytest.fixture
def full_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with one thing of each kind; the package is 40 days old."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    base = cache.folder()
    for path in ("images/x86_64-1/built", "archives/a.cpio", "archives/.part",
                 "packages/hello-1/usr/bin/hello", "packages/hello-1.lock",
                 "packages/new-1.new/x", "lists/arm64/renewed", "sources.tar"):
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_bytes(b"x" * 5000)
    old = time.time() - 40 * kept.DAY
    os.utime(base / "packages/hello-1.lock", (old, old))
    return base


def cache_command(prune: float | None = None, as_json: bool = False) -> None:
    assert kept.run(argparse.Namespace(prune=prune, json=as_json)) == 0


def test_cache_lists_what_is_kept(full_cache: Path,
                                  capsys: pytest.CaptureFixture[str]) -> None:
    cache_command(as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert [(k["kind"], k["name"]) for k in found] == [
        ("image", "x86_64-1"), ("archive", "a.cpio"), ("package", "hello-1"),
        ("lists", "arm64")]
    assert all(k["size"] >= 5000 for k in found)
    cache_command()
    said = capsys.readouterr().out
    assert re.search(r"package .* 40 days ago +hello-1\n", said)
    assert said.endswith(f"MiB in {full_cache}\n")


def test_cache_prunes_by_age(full_cache: Path,
                             capsys: pytest.CaptureFixture[str]) -> None:
    cache_command(30)
    assert capsys.readouterr().out.startswith("removed 1 of 4, ")
    assert sorted(p.name for p in (full_cache / "packages").iterdir()) == [
        "new-1.new"]
    cache_command(0)
    left = {p.name for p in full_cache.rglob("*") if p.is_file()}
    assert left == {".part", "x", "sources.tar"}


def test_cache_leaves_what_is_being_made(full_cache: Path) -> None:
    with cache.locked(full_cache / "images/x86_64-1/.lock"):
        cache_command(0)
        assert (full_cache / "images/x86_64-1/built").is_file()
    cache_command(0)
    assert not (full_cache / "images/x86_64-1").exists()


def test_old_trees_of_packages_go(full_cache: Path) -> None:
    packages = full_cache / "packages"
    cache.prune_trees(packages, packages / "hello-1")
    assert (packages / "hello-1").is_dir()
    cache.prune_trees(packages, packages / "another")
    assert not (packages / "hello-1").exists()


def test_what_a_killed_epi_left_goes(full_cache: Path) -> None:
    archives = full_cache / "archives"
    (archives / ".now").write_bytes(b"x")
    old = time.time() - 2 * kept.DAY
    os.utime(archives / ".part", (old, old))
    cache.prune(archives, archives / "a.cpio")
    assert {p.name for p in archives.iterdir()} == {"a.cpio", ".now"}


def test_a_message_is_one_line() -> None:
    assert plain("a\nb\t\x1b\udcff ü") == r"a\nb\t\x1b\xff ü"


def test_out_of_memory_names_a_size() -> None:
    machine = qemu.Machine("x86_64", Path("i"), Path("a"), [], memory=64)
    with pytest.raises(EpiError) as error:
        status.decode("x86_64", console.Ending(79 * 2 + 1, b"", ""), machine)
    assert "--memory 128" in str(error.value)


def test_words_of_the_command_line() -> None:
    assert qemu.quote('a"b\\ c') == '"a\\"b\\\\ c"'
    assert qemu.quote("") == '""' and qemu.quote("/bin/a") == "/bin/a"
