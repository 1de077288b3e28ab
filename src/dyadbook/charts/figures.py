"""What the sources say in figures: each measure at each of its periods, joined where there are two to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import words
from dyadbook.charts.canvas import GREY, INK, NARROW, SIZE, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import Chart
from dyadbook.study import dates

BOUNDS = {"min": "more than ", "max": "up to ", "approx": "about "}
EARLIER, LATER = "#8A8A8A", "#0072B2"


@dataclass(frozen=True)
class Point:
    claim: str
    period: str
    value: float
    words: str
    sources: str


@dataclass(frozen=True)
class Measure:
    name: str
    unit: str
    points: tuple[Point, ...]  # in order of time


def money(value: float, unit: str, mod: str | None = None) -> str:
    """Return an amount for a reader: 'more than $81 million'."""
    sign = "$" if unit == "USD" else ""
    after = "" if unit == "USD" else f" {unit}"
    scaled = next(
        ((value / s, n) for s, n in ((1e9, " billion"), (1e6, " million")) if abs(value) >= s), (value, "")
    )
    return f"{BOUNDS.get(str(mod), '')}{sign}{scaled[0]:,.4g}{scaled[1]}{after}"


def measures_of(claims: pd.DataFrame, names: Mapping[str, str]) -> list[Measure]:
    """Return the claims that are amounts with a calendar period, by measure and unit; ratios and counts are left out."""
    rows = claims[(claims["kind"] == "figure") & claims["value"].notna()].to_dict("records")
    rows = [
        r
        for r in rows
        if str(r["unit"]).isupper() and len(str(r["unit"])) == 3 and dates.is_calendar(r["date"])
    ]
    groups: dict[tuple[str, str], dict[tuple, list[dict]]] = {}
    for row in sorted(rows, key=lambda r: (dates.span(r["date"])[0], r["id"])):
        same = groups.setdefault((row["type"], row["unit"]), {})
        same.setdefault((row["date"], row["value"], row["mod"]), []).append(row)
    out = []
    for (name, unit), cells in groups.items():
        points = tuple(
            Point(
                found[0]["id"],
                dates.show(date),
                value,
                money(value, unit, mod),
                words.joined(sorted({names.get(r["source"], r["source"]) for r in found})),
            )
            for (date, value, mod), found in cells.items()
        )
        out.append(Measure(name, unit, points))
    return sorted(out, key=lambda m: (-len(m.points), m.name, m.unit))


def figures(
    claims: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    *,
    ident: str = "figures",
    source_note: str = "",
) -> Chart:
    """Return the amounts of table `claims`: a dumbbell for a measure with two periods or more, a dot for one; `names` names sources."""
    measures = measures_of(claims, names or {})
    points = [(m, p) for m in measures for p in m.points]
    table = pd.DataFrame(
        [
            {"Measure": words.capital(m.name), "Period": p.period, "Claimed": p.words, "By": p.sources}
            for m, p in points
        ],
        columns=["Measure", "Period", "Claimed", "By"],
    )
    return Chart(
        id=ident,
        title=finding(measures),
        alt=_alt(measures),
        caption="Amounts as the sources give them. A filled dot is the latest period of its measure; an open one an earlier period.",
        wide=_draw(measures, WIDE),
        narrow=_draw(measures, NARROW),
        table=table,
        refs=[f"claim:{p.claim}" for _, p in points],
        source_note=source_note,
        tips={
            f"claim:{p.claim}": f"{words.capital(m.name)}, {p.period}: {p.words} ({p.sources})"
            for m, p in points
        },
    )


def finding(measures: Sequence[Measure]) -> str:
    """Return how the amounts move, as a sentence that is true of these measures."""
    moving = [m for m in measures if len({p.period for p in m.points}) > 1]
    if not measures:
        return "No source of this run gives an amount with its period"
    if not moving:
        return "No source of this run gives one amount for two periods"
    parts = []
    for measure in moving:
        first, last = measure.points[0], measure.points[-1]
        verb = "rose" if last.value > first.value else "fell" if last.value < first.value else "stayed level"
        parts.append(f"{measure.name} {verb} from {first.period} to {last.period}")
    return words.capital(f"{words.joined(parts)}, by the sources' figures")


def _alt(measures: Sequence[Measure]) -> str:
    if not measures:
        return "No amount with a period was found in this run."
    parts = [
        f"{words.capital(m.name)}: " + ", ".join(f"{p.words} ({p.period}, {p.sources})" for p in m.points)
        for m in measures
    ]
    return f"Amounts claimed, by measure. {'. '.join(parts)}."


def _draw(measures: Sequence[Measure], width: float) -> Figure:
    if not measures:
        canvas = Canvas(width, 26)
        canvas.text(0, 13, "No amount in this run", SIZE)
        return canvas.figure
    wide = width > 400
    left, right = (120.0 if wide else 40.0), width - (90 if wide else 50)
    largest = {
        u: max(p.value for m in measures if m.unit == u for p in m.points) for u in {m.unit for m in measures}
    }
    row = 46.0 if wide else 62.0
    canvas = Canvas(width, row * len(measures) + 22)
    bottom = row * len(measures)
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = left + share * (right - left)
        canvas.line(x, 2, x, bottom, INK, 0.5, alpha=0.13 if share else 0.5)
        if len(largest) == 1 and share in ((0, 0.5, 1) if not wide else (0, 0.25, 0.5, 0.75, 1)):
            [(unit, most)] = largest.items()
            canvas.text(x, bottom + 10, money(share * most, unit) if share else "0", SMALL - 0.4, "center")
    for number, measure in enumerate(measures):
        y = number * row + (24 if wide else 38)
        canvas.lines(
            0,
            y if wide else y - 26,
            wrap(words.capital(measure.name), 112 if wide else width, SIZE, 2, True),
            SIZE,
            bold=True,
        )
        _dumbbell(canvas, measure, y, left, right, largest[measure.unit])
    return canvas.figure


def _dumbbell(canvas: Canvas, measure: Measure, y: float, left: float, right: float, largest: float) -> None:
    xs = [left + p.value / largest * (right - left) for p in measure.points]
    ordered = sorted(xs)
    for a, b in zip(ordered, ordered[1:], strict=False):
        if b - a > 13:
            canvas.line(a + 6, y, b - 6, y, GREY, 2.2, alpha=0.7)
    reach = -1e9
    latest = measure.points[-1].period
    for x, point in sorted(zip(xs, measure.points, strict=True), key=lambda pair: pair[0]):
        last = point.period == latest
        canvas.mark(x, y, 5.2, "circle", LATER if last else EARLIER, last)
        half = max(length(point.words, SMALL, last), length(point.period, SMALL - 0.4)) / 2
        place = min(max(x, half), canvas.width - half)
        lift = 0 if place - half > reach else -10
        canvas.text(place, y - 12 + lift, point.words, SMALL, "center", bold=last)
        canvas.text(place, y + 13 - lift, point.period, SMALL - 0.4, "center", alpha=0.85)
        canvas.link(x - 12, y - 16, x + 12, y + 16, f"claim:{point.claim}")
        reach = place + half + 4
