"""Trade over the years: every report a point, told apart by basis, derived ones open, ranges where reports disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import marks, trade_years
from dyadbook.charts.axis import Axis, band_levels, draw_bands, draw_ticks
from dyadbook.charts.canvas import GREY, INK, NARROW, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import Chart
from dyadbook.charts.panel import Panel, fits, middle, nice, runs
from dyadbook.charts.trade_words import (
    BLUE,
    FULL,
    Look,
    bases_of,
    data,
    described,
    finding,
    not_a_record,
    told,
    whole_years,
)
from dyadbook.study.models import Phase, Study

RADIUS = 3.9


def trade(
    reports: pd.DataFrame,
    best: pd.DataFrame,
    recorded: pd.DataFrame,
    names: Mapping[str, str],
    phases: Sequence[Phase],
    study: Study,
    *,
    first: int,
    last: int,
    ident: str = "trade",
    source_note: str = "",
) -> Chart:
    """Return the chart of turnover and of the flows each way, from year `first` to year `last`.

    `reports` holds one line a report (id, flow, measure, period, basis, value, modifier, status, unit, publisher), `best` table
    `trade`, `recorded` what other producers recorded (year, direction, value, ref; direction `both` for the sum), `names`
    what to call each basis. Unit of all values: million, of the currency in the reports' unit.
    """
    own = reports[reports["year"].between(first, last)].reset_index(drop=True)
    full = best[(best["basis"] == FULL) & best["year"].between(first, last)]
    other = recorded[recorded["year"].between(first, last)]
    flows = {"both": "Turnover, both ways"} | {
        f: " to ".join(study.actor[a].name for a in f.split(">")) for f in _ways(own, study)
    }
    flows = {f: name for f, name in flows.items() if f == "both" or (own["flow"] == f).any()}
    look = Look(
        flows,
        own,
        full,
        other,
        bases_of(own, names),
        phases,
        marks.palette(phases, study),
        dt.date(first, 1, 1),
        dt.date(last, 12, 31),
    )
    table, refs = data(look)
    return Chart(
        id=ident,
        title=finding(full),
        alt=described(look, first, last),
        caption=(
            f"Each mark is one report, in {look.unit}. Blue marks are whole calendar years; other shapes are other stretches of "
            "time. Open marks are derived. A bracket or a line joins reports of one year that disagree; grey dots show what "
            "importers recorded, by another producer. The broken line is the level of the highest year."
        ),
        wide=_wide(look),
        narrow=_narrow(look),
        table=table,
        refs=refs,
        source_note=source_note,
        tips={f"observation:{r['id']}": told(r, look) for r in own.to_dict("records")},
    )


def _ways(reports: pd.DataFrame, study: Study) -> list[str]:
    one, other = study.dyad
    return [f"{one}>{other}", f"{other}>{one}"]


def _wide(look: Look) -> Figure:
    axis = Axis(look.first, look.last, 34.0, WIDE - 6)
    heights = {f: 200.0 if f == "both" else 88.0 for f in look.flows}
    key = _key(look, WIDE)
    levels = 1 + max((level for *_, level in band_levels(look.phases, axis)), default=0)
    top = 12 * levels + 14
    bottom = top + sum(h + 24 for h in heights.values())
    canvas = Canvas(WIDE, bottom + 24 + _depth(key) + 12)
    begin = draw_bands(canvas, axis, look.phases, look.colours, 0, bottom)
    draw_ticks(canvas, axis, begin, bottom)
    y = max(top, begin)
    for flow, heading in look.flows.items():
        own = look.of(look.reports, flow)
        other = look.of(look.recorded, flow, "direction")
        most = max([*own["value"], *other["value"], 1.0])
        panel = Panel(axis, y + 22, y + 22 + heights[flow] - 8, nice(0, most, 4 if flow == "both" else 2))
        if flow != "both":
            canvas.line(0, y + 2, WIDE, y + 2, INK, 0.5, alpha=0.25)
        canvas.text(axis.left + 2, y + 11, heading, SMALL + 0.4, bold=True)
        canvas.text(
            axis.left + 8 + length(heading, SMALL + 0.4, True), y + 11, look.unit, SMALL - 0.6, alpha=0.85
        )
        panel.draw_scale(canvas)
        _panel(canvas, panel, look, flow)
        y += heights[flow] + 24
    _draw_key(canvas, look, key, bottom + 22)
    return canvas.figure


def _narrow(look: Look) -> Figure:
    key = _key(look, NARROW)
    high = trade_years.height(look)
    canvas = Canvas(NARROW, high + 12 + _depth(key))
    trade_years.draw(canvas, look)
    _draw_key(canvas, look, key, high + 2)
    return canvas.figure


def _depth(key: list[tuple[float, float, str, str]]) -> float:
    """Return where the last line of the key stands, below its first; without reports there is no key."""
    return key[-1][1] if key else 0.0


def _draw_key(canvas: Canvas, look: Look, key: list[tuple[float, float, str, str]], top: float) -> None:
    for x, y, label, sample in key:
        _sample(canvas, x + 5, top + y, sample, look)
        canvas.text(x + 14, top + y, label, SMALL)


def _panel(canvas: Canvas, panel: Panel, look: Look, flow: str) -> None:
    own, full = look.of(look.reports, flow), look.of(look.best, flow).sort_values("year")
    other = look.of(look.recorded, flow, "direction").sort_values("year")
    dots = [(middle(str(r["year"])), r["value"], r["ref"]) for r in other.to_dict("records")]
    panel.line(canvas, [(d, v) for d, v, _ in dots], GREY, 0.8)
    for day, value, ref in dots:
        canvas.mark(panel.x(day), panel.y(value), 1.7, "circle", GREY)
        canvas.link(panel.x(day) - 4, panel.y(value) - 4, panel.x(day) + 4, panel.y(value) + 4, ref)
    if flow == "both":
        _gaps(canvas, panel, look, full)
        _peak(canvas, panel, look)
    years = {int(r["year"]): float(r["value"]) for r in full.to_dict("records")}
    for a, b in runs(list(years)):
        panel.line(canvas, [(middle(str(y)), years[y]) for y in range(a, b + 1)], BLUE, 1.3)
    # whole years are what the chart is about: they are drawn last, above the other bases
    groups = sorted(own.groupby(["basis", "period"]), key=lambda group: (group[0][0] == FULL, group[0]))
    for (basis, period), rows in groups:
        x, colour = panel.x(middle(period)), look.bases[basis].colour
        if rows["value"].nunique() > 1:
            _range(canvas, x, panel.y(rows["value"].max()), panel.y(rows["value"].min()), colour)
        for row in rows.drop_duplicates(["value", "status"]).to_dict("records"):
            y = panel.y(row["value"])
            size = RADIUS if basis == FULL else RADIUS - 1.1
            canvas.mark(x, y, size, look.bases[basis].shape, colour, row["status"] != "derived")
            canvas.link(x - 6, y - 6, x + 6, y + 6, f"observation:{row['id']}")
    _labels(canvas, panel, look, flow, full)


def _range(canvas: Canvas, x: float, top: float, bottom: float, colour: str) -> None:
    """Draw a bracket beside the marks of reports that disagree, where the marks cannot hide it."""
    side = x - RADIUS - 3.5
    if bottom - top < 3:  # the marks cover one another, and a bracket would be a dash
        return
    canvas.path([(side + 3, top), (side, top), (side, bottom), (side + 3, bottom)], colour, 1.2)


def _labels(canvas: Canvas, panel: Panel, look: Look, flow: str, full: pd.DataFrame) -> None:
    """Write the values of whole years above whatever stands at that place; where reports differ, both ends, the better bold."""
    own = look.of(look.reports, flow)
    busy = [(panel.x(middle(p)), panel.y(v)) for p, v in zip(own["period"], own["value"], strict=True)]
    for row in full.to_dict("records"):
        x, y = panel.x(middle(str(row["year"]))), panel.y(row["high"])
        for _ in range(3):  # above the next mark, if one is in the way
            near = [b for a, b in busy if abs(a - x) < 13 and y - 17 < b < y]
            y = min([y, *near])
        low = panel.y(row["low"])
        apart = low - panel.y(row["high"]) > 6  # else one label does for both ends
        label = f"{row['high' if apart else 'value']:,.4g}"
        best = row["value"] == row["high"] or not apart
        canvas.text(fits(label, x, canvas, SMALL - 0.4), y - 9, label, SMALL - 0.4, "center", bold=best)
        if apart:
            label = f"{row['low']:,.4g}"
            best = row["value"] == row["low"]
            if any(
                abs(a - x) < 13 and low < b < low + 17 for a, b in busy
            ):  # beside it, if a mark stands below
                canvas.text(x - RADIUS - 6, low + 2, label, SMALL - 0.4, "right", bold=best)
            else:
                canvas.text(fits(label, x, canvas), low + 10, label, SMALL - 0.4, "center", bold=best)


def _gaps(canvas: Canvas, panel: Panel, look: Look, full: pd.DataFrame) -> None:
    """Draw a broken line where no whole year is known: a gap, not a zero."""
    known = set(full["year"])
    missing = [y for y in range(look.first.year, look.last.year + 1) if y not in known]
    y = panel.bottom - 7
    for a, b in runs(missing):
        x0, x1 = panel.x(dt.date(a, 2, 1)), panel.x(dt.date(b, 11, 30))
        canvas.line(x0, y, x1, y, INK, 0.9, alpha=0.6, linestyle=(0, (2, 2)))
        label = "no whole-year figure"
        if length(label, SMALL - 1) < x1 - x0 - 4:
            canvas.text((x0 + x1) / 2, y - 7, label, SMALL - 1, "center", alpha=0.85)


def _peak(canvas: Canvas, panel: Panel, look: Look) -> None:
    """Draw the level of the highest year up to the right edge, and how far below it the steepest rise since has stayed."""
    years = whole_years(look.best)
    if years.empty:
        return
    peak = int(years["value"].idxmax())
    x, y = panel.x(middle(str(peak))), panel.y(years.loc[peak, "value"])
    canvas.line(x + 6, y, panel.axis.right, y, BLUE, 1.1, linestyle=(0, (4, 3)))
    label = f"level of {peak}"
    if length(label, SMALL - 0.4) < panel.axis.right - x - 40:
        canvas.text(panel.axis.right - 2, y - 7, label, SMALL - 0.4, "right", bold=True)
    found = not_a_record(years)
    if found is None:
        return
    x, low = panel.x(middle(str(found))), panel.y(years.loc[found, "value"])
    if low - y > 34:  # room for the line above the value's own label
        canvas.line(x, y + 2, x, low - 17, INK, 1.1)
        canvas.path([(x - 3, y + 6), (x, y + 1.5), (x + 3, y + 6)], INK, 1.1)
        canvas.text(
            x + 5, y + 13, f"{found}: {trade_years.below(years, peak, found)}", SMALL - 0.4, bold=True
        )


def _key(look: Look, width: float) -> list[tuple[float, float, str, str]]:
    """Return x, y, words and sample of each entry of the key."""
    entries = [(b.name, b.id) for b in look.bases.values()]
    if (look.reports["status"] == "derived").any():
        entries.append(("derived", "derived"))
    if look.best["differ"].any():
        entries.append(("reports disagree", "range"))
    if len(look.recorded):
        entries.append(("recorded by importers", "recorded"))
    out, x, y = [], 0.0, 0.0
    for label, sample in entries:
        wide = 14 + length(label, SMALL) + 12
        if x and x + wide - 10 > width:
            x, y = 0.0, y + 14
        out.append((x, y, wrap(label, width - 16, SMALL, 1)[0], sample))
        x += wide
    return out


def _sample(canvas: Canvas, x: float, y: float, sample: str, look: Look) -> None:
    if sample == "derived":
        canvas.mark(x, y, RADIUS, "circle", BLUE, False)
    elif sample == "range":
        canvas.path([(x - 1, y - 4), (x - 4, y - 4), (x - 4, y + 4), (x - 1, y + 4)], BLUE, 1.2)
        canvas.mark(x + 2, y - 4, 2.0, "circle", BLUE)
        canvas.mark(x + 2, y + 4, 2.0, "circle", BLUE)
    elif sample == "recorded":
        canvas.line(x - 5, y, x + 5, y, GREY, 0.8)
        canvas.mark(x, y, 1.7, "circle", GREY)
    else:
        basis = look.bases[sample]
        canvas.mark(x, y, RADIUS - 0.4, basis.shape, basis.colour)
