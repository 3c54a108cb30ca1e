# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Only the accesses that may fault may: all others end as without uknofault."""

from __future__ import annotations

import pytest

from crash.configurations import APP

# How the application is told to crash, and its exit status
CRASHES = {"null": 66, "text": 67, "wild": 69}


@pytest.mark.parametrize("arch", ["x86_64", "arm64"])
@pytest.mark.parametrize("how", CRASHES)
def test_other_faults_crash(build, boot, arch: str, how: str) -> None:
    image = build(APP, {"LIBUKNOFAULT": True}, arch=arch)
    result = boot(image, append=how)
    assert result.status == CRASHES[how], result.text
    assert "still alive" not in result.text
