"""Time from left to right: from days to points, ticks that do not crowd, and the bands of the phases."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dyadbook.charts.canvas import INK, SMALL, Canvas, length
from dyadbook.charts.marks import Palette
from dyadbook.study.models import Phase

YEARS = (1, 2, 5, 10, 20, 50)
MONTHS = (1, 3, 6)


@dataclass(frozen=True)
class Axis:
    """Maps days from `first` to `last` to points from `left` to `right`.

    Where `fold` is a day, the scale changes there: what lies before it takes `share` of the room, what follows takes the rest.
    """

    first: dt.date
    last: dt.date
    left: float
    right: float
    fold: dt.date | None = None
    share: float = 0.4

    def parts(self) -> tuple[Axis, ...]:
        """Return the stretches of one scale that the axis is made of."""
        if self.fold is None:
            return (self,)
        middle = self.left + self.share * (self.right - self.left)
        return Axis(self.first, self.fold, self.left, middle), Axis(self.fold, self.last, middle, self.right)

    def __call__(self, day: dt.date) -> float:
        if self.fold is not None:
            before, after = self.parts()
            return before(day) if day < self.fold else after(day)
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> list[tuple[dt.date, str]]:
        """Return days and their labels: years, or months where the axis spans less than three years."""
        if self.fold is not None:
            return _apart([tick for part in self.parts() for tick in part.ticks()], self)
        years = (self.last - self.first).days / 365.25
        room = self.right - self.left
        if years < 3:
            step = next((m for m in MONTHS if room / (years * 12 / m + 1) > 46), 12)
            if step < 12:
                return self._months(step)
        step = next((y for y in YEARS if room / (years / y + 1) > 28), YEARS[-1])
        start = -(-self.first.year // step) * step
        days = [dt.date(y, 1, 1) for y in range(start, self.last.year + 1, step)]
        return [(d, str(d.year)) for d in days if self.first <= d <= self.last]

    def _months(self, step: int) -> list[tuple[dt.date, str]]:
        out = []
        for year in range(self.first.year, self.last.year + 1):
            for month in range(1, 13, step):
                day = dt.date(year, month, 1)
                if self.first <= day <= self.last:
                    out.append((day, f"{calendar.month_abbr[month]} {year}"))
        return out


def _apart(ticks: Sequence[tuple[dt.date, str]], axis: Axis) -> list[tuple[dt.date, str]]:
    """Return ticks without those whose label would touch the one before, as at a change of scale."""
    out: list[tuple[dt.date, str]] = []
    for day, words in ticks:
        if (
            not out
            or axis(day) - axis(out[-1][0]) > (length(words, SMALL) + length(out[-1][1], SMALL)) / 2 + 2
        ):
            out.append((day, words))
    return out


def spans(phases: Sequence[Phase], first: dt.date, last: dt.date) -> list[tuple[Phase, dt.date, dt.date]]:
    """Return the phases that show between two days, each with its first and last visible day."""
    ends = [p.start for p in phases[1:]] + [last]
    shown = [(p, max(p.start, first), min(end, last)) for p, end in zip(phases, ends, strict=True)]
    return [(p, a, b) for p, a, b in shown if a < b]


def band_levels(phases: Sequence[Phase], axis: Axis) -> list[tuple[Phase, float, float, int]]:
    """Return phases with the ends of their bands and the line on which their names stand without touching."""
    out: list[tuple[Phase, float, float, int]] = []
    reach: list[float] = []
    for phase, a, b in spans(phases, axis.first, axis.last):
        x0, x1 = axis(a), axis(b)
        start = min(x0, axis.right - length(phase.name, SMALL, True))
        level = next((n for n, end in enumerate(reach) if end <= start), len(reach))
        reach += [0.0] * (level + 1 - len(reach))
        reach[level] = start + length(phase.name, SMALL, True) + 8
        out.append((phase, x0, x1, level))
    return out


def name_ends(phase: Phase, x0: float, axis: Axis) -> tuple[float, float]:
    """Return where the name of a band that begins at `x0` begins and ends."""
    wide = length(phase.name, SMALL, True)
    start = max(min(x0, axis.right - wide), axis.left)
    return start, start + wide


def _leader(
    x: float, level: int, lines: int, names: Sequence[tuple[int, float, float]]
) -> list[tuple[int, int]]:
    """Return the lines of names, as (from, to), that the line from a name down to its band runs through: it passes behind names."""
    below = range(level + 1, lines)
    struck = {at for at, start, end in names if start - 2 < x < end + 2}
    return [(n - 1, n) for n in below if n not in struck]


def draw_bands(
    canvas: Canvas, axis: Axis, phases: Sequence[Phase], colours: Palette, top: float, bottom: float
) -> float:
    """Draw the phases as bands below their names; returns where the bands begin."""
    levels = band_levels(phases, axis)
    lines = 1 + max((level for *_, level in levels), default=0)
    begin = top + lines * 12 + 3
    names = [(level, *name_ends(phase, x0, axis)) for phase, x0, _, level in levels]
    for phase, x0, x1, level in levels:
        canvas.box(x0, begin, x1, bottom, colours(phase.id), 0.13)
        canvas.box(x0, begin - 3, x1 - 0.7, begin, colours(phase.id))
        x = min(x0, axis.right - length(phase.name, SMALL, True))
        y = top + 5 + level * 12
        for a, b in _leader(x0, level, lines, names):
            canvas.line(
                x0 + 0.4, top + 11 + a * 12, x0 + 0.4, min(top + 11 + b * 12, begin), colours(phase.id)
            )
        canvas.text(max(x, axis.left), y, phase.name, SMALL, bold=True)
    return begin


def draw_ticks(canvas: Canvas, axis: Axis, top: float, bottom: float) -> None:
    """Draw the ticks of the axis with hair lines through the chart."""
    canvas.line(axis.left, bottom, axis.right, bottom, INK, 0.8, alpha=0.55)
    for day, words in axis.ticks():
        x = axis(day)
        canvas.line(x, top, x, bottom, INK, 0.5, alpha=0.13)
        canvas.line(x, bottom, x, bottom + 3, INK, 0.8, alpha=0.55)
        if x + length(words, SMALL) / 2 < canvas.width:
            canvas.text(x, bottom + 9.5, words, SMALL, "center")
