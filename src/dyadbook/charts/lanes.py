"""Marks on a time axis, stacked in lanes without touching, each with its label where one fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dyadbook.charts.canvas import SMALL, length, wrap


@dataclass(frozen=True)
class Item:
    """One event to draw."""

    ref: str
    lane: str
    first: dt.date | None
    last: dt.date | None
    phase: str
    status: str | None
    reports: int
    label: str
    contested: bool = False
    quiet: bool = False  # drawn small and without label: the backdrop of another table

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1 if self.first and self.last else 0


@dataclass(frozen=True)
class Placed:
    """An item with its row in the lane, its mark at `x`, the ends of its span, and its label right (1) or left (-1) of it."""

    item: Item
    row: int
    x: float
    x0: float
    x1: float
    side: int
    label: str = ""


SPAN_DAYS = 31  # a longer stretch than this is drawn as a stretch
GAP = 2.0


def place(
    items: Sequence[Item],
    x_of: Callable[[dt.date], float],
    left: float,
    right: float,
    size_of: Callable[[Item], float],
    rows: int,
    labelled: bool,
) -> list[Placed]:
    """Give every item of one lane a row, so that nothing overlaps; the most reported are placed, and labelled, first.

    Where not all are `labelled`, those of several sources and the contested ones are. Labels go to the right of the mark, else to its left, within `left` and `right`; beyond `rows` rows marks lose their labels.
    """
    taken: list[list[tuple[float, float]]] = []
    out = []
    for item in sorted(items, key=lambda i: (-i.reports, not i.contested, i.first or dt.date.max, i.ref)):
        r = size_of(item) + (2.4 if item.contested else 0)
        if item.first is None or item.last is None:
            raise ValueError(f"{item.ref} has no date; undated items are drawn beside the axis")
        ends = (x_of(item.first), x_of(item.last)) if item.days > SPAN_DAYS else (x_of(_middle(item)),) * 2
        x = sum(ends) / 2
        low, high = min(ends[0], x - r), max(ends[1], x + r)
        named = item.label and not item.quiet and (labelled or item.reports > 1 or item.contested)
        label = _fitting(item.label, max(right - high, low - left) - 6) if named else ""
        wide = length(label, SMALL) + 4 if label else 0
        row, side = _row(taken, low - GAP / 2, high + GAP / 2, wide, left, right, rows)
        taken += [[] for _ in range(row + 1 - len(taken))]
        reach = {0: (low, high), 1: (low, high + wide), -1: (low - wide, high)}[side]
        taken[row].append((reach[0] - GAP / 2, reach[1] + GAP / 2))
        out.append(Placed(item, row, x, *ends, side, label if side else ""))
    return out


def _fitting(label: str, room: float) -> str:
    """Return a label, cut at a word where it is too long for `room`; nothing where less than half of it would be left."""
    if length(label, SMALL) <= room:
        return label
    short = wrap(label, room, SMALL, 1)[0]
    return short if 2 * len(short) > len(label) and length(short, SMALL) <= room else ""


def _middle(item: Item) -> dt.date:
    assert item.first and item.last
    return item.first + (item.last - item.first) / 2


def _row(
    taken: list[list[tuple[float, float]]],
    low: float,
    high: float,
    wide: float,
    left: float,
    right: float,
    rows: int,
) -> tuple[int, int]:
    def free(row: int, a: float, b: float) -> bool:
        return row >= len(taken) or all(b <= c or d <= a for c, d in taken[row])

    if wide:
        for row in range(rows):
            if high + wide <= right and free(row, low, high + wide):
                return row, 1
            if low - wide >= left and free(row, low - wide, high):
                return row, -1
    row = 0
    while not free(row, low, high):
        row += 1
    return row, 0
