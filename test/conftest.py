# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Fixtures for all tests, and the last line of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib import build as build_module
from lib import cache, guest, ktap, tally

TEST = Path(__file__).resolve().parent
# The run's; reports reach hooks that see no configuration.
TALLIES: list[tally.Tally] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("epimetheus")
    group.addoption("--update-expected", action="store_true",
                    help="record the number of tests that ran")
    group.addoption("--thorough", action="store_true",
                    help="every combination of compilers, deeper analysis")
    group.addoption("--fuzz-seconds", type=int, default=1, metavar="N",
                    help="how long each fuzz target runs")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A parameter's values with --thorough, and the few of every run: what
    @pytest.mark.combinations(names, every, usual) says."""
    for mark in metafunc.definition.iter_markers("combinations"):
        names, every, usual = mark.args
        thorough = metafunc.config.option.thorough
        metafunc.parametrize(names, every if thorough else usual)


def pytest_configure(config: pytest.Config) -> None:
    TALLIES.append(tally.Tally())
    if not is_worker(config):
        cache.limit(build_module.folder_cache())
    config.addinivalue_line(
        "markers", "xdist_group: the tests that run in one worker")
    config.addinivalue_line(
        "markers", "combinations(names, every, usual): parameters")


def folder_of(nodeid: str) -> str:
    """The folder of test/ that a test lies in."""
    path = (TEST / nodeid.split("::")[0]).resolve()
    try:
        return path.relative_to(TEST).parts[0]
    except ValueError:
        return "."


def is_worker(config: pytest.Config) -> bool:
    """Does this process run tests for another one that counts them?"""
    return hasattr(config, "workerinput")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Counts a test, wherever it ran: what a test found is in its report."""
    count = TALLIES[-1]
    if report.failed:
        count.failed += report.nodeid not in count.failures
        count.failures.add(report.nodeid)
    elif report.skipped:
        count.skipped += 1
    elif report.when == "call":
        count.passed += 1
    if report.when == "call" and not report.skipped:
        counts = count.folder(folder_of(report.nodeid))
        counts.tests += 1
        counts.cases += sum(number for name, number in report.user_properties
                            if name == "cases")


# Groups of tests that take long begin first, so that no worker is left alone
# with one of them at the end.
LONG_FIRST = ("test_analyse.py", "toggles", "test_unittest.py", "host",
              "test_kernel.py", "test_headers.py", "test_conform.py")
# Files of which every test may run in any worker: none shares what it builds
APART = ("test_matrix.py", "test_headers.py")


def group_of(item: pytest.Item) -> str:
    """What has to run in one worker: the tests of a file, and those of folders
    that share what they build."""
    if "toggles" in getattr(item, "fixturenames", ()):
        return "toggles"
    if item.path.name in APART:
        return item.name
    folder = folder_of(item.nodeid)
    return "host" if folder in ("host", "fuzz") else item.path.name


def begins_at(item: pytest.Item) -> int:
    """Its place among LONG_FIRST; what is not there comes later."""
    for name in (group_of(item), item.path.name):
        if name in LONG_FIRST:
            return LONG_FIRST.index(name)
    return len(LONG_FIRST)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers, some tests stay together."""
    items.sort(key=begins_at)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))


def complete_folders(config: pytest.Config) -> set[str]:
    """The folders of which every test was asked for."""
    option = config.option
    if option.keyword or option.markexpr or getattr(option, "lf", False) \
            or option.maxfail or option.deselect or option.collectonly \
            or option.ignore or option.ignore_glob:
        return set()
    names = {p.name for p in TEST.iterdir() if p.is_dir()}
    asked: set[str] = set()
    for arg in config.args:
        path = (config.invocation_params.dir / arg.split("::")[0]).resolve()
        if path in (TEST, TEST.parent):
            return names
        if path.parent == TEST and path.is_dir():
            asked.add(path.name)
    return asked & names


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    if is_worker(config):
        return
    count = TALLIES[-1]
    complete = complete_folders(config)
    expected = tally.read()
    if config.option.update_expected and exitstatus == 0:
        expected.update({n: c for n, c in count.folders.items()
                         if n in complete})
        tally.write(expected)
    elif not config.option.collectonly:
        short = count.shortfalls(expected, complete)
        if short:
            print("\n" + "\n".join(short))
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last lines: what the run cost; tests that passed and failed, errors
    included."""
    count = TALLIES.pop()
    if not config.option.collectonly and not is_worker(config):
        print(count.cost())
        print(f"{count.passed} passed, {count.failed} failed", flush=True)


@pytest.fixture(scope="session")
def build() -> Callable[..., build_module.Image]:
    """build(app, options, arch, compiler, libs) -> Image; see lib/build.py"""
    return build_module.build


@pytest.fixture(scope="session")
def boot() -> Callable[..., guest.Result]:
    """boot(image, arch, machine, memory, append, initrd, timeout, extra,
    quiet) -> Result; see lib/guest.py. The image may be a path or an Image."""
    def run(image: build_module.Image | Path, **options) -> guest.Result:
        if isinstance(image, build_module.Image):
            options.setdefault("arch", image.arch)
            image = image.path
        return guest.boot(image, **options)
    return run


@pytest.fixture
def check_ktap(request: pytest.FixtureRequest
               ) -> Callable[[str], list[ktap.Case]]:
    """check_ktap(output): the suites of a complete report without failure.
    Its cases count for test/expected."""
    def check(output: str) -> list[ktap.Case]:
        try:
            suites = ktap.parse(output)
        except ktap.KtapError as error:
            pytest.fail(f"{error}; the output was:\n{output[-8000:]}")
        request.node.user_properties.append(
            ("cases", len(ktap.leaves(suites))))
        bad = ktap.failures(suites)
        assert not bad, (f"failed: {', '.join(bad)}\n"
                         f"{ktap.failed_lines(output)}\n{output[-8000:]}")
        return suites
    return check
