# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The rows of test/system/programs.tsv: each runs on this machine's Linux and
by `epi run`, and says the same."""

from __future__ import annotations

import difflib
import os
import shlex
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lib import build as engine

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "test" / "system" / "programs.tsv"
FILES = ROOT / "test" / "system" / "programs"
COMPARE = ("exact", "output", "sorted", "status")
WORK = "/work"
ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:"
               "/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
SECONDS = 180


@dataclass(frozen=True)
class Row:
    """A command line."""

    name: str
    quick: bool
    compare: str
    packages: tuple[str, ...]
    options: tuple[str, ...]
    command: tuple[str, ...]
    stdin: str | None


@dataclass(frozen=True)
class Ran:
    """What it did; status -1: it did not end."""

    output: bytes
    errors: bytes
    status: int


def parse(line: str) -> Row:
    """A row; ValueError if it is none."""
    fields = line.split("\t")
    if len(fields) != 5 or fields[1] not in ("quick", "slow") or \
            fields[2] not in COMPARE:
        raise ValueError(line)
    words = shlex.split(fields[4])
    stdin = words.pop()[1:] if words[-1].startswith("<") else None
    options = []
    while words[0].startswith("-"):
        options.append(words.pop(0))
    return Row(fields[0], fields[1] == "quick", fields[2],
               tuple(fields[3].split()), tuple(options), tuple(words), stdin)


def rows() -> list[Row]:
    """All rows of the table."""
    return [parse(line) for line in
            TABLE.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]


def missing(row: Row) -> list[str]:
    """The packages of the row that are not installed."""
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n",
         *row.packages], capture_output=True, text=True, check=False)
    there = {line.split()[1] for line in done.stdout.splitlines()
             if line.startswith("installed ")}
    return [name for name in row.packages if name not in there]


def make_repository(folder: Path) -> None:
    """repo.git: two commits that are the same everywhere."""
    when = "2024-01-01T00:00:00+0000"
    env = {**ENVIRONMENT, "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b",
           "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b",
           "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when,
           "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_DIR": f"{folder}/repo.git",
           "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main",
                    "--template="], cwd=folder, env=env, check=True)
    env["GIT_WORK_TREE"] = str(folder)
    for argv in (["add", "text.txt"], ["commit", "-qm", "one"],
                 ["add", "table.csv"], ["commit", "-qm", "two"]):
        subprocess.run(["git", *argv], cwd=folder, env=env, check=True,
                       stdout=subprocess.DEVNULL)


def prepare(folder: Path, row: Row) -> None:
    """A working directory: the files, and what is made of them."""
    shutil.copytree(FILES, folder, ignore=shutil.ignore_patterns(
        "README.md", "*.license"))
    if any("repo.git" in word for word in row.command):
        make_repository(folder)
    if row.command[0] == "java" and "Hello" in row.command:
        subprocess.run(["javac", "-d", str(folder), "Hello.java"],
                       cwd=folder, check=True)


def run(argv: list[str], folder: Path, row: Row,
        env: dict[str, str]) -> Ran:
    """Runs one side, and bounds its time."""
    stdin = (folder / row.stdin).open("rb") if row.stdin \
        else open(os.devnull, "rb")
    with stdin:
        try:
            done = subprocess.run(argv, stdin=stdin, cwd=folder, env=env,
                                  capture_output=True, timeout=SECONDS,
                                  check=False)
        except subprocess.TimeoutExpired as late:
            return Ran(late.stdout or b"", late.stderr or b"", -1)
    status = done.returncode
    return Ran(done.stdout, done.stderr,
               status if status >= 0 else 128 - status)


def on_linux(row: Row, folder: Path) -> Ran:
    """This machine's Linux runs it."""
    return run(list(row.command), folder, row, ENVIRONMENT)


def by_epi(row: Row, folder: Path) -> Ran:
    """Epi runs it."""
    argv = [str(ROOT / "epi"), "run", "--cwd", WORK, "--with",
            f"{folder}:{WORK}", "--env", "LANG=C.UTF-8",
            f"--timeout={SECONDS - 5}", *row.options, *row.command]
    return run(argv, folder, row, {
        **os.environ, "PATH": ENVIRONMENT["PATH"],
        "XDG_CACHE_HOME": str(engine.folder_root() / "epi-cache")})


def difference(what: str, linux: bytes, guest: bytes) -> str:
    """The first lines that differ."""
    a, b = (text.decode(errors="replace").splitlines()
            for text in (linux, guest))
    lines = [line for line in
             difflib.unified_diff(a, b, "Linux", "epi", lineterm="", n=0)
             if not line.startswith(("---", "+++", "@@"))]
    return f"{what}: " + " | ".join(line[:120] for line in lines[:4])


def compare(row: Row, linux: Ran, guest: Ran) -> str:
    """Why the two are not the same, nothing if they are."""
    if guest.status != linux.status:
        last = guest.errors.decode(errors="replace").strip().splitlines()
        return f"status {guest.status}, not {linux.status}: " + \
            " | ".join(line[:160] for line in last[-2:])
    if row.compare == "status":
        return ""
    pairs = [("output", linux.output, guest.output)]
    if row.compare == "sorted":
        pairs = [(what, b"\n".join(sorted(a.splitlines())),
                  b"\n".join(sorted(b.splitlines()))) for what, a, b in pairs]
    elif row.compare == "exact":
        pairs.append(("errors", linux.errors, guest.errors))
    return next((difference(*pair) for pair in pairs if pair[1] != pair[2]),
                "")


def check(row: Row) -> str:
    """Runs both sides; why the row fails, nothing if it does not."""
    without = missing(row)
    if without:
        return f"not installed: apt install {' '.join(without)}"
    with tempfile.TemporaryDirectory(prefix="epi-programs-") as name:
        ran = []
        for i, side in enumerate((on_linux, by_epi)):
            # The same path for both, which some programs print
            folder = Path(name, "work")
            prepare(folder, row)
            ran.append(side(row, folder))
            folder.rename(Path(name, str(i)))
    return compare(row, *ran)
