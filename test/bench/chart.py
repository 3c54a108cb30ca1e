# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
"""Draws the cost of operations as an SVG: ours and Linux's, log scale."""

from __future__ import annotations

import math
from xml.sax.saxutils import escape

from ops import Row

LABEL = 300     # width of the column of names
PLOT = 520      # width of the plot
RIGHT = 90      # room for figures
TOP = 78
PITCH = 34      # height of an operation
BAR = 11

# Legible on white and on black: colours of middle lightness, and the text
# follows the reader's scheme
STYLE = """
  text { font: 13px sans-serif; fill: #24292f }
  .small { font-size: 11px }
  .title { font-size: 16px; font-weight: bold }
  .grid { stroke: #8b949e; stroke-opacity: .35 }
  .ours { fill: #2f81f7 } .linux { fill: #8b949e }
  .budget { stroke: #d9822b; stroke-width: 2 }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
"""


class Scale:
    """Maps instructions to a horizontal place."""

    def __init__(self, figures: list[float]) -> None:
        self.low = math.floor(math.log10(max(1.0, min(figures))))
        self.high = math.ceil(math.log10(max(figures)))
        self.high = max(self.high, self.low + 1)

    def x(self, value: float) -> float:
        """Figures below the scale's start lie on it."""
        place = math.log10(max(value, 10.0 ** self.low)) - self.low
        return LABEL + PLOT * place / (self.high - self.low)

    def ticks(self) -> list[int]:
        return [10 ** n for n in range(self.low, self.high + 1)]


def text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(words)}</text>'


def line(x: float, y: float, height: float, kind: str) -> str:
    return (f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" '
            f'y1="{y:.1f}" y2="{y + height:.1f}"/>')


def bar(scale: Scale, y: float, value: float | str, kind: str) -> list[str]:
    """A bar with its figure; or the reason why there is none."""
    if isinstance(value, str):
        return [text(LABEL + 4, y + BAR - 1, value, ' class="small"')]
    width = scale.x(value) - LABEL
    return [f'<rect class="{kind}" x="{LABEL}" y="{y:.1f}" '
            f'width="{max(width, 1):.1f}" height="{BAR}"/>',
            text(LABEL + width + 5, y + BAR - 1, f"{value:,.0f}",
                 ' class="small"')]


def legend() -> list[str]:
    """What the colours mean."""
    y, parts = 44, []
    for x, kind, words in ((LABEL, "ours", "Epimetheus"),
                           (LABEL + 110, "linux", "Linux guest")):
        parts.append(f'<rect class="{kind}" x="{x}" y="{y}" width="{BAR}" '
                     f'height="{BAR}"/>')
        parts.append(text(x + 17, y + BAR - 1, words))
    parts.append(line(LABEL + 226, y, BAR, "budget"))
    parts.append(text(LABEL + 234, y + BAR - 1, "budget"))
    return parts


def draw(rows: list[Row], version: str) -> str:
    """The picture; rows in their order."""
    figures = [float(row.budget.limit) for row in rows]
    figures += [v for row in rows for v in (row.ours, row.linux)
                if not isinstance(v, str)]
    scale = Scale(figures)
    height = TOP + PITCH * len(rows) + 24
    width = LABEL + PLOT + RIGHT
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
             f'height="{height}" viewBox="0 0 {width} {height}" role="img">',
             "<title>Guest instructions an operation</title>",
             f"<style>{STYLE}</style>",
             text(16, 26, "Guest instructions an operation, the same static "
                  f"program, beside Linux {version}", ' class="title"'),
             *legend()]
    for tick in scale.ticks():
        x = scale.x(tick)
        parts.append(line(x, TOP - 6, PITCH * len(rows), "grid"))
        parts.append(text(x, height - 10, f"{tick:,}",
                          ' class="small" text-anchor="middle"'))
    for i, row in enumerate(rows):
        y = TOP + PITCH * i
        parts.append(text(LABEL - 10, y + BAR + 4, row.budget.what,
                          ' text-anchor="end"'))
        parts += bar(scale, y, row.ours, "ours")
        parts += bar(scale, y + BAR + 2, row.linux, "linux")
        parts.append(line(scale.x(row.budget.limit), y - 2, 2 * BAR + 6,
                          "budget"))
    return "\n".join([*parts, "</svg>"]) + "\n"
