"""Trade over the years: every report a point, told apart by basis, derived ones open, ranges where reports disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import marks
from dyadbook.charts.axis import Axis, draw_bands, draw_ticks
from dyadbook.charts.canvas import GREY, INK, NARROW, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import Chart
from dyadbook.charts.panel import Panel, fits, middle, nice, runs
from dyadbook.charts.trade_words import BLUE, FULL, Look, bases_of, data, described, finding, told
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
            "Each mark is one report, in millions of dollars. Round marks are whole calendar years and are joined where they "
            "follow one another; other shapes are other stretches of time and are never joined. Open marks are derived. "
            "A bar joins reports of one period that disagree; dots show what importers recorded, by another producer."
        ),
        wide=_draw(look, WIDE),
        narrow=_draw(look, NARROW),
        table=table,
        refs=refs,
        source_note=source_note,
        tips={f"observation:{r['id']}": told(r, look) for r in own.to_dict("records")},
    )


def _ways(reports: pd.DataFrame, study: Study) -> list[str]:
    one, other = study.dyad
    return [f"{one}>{other}", f"{other}>{one}"]


def _draw(look: Look, width: float) -> Figure:
    wide = width > 400
    left, right = (34.0, width - 6) if wide else (27.0, width - 3)
    axis = Axis(look.first, look.last, left, right)
    heights = {f: (190.0 if wide else 150.0) if f == "both" else (88.0 if wide else 76.0) for f in look.flows}
    top = 12 * (2 if not wide else 1) + 14
    key = _key(look, width)
    total = top + sum(h + 24 for h in heights.values()) + 24 + key[-1][1] + 12
    canvas = Canvas(width, total)
    bottom = top + sum(h + 24 for h in heights.values())
    begin = draw_bands(canvas, axis, look.phases, look.colours, 0, bottom)
    draw_ticks(canvas, axis, begin, bottom)
    y = max(top, begin)
    for flow, heading in look.flows.items():
        own = look.of(look.reports, flow)
        other = look.of(look.recorded, flow, "direction")
        most = max([*own["value"], *other["value"], 1.0])
        panel = Panel(axis, y + 22, y + 22 + heights[flow] - 8, nice(0, most, 4 if flow == "both" else 2))
        if flow != "both":
            canvas.line(0, y + 2, width, y + 2, INK, 0.5, alpha=0.25)
        canvas.text(axis.left + 2, y + 11, heading, SMALL + 0.4, bold=True)
        panel.draw_scale(canvas)
        _panel(canvas, panel, look, flow, wide)
        y += heights[flow] + 24
    for x, ky, label, sample in key:
        _sample(canvas, x + 5, bottom + 22 + ky, sample, look)
        canvas.text(x + 14, bottom + 22 + ky, label, SMALL)
    return canvas.figure


def _panel(canvas: Canvas, panel: Panel, look: Look, flow: str, wide: bool) -> None:
    own, full = look.of(look.reports, flow), look.of(look.best, flow).sort_values("year")
    other = look.of(look.recorded, flow, "direction").sort_values("year")
    dots = [(middle(str(r["year"])), r["value"], r["ref"]) for r in other.to_dict("records")]
    panel.line(canvas, [(d, v) for d, v, _ in dots], GREY, 0.8, alpha=0.8)
    for day, value, ref in dots:
        canvas.mark(panel.x(day), panel.y(value), 1.7, "circle", GREY)
        canvas.link(panel.x(day) - 4, panel.y(value) - 4, panel.x(day) + 4, panel.y(value) + 4, ref)
    if flow == "both":
        _gaps(canvas, panel, look, full, wide)
        _peak(canvas, panel, full, wide)
    years = {int(r["year"]): float(r["value"]) for r in full.to_dict("records")}
    for a, b in runs(list(years)):
        panel.line(canvas, [(middle(str(y)), years[y]) for y in range(a, b + 1)], BLUE, 1.3, alpha=0.75)
    for (basis, period), rows in own.groupby(["basis", "period"], sort=True):
        x, colour = panel.x(middle(period)), look.bases[basis].colour
        if rows["value"].nunique() > 1:
            marks_at = panel.y(rows["value"].min()), panel.y(rows["value"].max())
            canvas.line(x, marks_at[0], x, marks_at[1], colour, 2.4, alpha=0.5)
        for row in rows.drop_duplicates(["value", "status"]).to_dict("records"):
            y = panel.y(row["value"])
            size = RADIUS if basis == FULL else RADIUS - 0.7
            canvas.mark(x, y, size, look.bases[basis].shape, colour, row["status"] != "derived")
            canvas.link(x - 6, y - 6, x + 6, y + 6, f"observation:{row['id']}")
    _labels(canvas, panel, look, flow, full, wide)


def _labels(canvas: Canvas, panel: Panel, look: Look, flow: str, full: pd.DataFrame, wide: bool) -> None:
    """Write the values of whole years above whatever stands at that place; on a phone the peak and the ends alone."""
    rows = full.to_dict("records")
    if not wide and flow == "both" and rows:
        keep = {
            int(full.loc[full["value"].idxmax(), "year"]),
            rows[-1]["year"],
            int(full.loc[full["value"].idxmin(), "year"]),
        }
        rows = [r for r in rows if r["year"] in keep]
    elif not wide:
        rows = rows[-1:]
    busy = [
        (panel.x(middle(p)), panel.y(v))
        for p, v in zip(
            look.of(look.reports, flow)["period"], look.of(look.reports, flow)["value"], strict=True
        )
    ]
    for row in rows:
        x, y = panel.x(middle(str(row["year"]))), panel.y(row["high"])
        for _ in range(3):  # above the next mark, if one is in the way
            near = [b for a, b in busy if abs(a - x) < 13 and y - 17 < b < y]
            y = min([y, *near])
        label = f"{row['value']:,.4g}"
        canvas.text(fits(label, x, canvas, SMALL - 0.4), y - 9, label, SMALL - 0.4, "center", bold=True)


def _gaps(canvas: Canvas, panel: Panel, look: Look, full: pd.DataFrame, wide: bool) -> None:
    """Draw a broken line where no whole year is known: a gap, not a zero."""
    known = set(full["year"])
    missing = [y for y in range(look.first.year, look.last.year + 1) if y not in known]
    y = panel.bottom - 7
    for a, b in runs(missing):
        x0, x1 = panel.x(dt.date(a, 2, 1)), panel.x(dt.date(b, 11, 30))
        canvas.line(x0, y, x1, y, INK, 0.9, alpha=0.6, linestyle=(0, (2, 2)))
        label = "no whole-year figure"
        if wide and length(label, SMALL - 1) < x1 - x0 - 4:
            canvas.text((x0 + x1) / 2, y - 7, label, SMALL - 1, "center", alpha=0.85)


def _peak(canvas: Canvas, panel: Panel, full: pd.DataFrame, wide: bool) -> None:
    """Draw the level of the highest year up to the right edge, so that what stays below it shows."""
    if full.empty:
        return
    top = full.loc[full["value"].idxmax()]
    x, y = panel.x(middle(str(top["year"]))), panel.y(top["value"])
    canvas.line(x + 6, y, panel.axis.right, y, BLUE, 0.9, linestyle=(0, (4, 3)), alpha=0.8)
    label = f"level of {top['year']}"
    if wide and length(label, SMALL - 0.4) < panel.axis.right - x - 40:
        canvas.text(panel.axis.right - 2, y - 6, label, SMALL - 0.4, "right", alpha=0.9)


def _key(look: Look, width: float) -> list[tuple[float, float, str, str]]:
    """Return x, y, words and sample of each entry of the key."""
    entries = [(b.name, b.id) for b in look.bases.values()]
    if (look.reports["status"] == "derived").any():
        entries.append(("derived", "derived"))
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
        canvas.line(x, y - 5, x, y + 5, BLUE, 2.4, alpha=0.5)
        canvas.mark(x, y - 4, 2.4, "circle", BLUE)
        canvas.mark(x, y + 4, 2.4, "circle", BLUE)
    elif sample == "recorded":
        canvas.line(x - 5, y, x + 5, y, GREY, 0.8)
        canvas.mark(x, y, 1.7, "circle", GREY)
    else:
        basis = look.bases[sample]
        canvas.mark(x, y, RADIUS - 0.4, basis.shape, basis.colour)
