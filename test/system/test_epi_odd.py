# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi with what users have, too: odd names, trees, streams, environments."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from lib.epi_run import BUILD_SECONDS, EPI, environment, epi, refused

ODD = ("new\nline", "with space", "quote'\"", "\udcff\udcfe", "ü", "-dash")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What a folder may have in it."""
    top = tmp_path / "tree"
    top.mkdir()
    for name in ODD:
        (top / name).write_text("x")
    (top / "out").symlink_to("/etc/hostname")
    (top / "dangling").symlink_to("nowhere")
    (top / "round").symlink_to(".")
    os.mkfifo(top / "fifo")
    with (top / "sparse").open("wb") as stream:
        stream.truncate(32 << 20)
    with socket.socket(socket.AF_UNIX) as here:
        here.bind(str(top / "socket"))
    return top


def names(*args: str) -> list[str]:
    """What find(1) prints of the guest's folder /t."""
    done = epi(*args, "find", "/t", "-mindepth", "1", "-printf", r"%f\0")
    assert done.returncode == 0, done.stderr
    return sorted(os.fsdecode(done.stdout).split("\0")[:-1])


def test_tree(tree: Path) -> None:
    """Devices, sockets and FIFOs stay here, links are not followed."""
    assert names("--with", f"{tree}:/t") == sorted(
        [*ODD, "out", "dangling", "round", "sparse"])
    done = epi("--with", str(tree), "stat", "-c", "%s", f"{tree}/sparse",
               f"{tree}/out")
    assert done.stdout == b"33554432\n13\n", done.stderr
    # A link out of the tree brings its file along
    done = epi("--with", str(tree), "cat", f"{tree}/out")
    assert done.stdout == Path("/etc/hostname").read_bytes()


def test_deep_tree(tmp_path: Path) -> None:
    """Deeper than Python calls itself without being told."""
    for levels in range(1051):
        os.mkdir(Path(tmp_path, "deep", *["d"] * levels))
    try:
        done = epi("--with", f"{tmp_path}/deep:/t", "--prepare", "true")
        assert (done.returncode, done.stderr) == (0, b"")
    finally:
        subprocess.run(["rm", "-r", str(tmp_path / "deep")], check=True)


def test_what_cannot_come_along(tmp_path: Path, tree: Path) -> None:
    refused(epi("--with", "/dev/zero:/x", "true"), 125, "neither a file nor")
    refused(epi("--with", f"{tree}/fifo", "true"), 125, "neither a file nor")
    with (tmp_path / "big").open("wb") as stream:
        stream.truncate(5 << 30)
    refused(epi("--with", f"{tmp_path}/big", "true"), 125, "up to 4 GiB")


@pytest.mark.parametrize("name", ODD)
def test_name_of_the_program(tmp_path: Path, name: str) -> None:
    shutil.copy("/bin/echo", tmp_path / name)
    done = epi(f"./{name}", "\udcff", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"\xff\n"), done.stderr


def test_names_in_messages(tmp_path: Path) -> None:
    (tmp_path / "new\nline").write_text("")
    refused(epi("./new\nline", cwd=tmp_path), 126, r"new\nline is not")
    refused(epi("./\udcff", cwd=tmp_path), 127, r"\xff")
    refused(epi(""), 127, "empty")


def test_environment(tmp_path: Path) -> None:
    odd = ["A=x y'\"\\n", "E=", "N=a\nb", "U=ü", "B=\udcff", "A B=c", "EQ=a=b"]
    args = [word for item in odd for word in ("--env", item)]
    done = epi(*args, "env", "-0")
    assert set(odd) <= set(os.fsdecode(done.stdout).split("\0"))
    refused(epi("--env", "=x", "true"), 125, "names no variable")


def test_working_directory(tree: Path) -> None:
    refused(epi("--cwd", "usr", "pwd"), 125, "no folder of the guest")
    refused(epi("--cwd", "/no/such", "pwd"), 125, "no folder of the guest")
    refused(epi("--cwd", "/usr/bin/pwd", "pwd"), 125, "no folder")
    assert epi("--cwd", "/lib64/", "pwd").stdout == b"/usr/lib64\n"
    assert epi("--with", f"{tree}:/t", "--cwd", "/t", "pwd").stdout == b"/t\n"


def test_too_many_arguments() -> None:
    refused(epi("echo", *["x"] * 5000), 126, "argument list is too long")
    refused(epi("echo", *["x" * 1000] * 140), 126, "argument list is too long")
    words = ["x" * 1000] * 120
    assert epi("echo", *words).stdout.decode() == " ".join(words) + "\n"
    words = ["x"] * 3900
    assert epi("echo", *words).stdout.decode() == " ".join(words) + "\n"


def test_input_from_a_file() -> None:
    with open("/bin/ls", "rb") as file:
        done = subprocess.run([EPI, "run", "wc", "-c"], stdin=file,
                              capture_output=True, env=environment(),
                              timeout=BUILD_SECONDS, check=False)
    assert int(done.stdout) == os.stat("/bin/ls").st_size


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_descriptors(closed: str) -> None:
    """No file of epi's gets where a standard stream was."""
    done = subprocess.run(
        ["bash", "-c", f"{EPI} run sh -c 'echo out; echo err >&2; exit 3' "
         f"{closed}; echo $?"], stdin=subprocess.DEVNULL,
        capture_output=True, env=environment(), timeout=BUILD_SECONDS,
        check=False)
    open_ones = [n for n, c in (("out", ">&-"), ("err", "2>&-"))
                 if c not in closed.split()]
    assert done.stdout.decode().split() == \
        [n for n in open_ones if n == "out"] + ["3"]
    assert done.stderr.decode().split() == [n for n in open_ones if n == "err"]


def test_setuid_program(tmp_path: Path) -> None:
    """The bit stays; who runs is root in any case."""
    shutil.copy("/usr/bin/id", tmp_path / "id")
    (tmp_path / "id").chmod(0o4755)
    assert stat.S_IMODE((tmp_path / "id").stat().st_mode) == 0o4755
    assert epi(str(tmp_path / "id"), "-u").stdout == b"0\n"
    done = epi("--with", str(tmp_path / "id"), "stat", "-c", "%a",
               str(tmp_path / "id"))
    assert done.stdout == b"4755\n"
