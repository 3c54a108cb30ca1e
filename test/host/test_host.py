# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Every module's tests on the build machine, under sanitizers."""

from __future__ import annotations

import pytest

from lib import host, ktap

COMPILERS = ("gcc", "clang")


@pytest.mark.combinations("compiler", COMPILERS, COMPILERS[:1])
@pytest.mark.parametrize("module", host.modules())
def test_module(module: str, compiler: str, check_ktap) -> None:
    done = host.run(module, compiler)
    assert not done.timed_out, done.output[-8000:]
    check_ktap(done.output)
    assert done.returncode == 0, done.output[-8000:]


@pytest.mark.parametrize("compiler", COMPILERS)
def test_failure_is_noticed(compiler: str) -> None:
    done = host.run("test/host/selftest", compiler)
    assert done.returncode == 78
    suites = ktap.parse(done.output)
    assert sorted(ktap.failures(suites)) == ["selftest.fails",
                                             "selftest_init"]
    assert [c.name for c in ktap.leaves(suites) if c.skipped] == [
        "selftest.gives_up"]
    assert done.output.endswith("""\
uktest:suites:     2 failed, 2 total
uktest:cases:      1 failed, 3 total
uktest:assertions: 2 failed, 3 total
""")
