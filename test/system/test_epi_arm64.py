# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""epi runs programs for arm64 on a machine that is none."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from lib.epi_run import environment, epi, refused

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


def compile_program(path: Path, *options: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    source = path.with_suffix(".c")
    source.write_text(PROGRAM)
    subprocess.run([COMPILER, *options, "-o", str(path), str(source)],
                   check=True)
    source.unlink()
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
