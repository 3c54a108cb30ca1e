# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""What is mounted at boot: always, and because the command line says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib import cpio, programs

HERE = Path(__file__).parent
USUAL = ["devtmpfs /dev devtmpfs rw,relatime 0 0",
         "proc /proc proc rw,relatime 0 0",
         "tmpfs /tmp tmpfs rw,nosuid,nodev,relatime 0 0",
         "tmpfs /dev/shm tmpfs rw,nosuid,nodev,relatime 0 0"]


@pytest.fixture(scope="module")
def initrd(tmp_path_factory) -> Path:
    """A tree with a program that shows files."""
    folder = tmp_path_factory.mktemp("mounts")
    show = programs.static_pie("musl", HERE / "hello" / "show.c", folder)
    path = folder / "initrd.cpio"
    path.write_bytes(cpio.archive([
        cpio.file("show", show.read_bytes(), 0o755), cpio.folder("mnt")]))
    return path


def mounts(text: str) -> list[str]:
    """The lines of /proc/mounts in what a console received."""
    return [line for line in text.replace("\r", "").splitlines()
            if line.endswith(" 0 0")]


def test_usual(build, boot, initrd) -> None:
    result = boot(build("app/elfloader", {}), initrd=initrd, memory="64M",
                  append="-- /show /proc/mounts")
    assert mounts(result.output) == [
        "initrd / initrd rw,relatime 0 0", *USUAL], result.text
    assert result.status == 0, result.text


def test_files_in_tmp_are_seen(build, boot, initrd, tmp_path) -> None:
    """Nothing is mounted over what the archive brings."""
    path = tmp_path / "initrd.cpio"
    show = programs.static_pie("musl", HERE / "hello" / "show.c", tmp_path)
    path.write_bytes(cpio.archive([
        cpio.file("show", show.read_bytes(), 0o755),
        cpio.folder("tmp"), cpio.file("tmp/note", b"here\n", 0o644)]))
    result = boot(build("app/elfloader", {}), initrd=path, memory="64M",
                  append="-- /show /tmp/note /proc/mounts")
    assert "here" in result.output and result.status == 0, result.text
    assert " /tmp " not in result.output


def test_root_from_the_command_line(build, boot, initrd) -> None:
    """The root as a device of another name, with options."""
    result = boot(build("app/elfloader", {}), initrd=initrd, memory="64M",
                  append="vfs.rootfs=initrd vfs.rootopts=mode=711 "
                         "vfs.rootdev=disk -- /show /proc/mounts")
    assert mounts(result.output) == [
        "disk / initrd rw,relatime 0 0", *USUAL], result.text


def test_fstab(build, boot, initrd) -> None:
    result = boot(build("app/elfloader", {}), initrd=initrd, memory="64M",
                  append='vfs.fstab="a:/mnt:ramfs:0x9" '
                         'vfs.fstab="b#c:/x/y:tmpfs:2:mode=700:mkmp" '
                         'vfs.fstab=":/x/y/z:tmpfs:::mkmp" '
                         "-- /show /proc/mounts")
    assert mounts(result.output)[5:] == [
        "a /mnt ramfs ro,noexec,relatime 0 0",
        "b\\043c /x/y tmpfs rw,nosuid,relatime 0 0",
        "tmpfs /x/y/z tmpfs rw,relatime 0 0"], result.text


@pytest.mark.parametrize("line,error", [
    ("a:/none:tmpfs", 2),           # no such directory
    ("a:/mnt:none", 19),            # no such type
    ("a:/mnt:", 22),                # no type
    ("a:/mnt:tmpfs:x", 22),         # flags that are no number
    ("a:/mnt:tmpfs:::rmmp", 22),    # none of ours
    ("a:/mnt:tmpfs::::", 22),       # too many
    ("a:/show/x:tmpfs:::mkmp", 20),  # a file is no directory
])
def test_fstab_fails(build, boot, initrd, line, error) -> None:
    """The image says which one and does not go on."""
    result = boot(build("app/elfloader", {}), initrd=initrd, memory="64M",
                  append='vfs.fstab=":/x:tmpfs:::mkmp" '
                         f'vfs.fstab="{line}" -- /show /proc/mounts')
    assert f"number 2: mounting failed: {error}" in result.output, result.text
    assert not mounts(result.output)
    assert result.status != 0
