# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Thread-local variables of native code, in layouts that the rounding of sizes
and alignments tells apart."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("arch", ["x86_64", "arm64"])
@pytest.mark.parametrize("layout", ["ONE", "ZERO", "GAP", "ALIGNED"])
def test_layout(build, boot, arch: str, layout: str) -> None:
    image = build("test/vm/tls", {f"APPTLS_{layout}": True}, arch=arch)
    result = boot(image)
    assert result.status == 0, result.text
    assert "values: 1\ninside: 1\n" in result.text, result.text
