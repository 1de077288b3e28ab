"""A wide sheet with one line for each event: its words on the left, its mark on an axis that widens where events crowd."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from matplotlib.figure import Figure

from dyadbook.charts import axis as axes
from dyadbook.charts import marks
from dyadbook.charts.canvas import GREY, INK, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.lanes import SPAN_DAYS, Item
from dyadbook.charts.sheets import MANY, Plot, key_of, size

LINE, HEAD = 13.0, 19.0
LABELS = 268.0  # most that the words may take
CROWDED, SHORT = 0.5, 0.4  # more than this share of the events in less than this share of the time


def fits(plot: Plot) -> bool:
    """Say whether there are few enough events for a line each, and no backdrop."""
    return len(plot.own) <= MANY and len(plot.own) == len(plot.items)


def fold_of(plot: Plot) -> dt.date | None:
    """Return the start of the last phases that hold most of the dated events in little of the time; None where none do."""
    whole = (plot.last - plot.first).days
    dated = [i.first for i in plot.dated if i.first]
    for phase in reversed(plot.phases):
        if not plot.first < phase.start < plot.last:
            continue
        if sum(day >= phase.start for day in dated) > CROWDED * len(dated):
            return phase.start if (plot.last - phase.start).days < SHORT * whole else None
    return None


def wide(plot: Plot) -> Figure:
    """Draw a line for each event, lane by lane and in order of time, 576 points wide."""
    lanes = [(name, _ordered(plot, lane)) for lane, name in plot.names().items()]
    column = min(max((length(i.label, SMALL) for i in plot.own), default=0) + 22, LABELS)
    rows = [(name, [(i, wrap(i.label, column - 18, SMALL, 2)) for i in items]) for name, items in lanes]
    axis = axes.Axis(plot.first, plot.last, column, WIDE - 10, fold_of(plot))
    lines = 1 + max((level for *_, level in axes.band_levels(plot.phases, axis)), default=0)
    top = lines * 12 + 6
    bottom = top + sum(HEAD + sum(_tall(words) for _, words in items) for _, items in rows) + 4
    key = key_of(plot, WIDE)
    canvas = Canvas(WIDE, bottom + (34 if axis.fold else 20) + key.height)
    begin = axes.draw_bands(canvas, axis, plot.phases, plot.colours, 0, bottom)
    axes.draw_ticks(canvas, axis, begin, bottom)
    y = top
    for name, items in rows:
        if y > top:
            canvas.line(0, y + 3, WIDE, y + 3, INK, 0.5, alpha=0.25)
        canvas.text(0, y + 12, name, SMALL, bold=True)
        y += HEAD
        for item, words in items:
            tall = _tall(words)
            canvas.lines(10, y + LINE / 2, words, SMALL)
            _mark(canvas, axis, item, y + tall / 2, plot)
            canvas.link(0, y, WIDE, y + tall, item.ref)
            y += tall
    if axis.fold:
        _folded(canvas, axis, begin, bottom)
    key.draw(canvas, bottom + (34 if axis.fold else 20))
    return canvas.figure


def _tall(words: Sequence[str]) -> float:
    return LINE + 10.5 * (max(len(words), 1) - 1)


def _ordered(plot: Plot, lane: str) -> list[Item]:
    own = [i for i in plot.own if i.lane == lane]
    return sorted(own, key=lambda i: (i.first or dt.date.max, i.last or dt.date.max, i.ref))


def _mark(canvas: Canvas, axis: axes.Axis, item: Item, y: float, plot: Plot) -> None:
    if not (item.first and item.last):
        canvas.text(axis.left + 4, y, "no date", SMALL - 0.8, alpha=0.8)
        shape, filled, _ = marks.look(item.status)
        canvas.mark(axis.left - 6, y, min(size(item), 6), shape, GREY, filled)
        return
    colour, r = plot.colours(item.phase), min(size(item), 6)
    x0, x1 = axis(item.first), axis(item.last)
    x = axis(item.first + (item.last - item.first) / 2)
    if item.days > SPAN_DAYS and x1 - x0 > 2 * r:
        marks.span(canvas, x0, x1, y, colour)
    shape, filled, _ = marks.look(item.status)
    canvas.mark(x, y, r, shape, colour, filled)
    if item.contested:
        marks.ring(canvas, x, y, r)


def _folded(canvas: Canvas, axis: axes.Axis, top: float, bottom: float) -> None:
    """Show where the scale changes, and say so below."""
    assert axis.fold
    x = axis(axis.fold)
    canvas.line(x, top, x, bottom + 14, INK, 1.0, alpha=0.7, linestyle=(0, (3, 2)))
    before, after = axis.parts()
    scale = [(p.right - p.left) / max((p.last - p.first).days, 1) for p in (before, after)]
    words = f"from here on a year is {scale[1] / scale[0]:.0f} times as wide"
    canvas.text(axis.right, bottom + 21, words, SMALL - 0.6, "right", alpha=0.85)
