# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""The programs in conform/ say the same on Linux and in the image.

Each is linked statically against glibc and against musl, runs on this machine
and, the same file, in the image. conform/pending.tsv lists those that do not
agree yet; one that does must leave the list. A check is a line that a program
writes on Linux; each counts once for each library.
"""

from __future__ import annotations

import difflib
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from lib import conform, programs
from lib.conform import Ran

HERE = Path(__file__).resolve().parent / "conform"
PENDING = HERE / "pending.tsv"
PROGRAMS = sorted(path.stem for path in HERE.glob("*.c"))
CHECKS_MIN = 5000  # lines of all programs, of one library
# Those that a fault of their own ends
FAULTS = tuple(f"signal_end_{how}" for how in (
    "access", "blocked", "bus", "divide", "ignored", "segv", "thread", "trap"))
# Those that run on arm64, too
ARM64 = ("mmap_advise", "mmap_arguments", "mmap_brk", "mmap_file",
         "mmap_limits", "mmap_protect", "mmap_remap", "mmap_sync",
         "time_vdso", "signal_action", "signal_context", "signal_mask",
         "signal_restart", "signal_result", "signal_send", "signal_stack",
         "signal_threads", "signal_wait", "signal_mask_wait")


def pending(name: str, libc: str) -> str | None:
    """Why the program does not agree yet."""
    for row in PENDING.read_text(encoding="utf-8").splitlines():
        fields = row.split("\t")
        if not row.startswith("#") and fields[0] == name and \
                fields[1] in (libc, "*"):
            return fields[2]
    return None


def cases() -> list:
    """All programs with both libraries, those that are pending marked."""
    params = []
    for name in PROGRAMS:
        for libc in programs.LIBCS:
            why = pending(name, libc)
            marks = [pytest.mark.xfail(strict=True, reason=why)] if why \
                else []
            params.append(pytest.param(name, libc, marks=marks,
                                       id=f"{name}-{libc}"))
    return params


def test_list_is_about_programs() -> None:
    rows = [row.split("\t") for row in
            PENDING.read_text(encoding="utf-8").splitlines()
            if not row.startswith("#")]
    assert all(len(row) == 3 and row[0] in PROGRAMS and
               row[1] in (*programs.LIBCS, "*") and row[2]
               for row in rows), rows


def names_asked(request: pytest.FixtureRequest, libc: str) -> list[str]:
    """The programs that this run tests in the image, with the library."""
    params = [item.callspec.params for item in request.session.items
              if getattr(item, "originalname", "") == "test_image"]
    return sorted({p["name"] for p in params if p["libc"] == libc})


def linux_asked(request: pytest.FixtureRequest) -> list[tuple[Path, str]]:
    """What has to run on Linux, with the library to compare with."""
    params = [item.callspec.params for item in request.session.items
              if item.path == Path(__file__) and hasattr(item, "callspec")
              and "name" in item.callspec.params]
    return sorted({(HERE / f"{p['name']}.c", libc) for p in params
                   for libc in (p["libc"], programs.LIBCS[0])})


@pytest.fixture(scope="module")
def linux(request: pytest.FixtureRequest) -> Callable[[str, str], Ran]:
    """A program's run on this machine: linux(name, libc)."""
    conform.on_linux_all(linux_asked(request))
    return lambda name, libc: conform.on_linux(HERE / f"{name}.c", libc)


@pytest.fixture(scope="module")
def image(request: pytest.FixtureRequest, build, boot
          ) -> Callable[..., Ran]:
    """A program's run in the image: image(name, libc, alone)."""
    chains: dict[str, dict[str, Ran]] = {}

    def some(names: list[str], libc: str) -> dict[str, Ran]:
        def run(**options):
            return boot(build("app/elfloader", {}), memory="512M", **options)
        return conform.in_image([HERE / f"{n}.c" for n in names], libc, run)

    def one(name: str, libc: str, alone: bool = False) -> Ran:
        if alone:
            return some([name], libc)[name]
        if libc not in chains:
            chains[libc] = some(names_asked(request, libc), libc)
        return chains[libc][name]
    return one


def difference(name: str, linux: Ran, image: Ran) -> str | None:
    """Where a program's two runs differ, or None. A fault that ends it is told
    on the console; that somebody ended it is not."""
    output, status = image.output, linux.status
    if status > 128:
        # The report of the signal follows
        output, report = (output[:len(linux.output)],
                          output[len(linux.output):])
        number = status - 128
        if name in FAULTS and signal.Signals(number).name not in report:
            return f"no report of the signal: {report}"
        if name not in FAULTS and report:
            return f"a report, though there was no fault: {report}"
    if output != linux.output:
        return "".join(difflib.unified_diff(
            linux.output.splitlines(True), output.splitlines(True),
            "Linux", "image", n=1))
    if image.status != status:
        return f"status {image.status} instead of {status}: {image.output}"
    return None


@pytest.mark.parametrize("libc", programs.LIBCS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_linux(name: str, libc: str, request, linux) -> None:
    """A reference that says something, and the same with both libraries."""
    ran = linux(name, libc)
    lines = ran.output.splitlines()
    request.node.user_properties.append(("cases", len(lines)))
    assert lines and all(": " in line for line in lines), ran.output
    assert ran == linux(name, programs.LIBCS[0])


@pytest.mark.parametrize("name,libc", cases())
def test_image(name: str, libc: str, linux, image) -> None:
    """Alone is what counts; in the chain is how it is asked first."""
    wanted = linux(name, libc)
    if difference(name, wanted, image(name, libc)) is not None:
        found = difference(name, wanted, image(name, libc, alone=True))
        assert found is None, f"{name}, {libc}:\n{found}"


def test_checks_are_many(linux) -> None:
    count = sum(len(linux(name, programs.LIBCS[0]).output.splitlines())
                for name in PROGRAMS)
    assert count >= CHECKS_MIN


@pytest.mark.parametrize("source", ARM64)
def test_arm64(source: str, build, boot, tmp_path) -> None:
    """Memory, signals and clocks on the other architecture, whose handlers
    return through the vDSO. The lines do not depend on the machine."""
    binary = programs.static(HERE / f"{source}.c", tmp_path, "arm64")
    image = build("app/elfloader", {}, "arm64").path
    result = boot(image.with_name(image.name + ".Image"), arch="arm64",
                  memory="256M", initrd=binary, timeout=60)
    wanted = conform.on_linux(HERE / f"{source}.c", "glibc")
    lines = conform.said(result.output).splitlines()
    assert result.status == wanted.status, result.text
    if source == "time_vdso":
        assert "rt_sigreturn: is there" in lines
        lines.remove("rt_sigreturn: is there")
        # What it has from there on is x86_64's
        first = lines.index("for nobody: 0") + 1
        expected = wanted.output.splitlines()
        rest = expected.index("to write to it: -1 EFAULT")
        assert lines == expected[:first] + expected[rest:]
    else:
        assert lines == wanted.output.splitlines(), result.text


@pytest.mark.parametrize("arch", ("x86_64", "arm64"))
def test_signals_at_every_moment(arch: str, build, boot, tmp_path) -> None:
    """The clock counts instructions, of several lengths: so the timer's
    signals come at other moments in each run, and at the same every time."""
    source = HERE / "signal_storm.c"
    binary = programs.static(source, tmp_path, arch)
    image = build("app/elfloader", {}, arch).path
    if arch == "arm64":
        image = image.with_name(image.name + ".Image")
    wanted = conform.on_linux(source, "glibc")
    for shift in range(6):
        result = boot(image, arch=arch, memory="256M", initrd=binary,
                      extra=["-icount", f"shift={shift},sleep=off"])
        assert conform.said(result.output) == wanted.output, \
            f"shift {shift}: {result.text}"
        assert result.status == wanted.status
