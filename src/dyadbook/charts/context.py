"""Small multiples over the phases: each series in a panel of its own, placebo pairs behind the dyad, changes found blind below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import marks
from dyadbook.charts.axis import Axis, draw_ticks, spans
from dyadbook.charts.canvas import GREY, INK, NARROW, SIZE, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import Chart
from dyadbook.charts.context_words import (
    Curve,
    Multiple,
    Strip,
    Ticks,
    data,
    described,
    finding,
    panel_of,
    ticks_of,
)
from dyadbook.charts.panel import Panel, middle, nice, spread, stretches
from dyadbook.study import dates
from dyadbook.study.models import Phase, Study

COLOURS = ("#0072B2", "#D55E00", "#009E73")
HEIGHT, HEAD, TAIL = 78.0, 27.0, 22.0
LABELS, STUB = 78.0, 15.0  # room for the names at the ends of lines, and for a piece of the line before each
# patterns of grey lines: they lie close together, so that nothing but the pattern tells them apart
PATTERNS: tuple[str | tuple, ...] = ("-", (0, (4, 1.6)), (0, (1.2, 1.4)), (0, (5, 1.4, 1.2, 1.4)))
LINE, TITLE, NOTE = 10.5, SMALL + 0.2, SMALL - 0.8


@dataclass(frozen=True)
class Sheet:
    panels: Sequence[Multiple]
    ticks: Sequence[Ticks]
    phases: Sequence[Phase]
    colours: marks.Palette
    first: dt.date
    last: dt.date


def context(
    strips: Sequence[Strip],
    changes: pd.DataFrame,
    events: Mapping[str, pd.DataFrame],
    phases: Sequence[Phase],
    study: Study,
    *,
    ident: str = "context",
    source_note: str = "",
) -> Chart:
    """Return the chart of the context series over the phases.

    `strips` are those of `series.panels`, `changes` what `series.verdicts.blind_changes` found, `events` rows of the chronicle
    (id, date, description) by the name of their kind. Works without any of them.
    """
    names = {actor.id: actor.name for actor in study.actors}
    begun = dates.span(study.span)[0]
    panels = [panel_of(s, changes, names, begun) for s in strips]
    ticks = [ticks_of(name, rows) for name, rows in events.items() if len(rows)]
    days = [day for row in ticks for day, _ in row.events]
    begun = begun or min(days, default=study.as_of)
    tips = {
        f"chronicle:{r['id']}": f"{r['description']} ({dates.show(r['date'])})"
        for rows in events.values()
        for r in rows.to_dict("records")
    }
    sheet = Sheet(panels, ticks, phases, marks.palette(phases, study), begun, study.as_of)
    table, refs = data(strips, names)
    return Chart(
        id=ident,
        title=finding(changes),
        alt=described(panels, ticks, changes),
        caption=(
            "Strong lines are the two states, grey lines other pairs for comparison, each with its own pattern of dashes. A triangle marks where a level changes, found "
            "without knowing the phases. An open mark is a period observed in part; a dotted line is time that a series does not "
            "cover."
        ),
        wide=_wide(sheet),
        narrow=_narrow(sheet),
        table=table,
        refs=refs,
        source_note=source_note,
        tips=tips,
    )


def _wide(sheet: Sheet) -> Figure:
    gap = 20.0
    width = (WIDE - gap) / 2
    pairs = [sheet.panels[n : n + 2] for n in range(0, len(sheet.panels), 2)]
    # panels side by side begin at one height, so the longer heading of the two counts for both
    heads = [max(_head(panel, width) for panel in pair) for pair in pairs]
    tops = _tops(_top(sheet, WIDE), heads)
    ticks = _ticks_height(sheet)
    canvas = Canvas(WIDE, max(tops[-1] + ticks + 4, 30))
    if not sheet.panels and not sheet.ticks:
        canvas.text(0, 13, "No series in this run", SIZE)
        return canvas.figure
    _phases(canvas, sheet)
    for number, panel in enumerate(sheet.panels):
        column, row = number % 2, number // 2
        _multiple(canvas, sheet, panel, column * (width + gap), width, tops[row], heads[row])
    _tick_rows(canvas, sheet, canvas.height - ticks, WIDE, 130.0)
    return canvas.figure


def _narrow(sheet: Sheet) -> Figure:
    heads = [_head(panel, NARROW) for panel in sheet.panels]
    tops = _tops(_top(sheet, NARROW), heads)
    ticks = _ticks_height(sheet, True)
    canvas = Canvas(NARROW, max(tops[-1] + ticks + 4, 30))
    if not sheet.panels and not sheet.ticks:
        canvas.text(0, 13, "No series in this run", SIZE)
        return canvas.figure
    _phases(canvas, sheet)
    for number, panel in enumerate(sheet.panels):
        _multiple(canvas, sheet, panel, 0, NARROW, tops[number], heads[number])
    _tick_rows(canvas, sheet, canvas.height - ticks, NARROW, 0)
    return canvas.figure


def _axis(sheet: Sheet, left: float, width: float) -> Axis:
    return Axis(sheet.first, sheet.last, left + 29, left + width - LABELS)


def _key(sheet: Sheet, width: float) -> list[tuple[float, float, Phase]]:
    """Return where each phase stands in the key above all panels: in a panel's width their names would not fit."""
    out: list[tuple[float, float, Phase]] = []
    x, y = 0.0, 7.0
    for phase, *_ in _spans(sheet):
        wide = 16 + length(phase.name, SMALL, True)
        if x and x + wide > width:
            x, y = 0.0, y + 14
        out.append((x, y, phase))
        x += wide + 14
    return out


def _top(sheet: Sheet, width: float) -> float:
    return max((y for _, y, _ in _key(sheet, width)), default=0.0) + 11


def _phases(canvas: Canvas, sheet: Sheet) -> None:
    for x, y, phase in _key(sheet, canvas.width):
        canvas.box(x, y - 4.5, x + 11, y + 4.5, sheet.colours(phase.id))
        canvas.text(x + 16, y, phase.name, SMALL, bold=True)


def _heading(panel: Multiple, width: float) -> tuple[list[str], list[str]]:
    return wrap(panel.title, width, TITLE, 3, True), wrap(panel.note, width, NOTE, 2)


def _head(panel: Multiple, width: float) -> float:
    """Return the height of a panel's heading: its title and what a higher value means, however many lines they take."""
    return HEAD + LINE * (sum(map(len, _heading(panel, width))) - 2)


def _tops(first: float, heads: Sequence[float]) -> list[float]:
    """Return where each row of panels begins, and last where they end."""
    out = [first]
    for head in heads:
        out.append(out[-1] + head + HEIGHT + TAIL)
    return out


def _multiple(
    canvas: Canvas,
    sheet: Sheet,
    panel: Multiple,
    left: float,
    width: float,
    y: float,
    head: float,
) -> None:
    """Draw one panel below a heading of height `head`."""
    axis = _axis(sheet, left, width)
    top, bottom = y + head, y + head + HEIGHT
    for phase, a, b in _spans(sheet):
        canvas.box(axis(a), top, axis(b), bottom, sheet.colours(phase.id), 0.13)
        canvas.box(axis(a), top - 2.5, axis(b) - 0.6, top, sheet.colours(phase.id))
    title, note = _heading(panel, width)
    for number, line in enumerate(title):
        canvas.text(left, y + 8 + LINE * number, line, TITLE, bold=True)
    for number, line in enumerate(note, len(title)):
        canvas.text(left, y + 8 + LINE * number, line, NOTE, alpha=0.85)
    draw_ticks(canvas, axis, top, bottom)
    values = [v for c in panel.curves for _, v, _ in c.points]
    low = 0.0 if min(values) >= 0 and min(values) < 0.6 * max(values) else min(values)
    scale = Panel(axis, top + 4, bottom - 8, nice(low, max(values), 3))
    scale.draw_scale(canvas, panel.share)
    for number in sorted(range(len(panel.curves)), key=lambda n: panel.curves[n].main):
        _curve(canvas, scale, panel.curves[number], _colour(panel, number), _dashes(panel, number))
    _uncovered(canvas, scale, panel)
    _ends(canvas, scale, panel, left + width - LABELS + 4)
    for n, (number, period) in enumerate(panel.changes):
        same = sum(abs(middle(p) - middle(period)).days < 200 for _, p in panel.changes[:n])
        y_mark = bottom - 4 - 7 * same  # two lines that change together show two marks
        canvas.mark(scale.x(middle(period)), y_mark, 3.2, "triangle", _colour(panel, number))
    canvas.link(axis.left, top, axis.right, bottom, panel.ref)


def _spans(sheet: Sheet) -> list[tuple[Phase, dt.date, dt.date]]:
    return spans(sheet.phases, sheet.first, sheet.last)


def _colour(panel: Multiple, number: int) -> str:
    return COLOURS[number % len(COLOURS)] if panel.curves[number].main else GREY


def _dashes(panel: Multiple, number: int) -> str | tuple:
    """Return the pattern of a line: the pairs for comparison are all grey, so each has a pattern of its own."""
    before = sum(not c.main for c in panel.curves[:number])
    return "-" if panel.curves[number].main else PATTERNS[before % len(PATTERNS)]


def _curve(canvas: Canvas, scale: Panel, curve: Curve, colour: str, dashes: str | tuple) -> None:
    for piece in stretches([(p, v) for p, v, _ in curve.points]):
        if len(piece) == 1:
            canvas.mark(scale.x(piece[0][0]), scale.y(piece[0][1]), 1.6, "circle", colour)
        scale.line(canvas, piece, colour, 1.7 if curve.main else 1.1, linestyle=dashes)
    for period, value, complete in curve.points:
        if not complete and curve.main:
            canvas.mark(scale.x(middle(period)), scale.y(value), 3.0, "circle", colour, False)


def _uncovered(canvas: Canvas, scale: Panel, panel: Multiple) -> None:
    """Draw a dotted line over the time before the first and after the last value of the lines that matter."""
    days = [middle(p) for c in panel.curves if c.main for p, *_ in c.points]
    y = scale.bottom - 6
    for a, b in ((scale.axis.left, scale.x(min(days))), (scale.x(max(days)), scale.axis.right)):
        if b - a > 9:
            canvas.line(a + 2, y, b - 2, y, INK, 0.9, alpha=0.6, linestyle=(0, (2, 2)))
            if length("not covered", SMALL - 1) < b - a - 6:
                canvas.text((a + b) / 2, y - 7, "not covered", SMALL - 1, "center", alpha=0.85)


def _ends(canvas: Canvas, scale: Panel, panel: Multiple, x: float) -> None:
    """Name the lines at the height of their last values, each with a piece of its line."""
    size = SMALL - 1.2
    labels = []
    for number, curve in enumerate(panel.curves):
        joined = [curve.name]
        if length(curve.name, size, curve.main) > LABELS - STUB - 6:
            joined = curve.name.replace("–", "–|").split("|")
        labels.append((scale.y(curve.points[-1][1]), joined, number))
    tall = 8.6
    heights = [(y - tall * (len(lines) - 1) / 2, "") for y, lines, _ in labels]
    gap = tall * max((len(lines) for _, lines, _ in labels), default=1)
    low = scale.top - HEAD / 2
    room = scale.bottom + 12 - low
    gap = min(gap, room / max(len(labels), 1))
    places = spread(heights, gap, low, scale.bottom + 14 - gap)
    for place, (_, lines, number) in zip(places, labels, strict=True):
        curve, colour = panel.curves[number], _colour(panel, number)
        dashes = _dashes(panel, number)
        canvas.line(x, place, x + STUB - 3, place, colour, 1.7 if curve.main else 1.1, linestyle=dashes)
        for n, line in enumerate(lines):
            more = {"bold": True} if curve.main else {"alpha": 0.85}
            canvas.text(x + STUB, place + n * tall, line, size, **more)


def _ticks_height(sheet: Sheet, stacked: bool = False) -> float:
    return len(sheet.ticks) * (26.0 if stacked else 17.0) + 24 if sheet.ticks else 0.0


def _tick_rows(canvas: Canvas, sheet: Sheet, y: float, width: float, column: float) -> None:
    """Draw the single events, a row for each kind, over the bands."""
    if not sheet.ticks:
        return
    step = 17.0 if column else 26.0
    axis = Axis(sheet.first, sheet.last, column + 6, width - 10)
    bottom = y + step * len(sheet.ticks) + 4
    for phase, a, b in _spans(sheet):
        canvas.box(axis(a), y, axis(b), bottom, sheet.colours(phase.id), 0.13)
    draw_ticks(canvas, axis, y, bottom)
    for number, row in enumerate(sheet.ticks):
        middle_y = y + step * number + (11 if column else 19)
        canvas.text(0, middle_y if column else middle_y - 11, row.name, SMALL - 0.2, bold=not column)
        for day, ref in row.events:
            canvas.mark(axis(day), middle_y, 3.4, "diamond", COLOURS[0])
            canvas.link(axis(day) - 5, middle_y - 6, axis(day) + 5, middle_y + 6, ref)
