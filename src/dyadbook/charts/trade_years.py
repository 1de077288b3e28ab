"""The narrow sheet of trade: one line a year, values to the right, so that no mark hides another and every whole year has its figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dyadbook.charts.canvas import GREY, INK, NARROW, SMALL, Canvas, length
from dyadbook.charts.panel import middle, nice, short
from dyadbook.charts.trade_words import BLUE, FULL, Look, not_a_record, whole_years
from dyadbook.study.models import Phase

LANE, PAD = 9.5, 5.0
LEFT, FIGURES = 32.0, 66.0  # room for the years and for the figures of whole years
APART = 10.5  # marks nearer than this stand in lanes below one another


@dataclass(frozen=True)
class Spot:
    """One mark of a year: its value, how it looks, where it leads."""

    value: float
    shape: str
    colour: str
    filled: bool
    size: float
    ref: str


def spots(look: Look, flow: str, year: int) -> list[Spot]:
    """Return the marks of one year: whole years first, then the other bases, then what importers recorded."""
    reports = look.of(look.reports, flow)
    reports = reports[[middle(p).year == year for p in reports["period"]]]
    reports = reports.drop_duplicates(["basis", "period", "value", "status"])
    out = [
        Spot(
            r["value"],
            look.bases[r["basis"]].shape,
            look.bases[r["basis"]].colour,
            r["status"] != "derived",
            3.9 if r["basis"] == FULL else 3.1,
            f"observation:{r['id']}",
        )
        for r in reports.to_dict("records")
    ]
    out.sort(key=lambda s: (s.size < 3.9, s.value, s.ref))
    other = look.of(look.recorded, flow, "direction")
    for r in other[other["year"] == year].to_dict("records"):
        out.append(Spot(r["value"], "circle", GREY, True, 1.9, r["ref"]))
    return out


def lanes(places: Sequence[float]) -> list[int]:
    """Return a lane for each place, the first that has no other mark within reach.

    >>> lanes([10.0, 12.0, 40.0, 14.0])
    [0, 1, 0, 2]
    """
    taken: list[list[float]] = []
    out = []
    for x in places:
        lane = next((n for n, xs in enumerate(taken) if all(abs(x - other) >= APART for other in xs)), None)
        if lane is None:
            taken.append([])
            lane = len(taken) - 1
        taken[lane].append(x)
        out.append(lane)
    return out


def figure_of(row: Mapping) -> str:
    """Return the figure of a whole year, with both ends where reports differ."""
    value = f"{row['value']:,.4g}"
    return f"{row['low']:,.4g}–{row['high']:,.4g}" if row["high"] > row["low"] else value


def rows_of(look: Look, flow: str) -> list[tuple[int, list[Spot], list[int], float]]:
    """Return (year, marks, their lanes, height) of every year of turnover, and of years with marks for the flows each way."""
    scale = scale_of(look, flow)
    out = []
    for year in range(look.first.year, look.last.year + 1):
        own = spots(look, flow, year)
        if own or flow == "both":
            at = lanes([_x(s.value, scale) for s in own])
            out.append((year, own, at, PAD + LANE * (max(at, default=0) + 1)))
    return out


def scale_of(look: Look, flow: str) -> list[float]:
    """Return the ticks of one flow's values."""
    values = [*look.of(look.reports, flow)["value"], *look.of(look.recorded, flow, "direction")["value"], 1.0]
    return nice(0, max(values), 4)


def _x(value: float, ticks: Sequence[float]) -> float:
    return LEFT + 6 + value / ticks[-1] * (NARROW - LEFT - FIGURES - 12)


def height(look: Look) -> float:
    """Return how high the lines of all flows will be."""
    return sum(46 + sum(h for *_, h in rows_of(look, flow)) for flow in look.flows)


def draw(canvas: Canvas, look: Look) -> float:
    """Draw every flow from the top down and return where the last ends."""
    y = 0.0
    for flow, heading in look.flows.items():
        canvas.text(0, y + 8, heading, SMALL + 0.4, bold=True)
        unit = look.unit
        canvas.text(NARROW, y + 8, unit, SMALL - 0.8, "right", alpha=0.85)
        y = _flow(canvas, look, flow, y + 18) + 18
    return y


def _flow(canvas: Canvas, look: Look, flow: str, top: float) -> float:
    ticks, rows = scale_of(look, flow), rows_of(look, flow)
    bottom = top + 10 + sum(h for *_, h in rows)
    for number, tick in enumerate(ticks):
        x = _x(tick, ticks)
        canvas.line(x, top + 8, x, bottom, INK, 0.5, alpha=0.13 if number else 0.45)
        if number % (1 if len(ticks) < 6 else 2) == 0:
            canvas.text(x, top + 3, short(tick), SMALL - 1.2, "center", alpha=0.85)
    canvas.text(NARROW, top + 3, "whole year", SMALL - 1.2, "right", alpha=0.85)
    best = {int(r["year"]): r for r in look.of(look.best, flow).to_dict("records")}
    y = top + 10
    starts = {p.start.year: p for p in look.phases}
    current = next((p for p in reversed(look.phases) if p.start.year < look.first.year), None)
    tops = {}
    for year, own, at, tall in rows:
        current = _phase(starts, current, year)
        if current:
            canvas.box(0, y, NARROW, y + tall, look.colours(current.id), 0.12)
            canvas.box(0, y, 3, y + tall, look.colours(current.id))
        tops[year] = y
        _year(canvas, year, own, at, y, best.get(year), ticks)
        y += tall
    if flow == "both":
        _below_the_peak(canvas, look, ticks, tops, y)
    return y


def _phase(starts: Mapping[int, Phase], current: Phase | None, year: int) -> Phase | None:
    """Return the phase whose colour a year has: the last that has begun in it or before it."""
    begun = [p for start, p in starts.items() if start <= year]
    return begun[-1] if begun else current


def _year(
    canvas: Canvas,
    year: int,
    own: Sequence[Spot],
    at: Sequence[int],
    y: float,
    best: Mapping | None,
    ticks: Sequence[float],
) -> None:
    first = y + (PAD + LANE) / 2
    canvas.text(7, first, str(year), SMALL - 0.6, bold=best is not None)
    whole = [(s.value, lane) for s, lane in zip(own, at, strict=True) if s.size > 3.5]
    if len(whole) > 1:
        xs = [_x(v, ticks) for v, _ in whole]
        canvas.line(min(xs), first, max(xs), first + LANE * max(lane for _, lane in whole), BLUE, 1.6)
    for spot, lane in zip(own, at, strict=True):
        x, mid = _x(spot.value, ticks), first + LANE * lane
        canvas.mark(x, mid, spot.size, spot.shape, spot.colour, spot.filled)
        canvas.link(x - 5, mid - 4.7, x + 5, mid + 4.7, spot.ref)
    if best is not None:
        canvas.text(NARROW - 3, first, figure_of(best), SMALL - 0.4, "right", bold=True)
    elif not own:
        canvas.text(LEFT + 9, first, "no figure", SMALL - 1.4, alpha=0.75)


def _below_the_peak(
    canvas: Canvas, look: Look, ticks: Sequence[float], tops: Mapping[int, float], bottom: float
) -> None:
    """Draw the level of the highest year down through those that follow, and how far the steepest rise stayed below it."""
    years = whole_years(look.best)
    if years.empty:
        return
    peak = int(years["value"].idxmax())
    x = _x(years.loc[peak, "value"], ticks)
    canvas.line(x, tops[peak] + PAD + LANE, x, bottom, BLUE, 0.9, linestyle=(0, (4, 3)))
    label = f"level of {peak}"
    half = length(label, SMALL - 1) / 2
    canvas.text(min(x, NARROW - half - 1), bottom + 7, label, SMALL - 1, "center", bold=True)
    found = not_a_record(years)
    if found:
        y, start = tops[found] + (PAD + LANE) / 2, _x(years.loc[found, "value"], ticks)
        label = below(years, peak, found)
        wide = length(label, SMALL - 1)
        if x - start > 14:
            canvas.line(start + 6, y, x - 1, y, INK, 1.2)
        canvas.text(min(x + 3, NARROW - FIGURES - wide + 22), y, label, SMALL - 1, bold=True)


def below(years: pd.DataFrame, peak: int, year: int) -> str:
    """Return how far a year stays below the peak, as a label."""
    return f"−{years.loc[peak, 'value'] - years.loc[year, 'value']:,.3g}"
