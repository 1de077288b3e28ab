"""Values of one row beside each other, joined by a bar: the sheet on which comparisons of two figures are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from dyadbook.charts.canvas import GREY, INK, SIZE, SMALL, Canvas, length, wrap
from dyadbook.charts.panel import nice, short

BLUE, RUST = "#0072B2", "#D55E00"
NEAR, TALL = 9.5, 12.0  # marks nearer than this cover one another; how far below one another they then stand


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
    unit: str = ""


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
    ticks = nice(0, max(m.value for r in sheet.rows for m in r.marks), 4)
    entries = _places(sheet, width)

    def x_of(value: float) -> float:
        return left + value / ticks[-1] * (right - left)

    heights = [_height(row, x_of, wide) for row in sheet.rows]
    bottom = sum(heights) + 6
    under = 38.0 if sheet.unit else 26.0
    canvas = Canvas(width, bottom + under + entries[-1][1] + 10)

    for tick in ticks:
        top = 0.0
        for tall in heights:  # on a phone below the heading of each row, so that no line runs through words
            begin = top + (2 if wide else 17)
            canvas.line(x_of(tick), begin, x_of(tick), top + tall + 1, INK, 0.5, alpha=0.13 if tick else 0.5)
            top += tall
        canvas.text(x_of(tick), bottom + 9, short(tick), SMALL - 0.4, "center", alpha=0.85)
    if sheet.unit:
        canvas.text(right + 6, bottom + 20, sheet.unit, SMALL - 0.6, "right", alpha=0.85)
    top = 0.0
    for row, tall in zip(sheet.rows, heights, strict=True):
        if top:
            canvas.line(0, top + 2, width, top + 2, INK, 0.5, alpha=0.18)
        _row(canvas, row, top + (20 if wide else 34), x_of, wide, column, width)
        top += tall
    for x, ky, (label, shape, colour, filled) in entries:
        canvas.mark(x + 5, bottom + under + ky, 4, shape, colour, filled)
        canvas.text(x + 14, bottom + under + ky, label, SMALL)
    return canvas.figure


def stacks(marks: Sequence[Mark], x_of: Callable[[float], float]) -> list[list[Mark]]:
    """Return the marks from left to right in groups: those that would cover one another are in one, to stand below one another."""
    out: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda m: (m.value, m.filled)):
        if out and x_of(mark.value) - x_of(out[-1][-1].value) < NEAR:
            out[-1].append(mark)
        else:
            out.append([mark])
    return out


def _height(row: Row, x_of: Callable[[float], float], wide: bool) -> float:
    """Return how high a row is: marks below one another need more of it."""
    deepest = max(len(group) for group in stacks(row.marks, x_of))
    return (38.0 if wide else 48.0) + TALL * (deepest - 1)


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
    groups = stacks(row.marks, x_of)
    a, b = sorted(x_of(v) for v in row.joined)
    if b - a > 11:
        canvas.line(a + 5, y, b - 5, y, GREY, 2.2, alpha=0.6)
    reach, end = -1e9, 0.0
    for group in groups:
        beside = len(group) > 1
        # what the bar leads to stays on the line of the bar
        group = sorted(group, key=lambda m: m.value not in row.joined)
        for number, mark in enumerate(group):
            x, at = x_of(mark.value), y + TALL * number
            canvas.mark(x, at, 4.6, mark.shape, mark.colour, mark.filled)
            canvas.link(x - 7, at - 6, x + 7, at + 6, mark.ref)
            words, bold, size = mark.label, mark.shape == "diamond", SMALL - 0.4
            if not words:
                end = max(end, x)
                continue
            half = length(words, size, bold) / 2
            if beside and (number or len(groups) == 1):
                canvas.text(x + 9, at, words, size, bold=bold)
                end = max(end, x + 9 + 2 * half)
            else:
                lift = -11 if x - half > reach else 11
                canvas.text(max(x, half), y + lift, words, size, "center", bold=bold)
                reach = x + half + 3 if lift < 0 else reach
                end = max(end, x)
    if wide:
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
