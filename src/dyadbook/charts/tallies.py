"""Hand-coded rows on a narrow sheet: how many of each type in each year, as numbers that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dyadbook.charts.canvas import INK, NARROW, SMALL, Canvas, length, wrap
from dyadbook.charts.lanes import Item

YEARLY, STRETCHES = 9, 6  # columns that fit: single years, else stretches of years
LINE, ROW = 10.0, 15.0
STRONGEST = 0.55  # opacity of the fullest field; its number stays legible on it


def columns(first: int, last: int) -> list[tuple[int, int]]:
    """Return stretches of years, as many as fit beside the types.

    >>> columns(2007, 2009)
    [(2007, 2007), (2008, 2008), (2009, 2009)]
    >>> columns(2001, 2012)
    [(2001, 2002), (2003, 2004), (2005, 2006), (2007, 2008), (2009, 2010), (2011, 2012)]
    """
    years = last - first + 1
    step = 1 if years <= YEARLY else -(-years // STRETCHES)
    return [(y, min(y + step - 1, last)) for y in range(first, last + 1, step)]


def count(items: Sequence[Item], spans: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
    """Return the number of items of each lane in each stretch, by the year in the middle of what is known of the date."""
    tally: Counter[tuple[str, int]] = Counter()
    for item in items:
        if item.first and item.last:
            year = (item.first + (item.last - item.first) / 2).year
            tally[item.lane, next((n for n, (a, b) in enumerate(spans) if a <= year <= b), 0)] += 1
    return {lane: [tally[lane, n] for n in range(len(spans))] for lane in {lane for lane, _ in tally}}


def _left(names: Mapping[str, str]) -> float:
    return min(max((length(name, SMALL - 0.4) for name in names.values()), default=0) + 6, 76.0)


def _rows(rows: Mapping[str, list[int]], names: Mapping[str, str]) -> list[tuple[list[str], list[int]]]:
    left = _left(names)
    return [
        (wrap(name, left - 4, SMALL - 0.4, 3), rows[lane]) for lane, name in names.items() if lane in rows
    ]


def height(rows: Mapping[str, list[int]], names: Mapping[str, str]) -> float:
    """Return how high the table will be, its heading of years and its sums included."""
    return (
        16 + sum(ROW + LINE * (len(lines) - 1) for lines, _ in _rows(rows, names)) + ROW + 4 if rows else 0.0
    )


def draw(
    canvas: Canvas,
    y: float,
    rows: Mapping[str, list[int]],
    names: Mapping[str, str],
    spans: Sequence[tuple[int, int]],
    colour: str,
) -> float:
    """Draw the table from `y` down and return where it ends; fields with more rows are stronger."""
    if not rows:
        return y
    left, sums = _left(names), 24.0
    step = (NARROW - left - sums) / len(spans)
    most = max(n for row in rows.values() for n in row)
    for n, (a, b) in enumerate(spans):
        text = f"’{a % 100:02}" if a == b else f"’{a % 100:02}–{b % 100:02}"
        canvas.text(left + (n + 0.5) * step, y + 7, text, SMALL - 1.2, "center", alpha=0.85)
    canvas.text(NARROW - 2, y + 7, "all", SMALL - 1.2, "right", alpha=0.85)
    y += 16
    for lines, numbers in _rows(rows, names):
        tall = ROW + LINE * (len(lines) - 1)
        canvas.lines(0, y + ROW / 2, lines, SMALL - 0.4)
        for n, number in enumerate(numbers):
            x = left + n * step
            if number:
                canvas.box(
                    x + 0.7, y + 0.7, x + step - 0.7, y + tall - 0.7, colour, STRONGEST * number / most
                )
                canvas.text(x + step / 2, y + tall / 2, f"{number:,}", SMALL - 0.4, "center")
        canvas.text(NARROW - 2, y + tall / 2, f"{sum(numbers):,}", SMALL - 0.4, "right", bold=True)
        y += tall
    canvas.line(0, y + 0.5, NARROW, y + 0.5, INK, 0.6, alpha=0.4)
    canvas.text(0, y + ROW / 2 + 1, "all", SMALL - 0.4)
    for n in range(len(spans)):
        total = sum(row[n] for row in rows.values())
        canvas.text(left + (n + 0.5) * step, y + ROW / 2 + 1, f"{total:,}", SMALL - 0.4, "center", bold=True)
    total = sum(map(sum, rows.values()))
    canvas.text(NARROW - 2, y + ROW / 2 + 1, f"{total:,}", SMALL - 0.4, "right", bold=True)
    return y + ROW + 4
