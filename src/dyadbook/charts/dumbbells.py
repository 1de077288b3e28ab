"""Values of one row beside each other, joined by a bar: the sheet on which comparisons of two figures are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from dyadbook.charts.canvas import GREY, INK, SIZE, SMALL, Canvas, length, wrap
from dyadbook.charts.panel import nice, short

BLUE, RUST = "#0072B2", "#D55E00"


@dataclass(frozen=True)
class Mark:
    """One value of a row: where, how it looks, what stands above it."""

    value: float
    shape: str
    colour: str
    filled: bool
    label: str
    ref: str


@dataclass(frozen=True)
class Row:
    """One row: its heading, a second line, its marks, and what stands behind the last."""

    head: str
    below: str
    marks: tuple[Mark, ...]
    joined: tuple[float, float]  # the two values that the bar joins
    note: str


@dataclass(frozen=True)
class Sheet:
    rows: Sequence[Row]
    key: Sequence[tuple[str, str, str, bool]]  # words, shape, colour, filled
    empty: str


def draw(sheet: Sheet, width: float) -> Figure:
    """Draw the rows over one scale from zero; without rows, the words for that."""
    if not sheet.rows:
        canvas = Canvas(width, 26)
        canvas.text(0, 13, sheet.empty, SIZE)
        return canvas.figure
    wide = width > 400
    column = 130.0 if wide else 0.0
    note = (
        (max(length(line, SMALL - 0.4) for r in sheet.rows for line in wrap(r.note, 84, SMALL - 0.4)) + 8)
        if wide
        else 6.0
    )
    left, right = column + 10, width - note - 12
    step = 38.0 if wide else 48.0
    ticks = nice(0, max(m.value for r in sheet.rows for m in r.marks), 4)
    entries = _places(sheet, width)
    bottom = step * len(sheet.rows) + 6
    canvas = Canvas(width, bottom + 26 + entries[-1][1] + 10)

    def x_of(value: float) -> float:
        return left + value / ticks[-1] * (right - left)

    for tick in ticks:
        canvas.line(x_of(tick), 0, x_of(tick), bottom, INK, 0.5, alpha=0.13 if tick else 0.5)
        canvas.text(x_of(tick), bottom + 9, short(tick), SMALL - 0.4, "center", alpha=0.85)
    for number, row in enumerate(sheet.rows):
        y = number * step + (20 if wide else 34)
        if number:
            canvas.line(0, number * step + 2, width, number * step + 2, INK, 0.5, alpha=0.18)
        _row(canvas, row, y, x_of, wide, column, width)
    for x, ky, (label, shape, colour, filled) in entries:
        canvas.mark(x + 5, bottom + 26 + ky, 4, shape, colour, filled)
        canvas.text(x + 14, bottom + 26 + ky, label, SMALL)
    return canvas.figure


def _row(
    canvas: Canvas,
    row: Row,
    y: float,
    x_of: Callable[[float], float],
    wide: bool,
    column: float,
    width: float,
) -> None:
    if wide:
        canvas.text(0, y - 5, row.head, SMALL, bold=True)
        canvas.text(0, y + 6, wrap(row.below, column, SMALL - 0.4, 1)[0], SMALL - 0.4, alpha=0.85)
    else:
        canvas.text(0, y - 23, row.head, SMALL, bold=True)
        tail = f"{row.below} · {row.note}"
        start = length(row.head, SMALL, True) + 6
        canvas.text(start, y - 23, wrap(tail, width - start, SMALL - 0.6, 1)[0], SMALL - 0.6, alpha=0.85)
    a, b = sorted(x_of(v) for v in row.joined)
    if b - a > 11:
        canvas.line(a + 5, y, b - 5, y, GREY, 2.2, alpha=0.6)
    reach = -1e9
    for mark in sorted(row.marks, key=lambda m: (m.value, m.filled)):
        x = x_of(mark.value)
        canvas.mark(x, y, 4.6, mark.shape, mark.colour, mark.filled)
        canvas.link(x - 7, y - 8, x + 7, y + 8, mark.ref)
        if mark.label:
            half = length(mark.label, SMALL - 0.4, mark.shape == "diamond") / 2
            lift = -11 if x - half > reach else 11
            canvas.text(
                max(x, half), y + lift, mark.label, SMALL - 0.4, "center", bold=mark.shape == "diamond"
            )
            reach = x + half + 3 if lift < 0 else reach
    if wide:
        end = max(x_of(m.value) for m in row.marks)
        lines = wrap(row.note, 84, SMALL - 0.4)
        canvas.lines(end + 11, y - 5 * (len(lines) - 1), lines, SMALL - 0.4, alpha=0.9)


def _places(sheet: Sheet, width: float) -> list[tuple[float, float, tuple[str, str, str, bool]]]:
    out, x, y = [], 0.0, 0.0
    for entry in sheet.key:
        wide = 14 + length(entry[0], SMALL) + 12
        if x and x + wide - 10 > width:
            x, y = 0.0, y + 14
        out.append((x, y, entry))
        x += wide
    return out
