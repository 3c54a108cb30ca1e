# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Debian's programs do by `epi run` what they do on Linux: the quick rows of
programs.tsv. `make check-programs` runs all."""

from __future__ import annotations

import pytest

from lib import program_rows

ROWS = program_rows.rows()


def test_table() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS) >= 60
    assert len({row.command[0] for row in ROWS}) >= 35
    assert all(row.packages for row in ROWS)


def test_bad_row() -> None:
    with pytest.raises(ValueError):
        program_rows.parse("name\tquick\texact\tcoreutils")


@pytest.mark.parametrize("row", [row for row in ROWS if row.quick],
                         ids=lambda row: row.name)
def test_program(row: program_rows.Row) -> None:
    assert program_rows.check(row) == ""
