"""How well facts are extracted: a dot with its interval for each measure, and a tick at what was to be reached."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts.canvas import INK, NARROW, SIZE, SMALL, WIDE, Canvas, length
from dyadbook.charts.chart import Chart
from dyadbook.charts.words import counted

BLUE, RUST = "#0072B2", "#D55E00"


@dataclass(frozen=True)
class Row:
    """One measure: its label, the figure with both ends of its interval (0 to 1), what was to be reached, on how many facts."""

    id: str
    label: str
    value: float
    low: float
    high: float
    target: float | None
    reached: bool | None
    n: int


def measured(table: pd.DataFrame, *, ident: str = "measured", source_note: str = "") -> Chart:
    """Draw measures; `table` has the columns id, label, value, low, high, target, reached, n. Rows without a value are left out."""
    known = table.dropna(subset=["value"])
    rows = [
        Row(
            r.id,
            r.label,
            float(r.value),
            float(r.low),
            float(r.high),
            None if pd.isna(r.target) else float(r.target),
            None if pd.isna(r.reached) else bool(r.reached),
            int(r.n),
        )
        for r in known.itertuples()
    ]
    shown = pd.DataFrame(
        [
            (
                r.label,
                f"{r.value:.2f}",
                f"{r.low:.2f} to {r.high:.2f}",
                told(r.target),
                verdict(r.reached),
                r.n,
            )
            for r in rows
        ],
        columns=["Measure", "Figure", "Interval", "To reach", "Reached", "Rests on"],
    )
    return Chart(
        id=ident,
        title=finding(rows),
        alt=alt_text(rows),
        caption=(
            "Dots: the share that is right (of attributes) or F1 (of the rest). Lines: intervals of 95 per cent. Ticks: what was "
            "to be reached."
        ),
        wide=_draw(rows, WIDE),
        narrow=_draw(rows, NARROW),
        table=shown,
        refs=[f"fact:measured-{r.id}" for r in rows],
        source_note=source_note,
    )


def told(target: float | None) -> str:
    return "" if target is None else f"{target:.2f}"


def verdict(reached: bool | None) -> str:
    return {None: "", True: "yes", False: "no"}[reached]


def finding(rows: Sequence[Row]) -> str:
    """Say how many targets are reached, and how many of them beyond what chance could take away."""
    held = [r for r in rows if r.reached is not None]
    if not rows:
        return "The extraction has not been measured on annotated texts"
    if not held:
        return f"{counted(len(rows), 'measure')} of the extraction, none with a target"
    reached = [r for r in held if r.reached]
    safe = [r for r in reached if r.target is not None and r.low >= r.target]
    if len(reached) == len(held):
        title = "Every target is reached on the annotated texts"
    else:
        title = f"{len(reached):,} of {len(held):,} targets are reached on the annotated texts"
    unsure = len([r for r in reached if r.target is not None]) - len(safe)
    return f"{title}; the interval of {unsure:,} reaches below the target" if unsure else title


def alt_text(rows: Sequence[Row]) -> str:
    """Say every figure with its interval and its target."""
    if not rows:
        return "No measure: the study has no annotated texts."
    parts = [
        f"{r.label}: {r.value:.2f}, interval {r.low:.2f} to {r.high:.2f}"
        + (f", to reach {r.target:.2f}" if r.target is not None else "")
        for r in rows
    ]
    return f"{'; '.join(parts)}."


def _draw(rows: Sequence[Row], width: float) -> Figure:
    if not rows:
        canvas = Canvas(width, 26)
        canvas.text(0, 13, "No annotated text to measure on", SIZE)
        return canvas.figure
    wide = width >= WIDE
    # beside the scale on a wide page, above each line on a narrow one
    left, step, top = (150.0, 22.0, 10.0) if wide else (12.0, 32.0, 20.0)
    right = width - (40 if wide else 30)
    lowest = math.floor(min(min(r.low, r.target or 1) for r in rows) * 10) / 10
    lowest = min(lowest, 0.9)
    scale = (right - left) / (1 - lowest)
    bottom = top + step * len(rows)
    canvas = Canvas(width, bottom + 42)
    for tenth in range(round(lowest * 10), 11):
        x = left + (tenth / 10 - lowest) * scale
        canvas.line(x, top - 8, x, bottom - 6, INK, 0.5, alpha=0.13)
        canvas.text(x, bottom + 5, f"{tenth / 10:.1f}", SMALL, "center")
    for number, row in enumerate(rows):
        y = top + number * step + (0 if wide else 4)
        canvas.text(0, y if wide else y - 12, row.label, SMALL)
        xs = {name: left + (getattr(row, name) - lowest) * scale for name in ("low", "value", "high")}
        canvas.line(xs["low"], y, xs["high"], y, BLUE, 1.4)
        if row.target is not None:
            x = left + (row.target - lowest) * scale
            canvas.line(x, y - 7, x, y + 7, RUST, 1.8)
        canvas.mark(xs["value"], y, 4.4, "circle", BLUE, row.reached is not False)
        canvas.text(right + 8, y, f"{row.value:.2f}", SMALL)
        canvas.link(0, y - step / 2, width, y + step / 2, f"fact:measured-{row.id}")
    _key(canvas, left if wide else 0.0, bottom + 24)
    return canvas.figure


def _key(canvas: Canvas, x: float, y: float) -> None:
    for what in ("measured, with interval", "to reach"):
        if what == "to reach":
            canvas.line(x + 6, y - 6, x + 6, y + 6, RUST, 1.8)
            canvas.text(x + 14, y, what, SMALL)
        else:
            canvas.line(x, y, x + 18, y, BLUE, 1.4)
            canvas.mark(x + 9, y, 4.4, "circle", BLUE)
            canvas.text(x + 24, y, what, SMALL)
        x += 24 + length(what, SMALL) + 12
