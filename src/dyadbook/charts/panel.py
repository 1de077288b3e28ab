"""One panel of a chart over time: a scale from values to points, its ticks, lines that break at gaps, points with ranges."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dyadbook.charts.axis import Axis
from dyadbook.charts.canvas import INK, SMALL, Canvas, length
from dyadbook.study import dates

STEPS = (1, 2, 2.5, 5, 10)


def middle(period: str) -> dt.date:
    """Return the day in the middle of a period; ValueError where it is none."""
    first, last = dates.span(period)
    if first is None or last is None:
        raise ValueError(f"'{period}' is no period")
    return first + (last - first) / 2


def nice(low: float, high: float, count: int = 4) -> list[float]:
    """Return round values from at or below `low` to at or above `high`, about `count` steps apart.

    >>> nice(0, 154.2)
    [0.0, 50.0, 100.0, 150.0, 200.0]
    """
    width = (high - low) or abs(high) or 1.0
    power = 10 ** math.floor(math.log10(width / count))
    step = next((s * power for s in STEPS if s * power * count >= width), 10 * power)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def short(value: float) -> str:
    """Write a tick: no decimals that say nothing."""
    return f"{value:,.10g}"


@dataclass(frozen=True)
class Panel:
    """Maps days and values to points; values grow upwards from `bottom` to `top`."""

    axis: Axis
    top: float
    bottom: float
    ticks: Sequence[float]

    def x(self, day: dt.date) -> float:
        return self.axis(day)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def draw_scale(self, canvas: Canvas, percent: bool = False) -> None:
        """Draw the ticks of the values with hair lines; every second one where they would stand too close."""
        gap = (self.bottom - self.top) / max(len(self.ticks) - 1, 1)
        every = 1 if gap > 13 else 2
        for number, value in enumerate(self.ticks):
            y = self.y(value)
            canvas.line(self.axis.left, y, self.axis.right, y, INK, 0.5, alpha=0.35 if value == 0 else 0.13)
            if number % every == 0:
                words = f"{short(value * 100)}%" if percent else short(value)
                canvas.text(self.axis.left - 4, y, words, SMALL - 0.6, "right", alpha=0.85)

    def line(
        self,
        canvas: Canvas,
        points: Sequence[tuple[dt.date, float]],
        colour: str,
        width: float,
        **more: Any,
    ) -> None:
        """Draw a line through points that follow one another."""
        if len(points) > 1:
            canvas.path([(self.x(day), self.y(value)) for day, value in points], colour, width, **more)


def runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Return stretches of years without a break, first and last.

    >>> runs([2009, 2010, 2018])
    [(2009, 2010), (2018, 2018)]
    """
    out: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if out and out[-1][1] == year - 1:
            out[-1] = (out[-1][0], year)
        else:
            out.append((year, year))
    return out


def stretches(points: Sequence[tuple[str, float | None]]) -> list[list[tuple[dt.date, float]]]:
    """Return the points of a line as pieces that break where a period is missing or has no value.

    `points` are periods of one precision (years or months), in order.
    """
    out: list[list[tuple[dt.date, float]]] = []
    before: dt.date | None = None
    for period, value in points:
        if value is None or value != value:
            continue
        first, last = dates.span(period)
        assert first and last, f"'{period}' is no period"
        if before is None or first != before + dt.timedelta(1):
            out.append([])
        out[-1].append((first + (last - first) / 2, float(value)))
        before = last
    return out


def spread(wanted: Sequence[tuple[float, str]], gap: float, low: float, high: float) -> list[float]:
    """Return places for labels near where they are wanted, in order of `wanted`, at least `gap` apart, between two ends."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i][0])
    placed: list[float] = []
    for i in order:
        y = max(wanted[i][0], low)
        placed.append(max(y, placed[-1] + gap) if placed else y)
    for n in range(len(placed) - 1, -1, -1):
        most = high if n == len(placed) - 1 else placed[n + 1] - gap
        placed[n] = min(placed[n], most)
    out = [0.0] * len(wanted)
    for place, i in zip(placed, order, strict=True):
        out[i] = place
    return out


def fits(words: str, x: float, canvas: Canvas, size: float = SMALL) -> float:
    """Return the middle for a centred text that has to stay on the sheet."""
    half = length(words, size) / 2 + 1
    return min(max(x, half), canvas.width - half)
