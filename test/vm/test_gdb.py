# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The commands of uk-gdb.py, on a guest that stands at a breakpoint."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crash.configurations import APP, FULL
from lib import guest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "support" / "scripts" / "uk-gdb.py"
ARCHITECTURES = ("x86_64", "arm64")

pytestmark = pytest.mark.skipif(not shutil.which("gdb-multiarch"),
                                reason="no gdb-multiarch")


@contextmanager
def stopped_guest(image, append: str) -> Iterator[Path]:
    """A guest that waits for gdb at the socket that this gives."""
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder) / "gdb"
        argv = guest.command(image.path, image.arch, append=append, extra=[
            "-S", "-gdb", f"unix:{socket},server=on,wait=off"])
        qemu = subprocess.Popen(argv, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)
        try:
            yield socket
        finally:
            qemu.kill()
            qemu.wait()


def gdb(image, socket: Path, *commands: str) -> str:
    """What gdb prints for the commands."""
    argv = ["gdb-multiarch", "-nx", "-batch", "-x", str(SCRIPT),
            str(image.debug)]
    # QEMU may not have made its socket yet
    connect = ("python\nimport os, time\nfor _ in range(200):\n"
               f"  if os.path.exists('{socket}'): break\n"
               "  time.sleep(0.05)\nend\n"
               f"target remote {socket}\n")
    with tempfile.NamedTemporaryFile("w", suffix=".gdb") as file:
        file.write("set pagination off\n" + connect + "\n".join(commands))
        file.flush()
        done = subprocess.run(argv + ["-x", file.name], text=True,
                              stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=60,
                              check=False)
    return done.stdout


def at_crash(build, arch: str, *commands: str) -> str:
    """The commands' output, with the guest at the start of a crash."""
    image = build(APP, FULL, arch=arch)
    with stopped_guest(image, "words") as socket:
        return gdb(image, socket, "hbreak crash_words", "continue", *commands)


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_page_tables(build, arch: str) -> None:
    out = at_crash(build, arch, "uk pt &crash_words", "uk pt &uk_console_log",
                   "uk pt 0x123456789000")
    assert re.search(r"level 3: table .*\] = 0x[0-9a-f]+ table", out), out
    assert re.search(r"level \d: .* r-x page", out), out
    assert re.search(r"level \d: .* rw- page", out), out
    assert "0x123456789000 is not mapped" in out, out


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_log(build, arch: str) -> None:
    out = at_crash(build, arch, "uk log")
    assert "Boot memory map:" in out and "crash: words" in out, out


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_threads(build, arch: str) -> None:
    out = at_crash(build, arch, "uk threads")
    assert re.search(r"^0x[0-9a-f]{16} running +\S", out, re.M), out


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_trace(build, arch: str, tmp_path: Path) -> None:
    saved = tmp_path / "trace.txt"
    out = at_crash(build, arch, "uk trace", f"uk trace save {saved}")
    assert re.search(r"trace_crash: how=%s number=%d \['words', 7\]", out), out
    assert "1 records in" in out, out
    assert "trace_crash" in saved.read_text(encoding="utf-8")


@pytest.mark.parametrize("arch", ARCHITECTURES)
def test_trace_names_leave_the_image(build, arch: str) -> None:
    image = build(APP, FULL, arch=arch)
    assert b"how=%s number=%d" in image.debug.read_bytes()
    final = image.path.read_bytes()
    assert b"how=%s number=%d" not in final
    assert b".uk_tracepoints_list" not in final
