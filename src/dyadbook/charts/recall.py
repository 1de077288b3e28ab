"""Machine against hand, year by year: hand-coded events one way, extracted events the other, what both have filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import words
from dyadbook.charts.canvas import GREY, INK, NARROW, SIZE, SMALL, WIDE, Canvas, length
from dyadbook.charts.chart import Chart
from dyadbook.charts.panel import nice, runs, short

BLUE, RUST = "#0072B2", "#D55E00"


@dataclass(frozen=True)
class Year:
    """One year: rows and events, how many of each are matched, and whether the documents speak of it."""

    year: int
    hand: int
    hand_matched: int
    machine: int
    machine_matched: int
    spoken: bool


def recall(
    table: pd.DataFrame, rates: pd.DataFrame, *, ident: str = "recall", source_note: str = ""
) -> Chart:
    """Return the chart of table `recall`; `rates` are the shares computed from it (id, rows, matched).

    Rows and events that lie in no single year are counted in words beside the chart, not drawn.
    """
    years = by_year(table)
    undated = {
        side: int(((table["side"] == side) & table["year"].isna()).sum()) for side in ("hand", "machine")
    }
    note = (
        f"In no single year, and so not drawn: {words.counted(undated['hand'], 'hand-coded event')} and "
        f"{words.counted(undated['machine'], 'extracted event')}."
    )
    shown = pd.DataFrame(
        [
            {
                "Year": str(y.year),
                "Hand-coded": f"{y.hand:,}",
                "of these found": f"{y.hand_matched:,}",
                "Extracted": f"{y.machine:,}",
                "of these coded": f"{y.machine_matched:,}",
                "Documents speak of it": "yes" if y.spoken else "no",
            }
            for y in years
        ],
        columns=[
            "Year",
            "Hand-coded",
            "of these found",
            "Extracted",
            "of these coded",
            "Documents speak of it",
        ],
    )
    return Chart(
        id=ident,
        title=finding(rates),
        alt=_alt(years, rates) + (f" {note}" if any(undated.values()) else ""),
        caption=(
            "Events between the two states by year. Filled: in both tables. Outlined: in one alone. Grey years are those that the "
            f"documents speak of. {note if any(undated.values()) else ''}"
        ).strip(),
        wide=_wide(years),
        narrow=_narrow(years),
        table=shown,
        refs=[""] * len(shown),
        source_note=source_note,
    )


def by_year(table: pd.DataFrame) -> list[Year]:
    """Return the counts of every year from the first to the last that has any, years without any included."""
    dated = table.dropna(subset=["year"])
    if dated.empty:
        return []
    spoken = set(dated.loc[dated["side"] == "machine", "year"].astype(int))
    groups = {
        (side, int(year)): (len(rows), int((rows["result"] == "matched").sum()))
        for (side, year), rows in dated.groupby(["side", "year"])
    }
    first, last = int(dated["year"].min()), int(dated["year"].max())
    return [
        Year(y, *groups.get(("hand", y), (0, 0)), *groups.get(("machine", y), (0, 0)), y in spoken)
        for y in range(first, last + 1)
    ]


def finding(rates: pd.DataFrame) -> str:
    """Return how much of the hand-coded events the documents yield, as a sentence that is true of these rates."""
    by = rates.set_index("id")
    whole, spoken = by.loc["hand-all"], by.loc["hand-spoken"]
    if not whole["rows"]:
        return "There is no hand-coded event to hold the extracted ones against"
    if not whole["matched"]:
        return "The extraction finds none of the hand-coded events"
    title = f"The documents yield {int(whole['matched']):,} of {int(whole['rows']):,} hand-coded events"
    if spoken["rows"] and spoken["rows"] < whole["rows"]:
        title += (
            f"; of those in years that they speak of, {int(spoken['matched']):,} of {int(spoken['rows']):,}"
        )
    return title


def _alt(years: Sequence[Year], rates: pd.DataFrame) -> str:
    if not years:
        return "Neither table has an event that lies in one year."
    told = "; ".join(
        f"{r['question']}: {int(r['matched']):,} of {int(r['rows']):,}" for r in rates.to_dict("records")
    )
    both = ", ".join(
        f"{y.year} {y.hand_matched:,} of {y.hand:,} found, {y.machine_matched:,} of {y.machine:,} coded"
        for y in years
        if y.machine
    )
    return f"Events by year, {years[0].year} to {years[-1].year}. {told}. Years with extracted events: {both or 'none'}."


def _empty(width: float) -> Figure:
    canvas = Canvas(width, 26)
    canvas.text(0, 13, "No dated event to compare in this run", SIZE)
    return canvas.figure


def _wide(years: Sequence[Year]) -> Figure:
    if not years:
        return _empty(WIDE)
    left, right = 30.0, WIDE - 4
    up, down = nice(0, max(y.hand for y in years) or 1, 4), nice(0, max(y.machine for y in years) or 1, 2)
    scale = 190.0 / (up[-1] + down[-1])
    zero = 18 + up[-1] * scale
    bottom = zero + down[-1] * scale
    step = (right - left) / len(years)
    canvas = Canvas(WIDE, bottom + 44)
    at = {y.year: left + n * step for n, y in enumerate(years)}
    for a, b in runs([y.year for y in years if y.spoken]):
        canvas.box(at[a], 14, at[b] + step, bottom, GREY, 0.16)
    for values, sign in ((up, -1), (down, 1)):
        for value in values:
            y = zero + sign * value * scale
            canvas.line(left, y, right, y, INK, 0.5, alpha=0.5 if not value else 0.13)
            if value or sign < 0:
                canvas.text(left - 4, y, short(value), SMALL - 0.6, "right", alpha=0.85)
    for y in years:
        x0, x1 = at[y.year] + step * 0.14, at[y.year] + step * 0.86
        _bar(canvas, x0, x1, zero, -scale, y.hand, y.hand_matched, BLUE)
        _bar(canvas, x0, x1, zero, scale, y.machine, y.machine_matched, RUST)
        if y.year % 5 == 0:
            canvas.text((x0 + x1) / 2, bottom + 10, str(y.year), SMALL, "center")
    canvas.text(left + 2, 22, "hand-coded", SMALL, bold=True)
    canvas.text(left + 2, bottom - 6, "extracted from the documents", SMALL, bold=True)
    _key(canvas, bottom + 30)
    return canvas.figure


def _bar(
    canvas: Canvas, x0: float, x1: float, zero: float, scale: float, whole: int, matched: int, colour: str
) -> None:
    if matched:
        canvas.box(x0, zero, x1, zero + matched * scale, colour)
    if whole > matched:
        canvas.frame(x0, zero + matched * scale, x1, zero + whole * scale, colour)


def _narrow(years: Sequence[Year]) -> Figure:
    """One row a year: hand to the right, machine to the left."""
    if not years:
        return _empty(NARROW)
    row, label = 10.0, 30.0
    most_left, most_right = max(y.machine for y in years) or 1, max(y.hand for y in years) or 1
    scale = (NARROW - label - 30) / (most_left + most_right)
    zero = label + 12 + most_left * scale
    top = 16.0
    canvas = Canvas(NARROW, top + row * len(years) + 44)
    canvas.text(zero - 5, 7, "extracted", SMALL - 0.4, "right", bold=True)
    canvas.text(zero + 5, 7, "hand-coded", SMALL - 0.4, bold=True)
    for n, y in enumerate(years):
        y0, y1 = top + n * row + 1.2, top + (n + 1) * row - 1.2
        if y.spoken:
            canvas.box(0, top + n * row, NARROW, top + (n + 1) * row, GREY, 0.16)
        canvas.text(label - 4, (y0 + y1) / 2, str(y.year), SMALL - 1, "right", bold=y.year % 5 == 0)
        for sign, whole, matched, colour in (
            (1, y.hand, y.hand_matched, BLUE),
            (-1, y.machine, y.machine_matched, RUST),
        ):
            ends = [zero + sign * v * scale for v in (0, matched, whole)]
            for a, b, draw in ((ends[0], ends[1], canvas.box), (ends[1], ends[2], canvas.frame)):
                if a != b:
                    draw(min(a, b), y0, max(a, b), y1, colour)
            if whole:
                x = ends[2] + sign * 3
                canvas.text(x, (y0 + y1) / 2, str(whole), SMALL - 1.6, "left" if sign > 0 else "right")
    canvas.line(zero, top, zero, top + row * len(years), INK, 0.6, alpha=0.5)
    _key(canvas, top + row * len(years) + 14)
    return canvas.figure


def _key(canvas: Canvas, top: float) -> None:
    entries: Sequence[tuple[str, Sequence[str], bool]] = (
        ("in both tables", (BLUE, RUST), True),
        ("in one alone", (BLUE, RUST), False),
        ("years the documents speak of", (GREY,), True),
    )
    x, y = 0.0, top
    for label, colours, filled in entries:
        wide = 24 + length(label, SMALL) + 14
        if x and x + wide - 14 > canvas.width:
            x, y = 0.0, y + 15
        for n, colour in enumerate(colours):
            place = (x + n * 10, y - 4, x + n * 10 + (8 if len(colours) > 1 else 18), y + 4, colour)
            if colour == GREY:
                canvas.box(*place, 0.3)
            elif filled:
                canvas.box(*place)
            else:
                canvas.frame(*place)
        canvas.text(x + 22, y, label, SMALL)
        x += wide
