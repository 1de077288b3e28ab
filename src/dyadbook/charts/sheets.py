"""The two sheets of a chart of events: lanes over a time axis where there is room, a dated list where there is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from dyadbook.charts import axis as axes
from dyadbook.charts import marks, tallies
from dyadbook.charts.canvas import GREY, INK, NARROW, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.lanes import SPAN_DAYS, Item, Placed, place
from dyadbook.study import dates
from dyadbook.study.models import Phase

MANY = 60  # from here on marks stand close and only those of several sources are labelled
LISTED = 45  # a list on a phone is read to the end up to about here
QUIET = 3.0  # half the height of a backdrop's ticks
ROW, DENSE_ROW = 12.0, 8.0


@dataclass(frozen=True)
class Plot:
    """What both sheets draw: items, lanes in order with their names, phases with colours, and the days shown."""

    items: Sequence[Item]
    lanes: Mapping[str, str]
    phases: Sequence[Phase]
    colours: marks.Palette
    first: dt.date
    last: dt.date

    @property
    def own(self) -> list[Item]:
        return [i for i in self.items if not i.quiet]

    @property
    def dated(self) -> list[Item]:
        return [i for i in self.items if i.first and i.last]

    @property
    def undated(self) -> list[Item]:
        return [i for i in self.own if not (i.first and i.last)]

    def names(self) -> dict[str, str]:
        """Return the lanes in use, in order."""
        used = {i.lane for i in self.items}
        return {k: v for k, v in self.lanes.items() if k in used} | {
            k: k for k in sorted(used - set(self.lanes))
        }


def size(item: Item) -> float:
    return QUIET if item.quiet else marks.radius(item.reports)


def wide(plot: Plot) -> Figure:
    """Draw lanes over a time axis, 576 points wide, as high as the stacks need."""
    names = plot.names()
    column = (
        min(max((length(line, SMALL) for n in names.values() for line in wrap(n, 88, SMALL)), default=0), 90)
        + 10
    )
    gutter = 46 if plot.undated else 8
    axis = axes.Axis(plot.first, plot.last, column, WIDE - gutter)
    many = len(plot.own) > MANY
    height_of_row = DENSE_ROW if many else ROW
    stacks: dict[str, list[Placed]] = {}
    for lane in names:
        inside = [i for i in plot.dated if i.lane == lane]
        loud = place([i for i in inside if not i.quiet], axis, column + 2, WIDE - gutter, size, 12, not many)
        below = max((p.row for p in loud), default=-1) + 1
        soft = place([i for i in inside if i.quiet], axis, column, WIDE - gutter, size, 1, False)
        stacks[lane] = loud + [Placed(p.item, p.row + below, p.x, p.x0, p.x1, 0) for p in soft]
    heights = {
        lane: max(
            _height(stacks[lane], height_of_row, [i for i in plot.undated if i.lane == lane]),
            7 + 10.5 * len(wrap(name, column - 8, SMALL)),
        )
        for lane, name in names.items()
    }
    lines = 1 + max((level for *_, level in axes.band_levels(plot.phases, axis)), default=0)
    top = lines * 12 + 6
    bottom = top + sum(heights.values())
    key = key_of(plot, WIDE)
    canvas = Canvas(WIDE, bottom + 20 + key.height)
    axes.draw_bands(canvas, axis, plot.phases, plot.colours, 0, bottom)
    axes.draw_ticks(canvas, axis, top, bottom)
    y = top
    for lane, name in names.items():
        if y > top:
            canvas.line(0, y, axis.right, y, INK, 0.5, alpha=0.25)
        canvas.lines(0, y + 9, wrap(name, column - 8, SMALL), SMALL)
        for placed in sorted(stacks[lane], key=lambda p: (p.item.first, p.item.ref)):
            _draw(canvas, placed, y + 8 + placed.row * height_of_row, plot)
        _gutter(canvas, [i for i in plot.undated if i.lane == lane], axis.right + 10, y + 9, plot)
        y += heights[lane]
    if plot.undated:
        canvas.text(WIDE - 18, bottom + 9.5, "no date", SMALL, "center")
    key.draw(canvas, bottom + 20)
    return canvas.figure


def _height(stack: Sequence[Placed], row: float, undated: Sequence[Item]) -> float:
    rows = max((p.row for p in stack), default=0) + 1
    return max(rows * row + 7, 17 + 11 * ((len(undated) - 1) // 3) if undated else 17)


def _draw(canvas: Canvas, placed: Placed, y: float, plot: Plot) -> None:
    item, x = placed.item, placed.x
    if item.quiet:
        canvas.mark(x, y, QUIET, "bar", plot.colours(item.phase))
        canvas.link(x - 3, y - 3, x + 3, y + 3, item.ref)
        return
    colour, r = plot.colours(item.phase), size(item)
    if placed.x1 - placed.x0 > 2 * r:
        marks.span(canvas, placed.x0, placed.x1, y, colour)
    shape, filled, _ = marks.look(item.status)
    canvas.mark(x, y, r, shape, colour, filled)
    if item.contested:
        marks.ring(canvas, x, y, r)
    low, high = min(placed.x0, x - r), max(placed.x1, x + r)
    reach = (2.4 if item.contested else 0) + 3
    if placed.side == 1:
        canvas.text(high + reach, y, placed.label, SMALL)
        high += reach + length(placed.label, SMALL)
    elif placed.side == -1:
        canvas.text(low - reach, y, placed.label, SMALL, "right")
        low -= reach + length(placed.label, SMALL)
    canvas.link(min(low, x - 5), y - 5.5, max(high, x + 5), y + 5.5, item.ref)


def _gutter(canvas: Canvas, items: Sequence[Item], x: float, y: float, plot: Plot) -> None:
    for number, item in enumerate(sorted(items, key=lambda i: i.ref)):
        cx, cy = x + 6 + number % 3 * 11, y + number // 3 * 11
        shape, filled, _ = marks.look(item.status)
        canvas.mark(cx, cy, size(item), shape, GREY, filled)
        canvas.link(cx - 5, cy - 5, cx + 5, cy + 5, item.ref)


def key_of(plot: Plot, width: float, ranges: bool = True) -> marks.Key:
    """Return the key; a narrow sheet draws neither ranges nor the backdrop."""
    return marks.key(
        {i.status for i in plot.own},
        width,
        reports=max((i.reports for i in plot.own), default=0),
        ranges=ranges and any(i.days > SPAN_DAYS for i in plot.own),
        contested=any(i.contested for i in plot.own),
        quiet=ranges and any(i.quiet for i in plot.items),
    )


def narrow(plot: Plot) -> Figure:
    """Draw a list by phase, 248 points wide; where there are too many events for a list, one row of marks a year.

    What stands behind (the hand-coded chronicle) is counted by type and year.
    """
    quiet = [i for i in plot.items if i.quiet and i.first]
    spans = tallies.columns(plot.first.year, plot.last.year)
    counts = tallies.count(quiet, spans)
    listed = len(plot.own) <= LISTED
    key = key_of(plot, NARROW, ranges=False)
    rows = _rows(plot) if listed and plot.own else []
    years = [] if listed else _years(plot, [i for i in plot.dated if not i.quiet])
    heading = 24.0 if counts else 0.0
    beside = [] if listed else plot.undated
    undated = 12.0 * -(-len(beside) // PER_ROW) + 6 if beside else 0.0
    height = sum(h for *_, h in rows) + sum(h for *_, h in years) + undated
    table = tallies.height(counts, plot.names())
    canvas = Canvas(NARROW, max(height + heading + table, 16) + 8 + key.height)
    if not height and not counts:
        canvas.text(0, 8, "No event in this run", SMALL)
    y = _list(canvas, rows, plot)
    y = _year_rows(canvas, years, y, plot)
    if beside:
        canvas.text(7, y + 9, "no date", SMALL)
        _dots(canvas, beside, LEFT + 8, y + 9, plot)
    y += undated
    if counts:
        canvas.text(0, y + 13, "Rows of the hand-coded chronicle", SMALL, bold=True)
        colour = plot.colours(plot.phases[0].id) if len(plot.phases) == 1 else GREY
        y = tallies.draw(canvas, y + heading, counts, plot.names(), spans, colour)
    key.draw(canvas, max(y, 16) + 6)
    return canvas.figure


def _groups(plot: Plot) -> list[tuple[str, str, list[Item]]]:
    """Return (phase id, heading, items in order of time): every phase, also without events, then what cannot be placed."""
    own = sorted(plot.own, key=lambda i: (i.first or dt.date.max, i.last or dt.date.max, i.ref))
    known = {p.id for p in plot.phases}
    shown = {p.id for p, *_ in axes.spans(plot.phases, plot.first, plot.last)}
    groups = [("prelude", "Before", [i for i in own if i.phase == "prelude"])]
    groups += [(p.id, p.name, [i for i in own if i.phase == p.id]) for p in plot.phases if p.id in shown]
    groups.append(("unplaced", "In no single phase", [i for i in own if i.phase not in known | {"prelude"}]))
    return [g for g in groups if g[2] or g[0] in shown]


DATES = 58.0  # width of the column of dates in the list


def _rows(plot: Plot) -> list[tuple[str, tuple, float]]:
    """Return the rows of the list: kind, what it shows, height."""
    rows: list[tuple[str, tuple, float]] = []
    for phase, name, items in _groups(plot):
        rows.append(("head", (phase, name, len(items)), 24.0))
        for item in items:
            lines = wrap(item.label, NARROW - DATES - 20, SMALL, 3)
            rows.append(("item", (item, lines), 11.0 * max(len(lines), len(_date_lines(item))) + 5))
    return rows


def _list(canvas: Canvas, rows: Sequence[tuple[str, tuple, float]], plot: Plot) -> float:
    y = 0.0
    for kind, row, height in rows:
        if kind == "head":
            phase, name, count = row
            canvas.box(0, y + 4, NARROW, y + height - 3, plot.colours(phase), 0.16)
            canvas.box(0, y + 4, 4, y + height - 3, plot.colours(phase))
            canvas.text(9, y + 13, name, SMALL + 0.5, bold=True)
            canvas.text(NARROW - 4, y + 13, f"{count:,}" if count else "none", SMALL, "right")
        else:
            item, lines = row
            canvas.lines(0, y + 7, _date_lines(item), SMALL - 0.5)
            shape, filled, _ = marks.look(item.status)
            canvas.mark(DATES + 8, y + 7, min(size(item), 6), shape, plot.colours(item.phase), filled)
            if item.contested:
                marks.ring(canvas, DATES + 8, y + 7, min(size(item), 6))
            canvas.lines(DATES + 20, y + 7, lines, SMALL)
            canvas.link(0, y, NARROW, y + height, item.ref)
        y += height
    return y


def _date_lines(item: Item) -> list[str]:
    if not (item.first and item.last):
        return ["no date"]
    first, last = item.first.isoformat(), item.last.isoformat()
    whole = {first[:4]: (f"{first[:4]}-01-01", f"{first[:4]}-12-31"), first[:7]: dates.span(first[:7])}
    for value, (a, b) in whole.items():
        if (str(a), str(b)) == (first, last):
            return wrap(_short(value), 58, SMALL - 0.5)
    return wrap(_short(first if first == last else f"{first}/{last}"), 58, SMALL - 0.5)


def _short(value: str) -> str:
    words = dates.show(value).replace("–", "–")
    return " ".join(w[:3] if w in dates.MONTHS else w for w in words.split())


LEFT, PER_ROW, STEP = 40.0, 17, 12.0  # of the rows of marks, one a year


def _years(plot: Plot, items: Sequence[Item]) -> list[tuple[int, list[Item], float]]:
    """Return a row for every year that shows: the year, its items in order of time, the height."""
    if not items:
        return []
    by_year: dict[int, list[Item]] = {y: [] for y in range(plot.first.year, plot.last.year + 1)}
    for item in sorted(items, key=lambda i: (i.first or dt.date.max, i.ref)):
        assert item.first and item.last
        by_year.setdefault((item.first + (item.last - item.first) / 2).year, []).append(item)
    return [(y, own, STEP * max(1, -(-len(own) // PER_ROW)) + 2) for y, own in sorted(by_year.items())]


def _year_rows(canvas: Canvas, years: Sequence[tuple[int, list[Item], float]], y: float, plot: Plot) -> float:
    starts = {p.start.year: p for p in plot.phases}
    current = next((p for p in reversed(plot.phases) if p.start.year < plot.first.year), None)
    for year, items, height in years:
        if current := starts.get(year, current):
            canvas.box(0, y, NARROW, y + height, plot.colours(current.id), 0.13)
            canvas.box(0, y, 3, y + height, plot.colours(current.id))
        canvas.text(7, y + 7, str(year), SMALL, bold=year in starts)
        _dots(canvas, items, LEFT, y + 7, plot)
        y += height
    return y


def _dots(canvas: Canvas, items: Sequence[Item], x: float, y: float, plot: Plot) -> None:
    for number, item in enumerate(items):
        cx, cy = x + number % PER_ROW * STEP, y + number // PER_ROW * STEP
        shape, filled, _ = marks.look(item.status)
        canvas.mark(cx, cy, min(size(item), 5), shape, plot.colours(item.phase), filled)
        canvas.link(cx - 6, cy - 6, cx + 6, cy + 6, item.ref)
