# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi runs programs for arm64 on a machine that is none."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from lib import build as engine
from lib import cpio
from lib.epi_run import ROOT, environment, epi, refused

CROSS = Path("/usr/aarch64-linux-gnu")
COMPILER = "aarch64-linux-gnu-gcc"
LIBRARIES = ("ld-linux-aarch64.so.1", "libc.so.6")
PROGRAM = r"""
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	printf("%s %s\n", argv[1], isatty(1) ? "tty" : "stream");
	fprintf(stderr, "err\n");
	return atoi(argv[1]);
}
"""


# Arm's semihosting specification: SYS_OPEN, SYS_REMOVE, SYS_RENAME, SYS_SYSTEM
INTRUDER = r"""
#include <stdio.h>
#include <string.h>
static long call(unsigned long op, const void *block)
{
	register unsigned long x0 __asm__("x0") = op;
	register const void *x1 __asm__("x1") = block;
	__asm__ volatile("hlt #0xf000" : "+r"(x0) : "r"(x1) : "memory");
	return (long)x0;
}
int main(void)
{
	static const char made[] = FOLDER "/made", victim[] = FOLDER "/victim";
	static const char moved[] = FOLDER "/moved";
	static const char command[] = "touch " FOLDER "/touched";
	const unsigned long w = 4; /* fopen()'s "w" */
	unsigned long open[] = {(unsigned long)made, w, strlen(made)};
	unsigned long clear[] = {(unsigned long)victim, w, strlen(victim)};
	unsigned long rename[] = {(unsigned long)victim, strlen(victim),
				  (unsigned long)moved, strlen(moved)};
	unsigned long remove[] = {(unsigned long)victim, strlen(victim)};
	unsigned long system[] = {(unsigned long)command, strlen(command)};

	call(0x12, system);
	call(0x01, open);
	call(0x01, clear);
	call(0x0f, rename);
	call(0x0e, remove);
	puts("tried");
	return 207;
}
"""


def compile_program(path: Path, *options: str,
                    source: str = PROGRAM) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.with_suffix(".c")
    text.write_text(source)
    subprocess.run([COMPILER, *options, "-o", str(path), str(text)],
                   check=True)
    text.unlink()
    return path


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compile_program(tmp_path_factory.mktemp("arm64") / "static",
                           "-static")


@pytest.mark.parametrize("status", [0, 1, 63, 64, 76, 79, 127, 255])
def test_status(static: Path, status: int) -> None:
    """All 8 bits, also those that are kinds of crashes."""
    done = epi(str(static), str(status))
    assert (done.returncode, done.stdout, done.stderr) == (
        status, f"{status} stream\n".encode(), b"err\n")


@pytest.mark.parametrize("launcher", ["epi", "qemu-guest"])
def test_this_machine_is_safe(tmp_path: Path, launcher: str) -> None:
    """A program runs in the kernel's mode and can make semihosting calls: of
    files and commands nothing comes."""
    victim = tmp_path / "victim"
    victim.write_text("here")
    program = compile_program(
        tmp_path / "bin/intruder", "-static", f'-DFOLDER="{tmp_path}"',
        source=INTRUDER)
    if launcher == "epi":
        done = epi(str(program))
    else:
        archive = tmp_path / "files.cpio"
        archive.write_bytes(cpio.archive([
            cpio.file("intruder", program.read_bytes(), mode=0o755)]))
        elf = engine.build("app/elfloader", {}, "arm64").path
        image = elf.with_name(elf.name + ".Image")
        done = subprocess.run(
            [ROOT / "support/scripts/qemu-guest", "--timeout", "60",
             "-k", image, "-i", archive, "-a", " -- /intruder"],
            capture_output=True, check=False)
    assert done.returncode == 207, done
    assert b"tried\n" in done.stdout.replace(b"\r", b"")
    assert sorted(entry.name for entry in tmp_path.iterdir()
                  if entry.suffix != ".cpio") == ["bin", "victim"]
    assert victim.read_text() == "here"


def test_dynamic(tmp_path: Path) -> None:
    """The architecture is the program's, the tree has its libraries."""
    compile_program(tmp_path / "bin/prog")
    (tmp_path / "lib").mkdir()
    for name in LIBRARIES:
        (tmp_path / "lib" / name).write_bytes(
            (CROSS / "lib" / name).read_bytes())
        (tmp_path / "lib" / name).chmod(0o755)
    done = epi("--root", str(tmp_path), "/bin/prog", "9")
    assert (done.returncode, done.stdout) == (9, b"9 stream\n"), done.stderr


def test_any_bytes(tmp_path: Path) -> None:
    source = tmp_path / "copy.c"
    source.write_text("#include <stdio.h>\nint main(void) { int c; while "
                      "((c = getchar()) != EOF) putchar(c); return 0; }\n")
    subprocess.run([COMPILER, "-static", "-o", str(tmp_path / "copy"),
                    str(source)], check=True)
    data = bytes(range(256)) * 8 + b"\r\n\xff\xff\x00\xff"
    done = epi(str(tmp_path / "copy"), stdin=data)
    assert (done.returncode, done.stdout) == (0, data)


def test_too_little_memory(static: Path) -> None:
    """The image's own end is none of the program's."""
    refused(epi("--memory", "8", str(static), "0"), 125, "needs at least")


def test_kvm_is_refused(static: Path) -> None:
    refused(epi("--accel", "kvm", str(static), "0"), 125, "--accel kvm")


def package(folder: Path, name: str, program: Path) -> Path:
    """A package of arm64 with one program."""
    tree = folder / name
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN/control").write_text(
        f"Package: {name}\nVersion: 1.0\nArchitecture: arm64\n"
        "Maintainer: nobody <a@b>\nDescription: test\n")
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin" / name).write_bytes(program.read_bytes())
    (tree / "usr/bin" / name).chmod(0o755)
    deb = folder / f"{name}_1.0_arm64.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", str(tree),
                    str(deb)], check=True, stdout=subprocess.DEVNULL)
    return deb


def repository(folder: Path, deb: Path) -> Path:
    """apt's configuration with a repository in a folder, and no other."""
    control = subprocess.run(["dpkg-deb", "-f", str(deb)], check=True,
                             capture_output=True, text=True).stdout
    data = deb.read_bytes()
    (folder / "Packages").write_text(
        f"{control}Filename: ./{deb.name}\nSize: {len(data)}\n"
        f"SHA256: {hashlib.sha256(data).hexdigest()}\n\n")
    (folder / "sources.list").write_text(f"deb [trusted=yes] file:{folder} ./\n")
    config = folder / "apt.conf"
    config.write_text(f'Dir::Etc::SourceList "{folder}/sources.list";\n'
                      'Dir::Etc::SourceParts "/dev/null";\n')
    return config


def test_package(static: Path, tmp_path: Path) -> None:
    """apt gets lists of its own for an architecture that is not this
    machine's; the second time, nothing is asked for."""
    deb = package(tmp_path, "epiarm", static)
    env = environment(APT_CONFIG=str(repository(tmp_path, deb)))
    shutil.rmtree(Path(env["XDG_CACHE_HOME"], "epimetheus/lists"),
                  ignore_errors=True)
    args = ("--arch", "arm64", "--package", "epiarm", "epiarm", "77")
    done = epi(*args, env=env)
    assert (done.returncode, done.stdout) == (77, b"77 stream\n"), done.stderr
    deb.unlink()
    assert epi(*args, env=env).returncode == 77
