"""Which boundary does which series show: a matrix with strong, weak, not at all and cannot tell as four different marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import marks, words
from dyadbook.charts.canvas import GREY, INK, NARROW, SIZE, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import Chart
from dyadbook.charts.context_words import name_of
from dyadbook.study import dates
from dyadbook.study.models import Phase, Study

SAYS = {"strongly": "strongly", "weakly": "weakly", "no": "not at all", "not covered": "cannot tell"}


@dataclass(frozen=True)
class Column:
    """One boundary: its id, its heading, its day, its colour."""

    id: str
    name: str
    day: str
    colour: str


@dataclass(frozen=True)
class Line:
    """One test in all columns: what was tested, of whom, and the verdict and whether other pairs do the same, by boundary."""

    series: str
    subject: str
    cells: Mapping[str, tuple[str, bool]]
    ref: str


def boundaries(
    table: pd.DataFrame,
    tallied: pd.DataFrame,
    days: Mapping[str, dt.date],
    phases: Sequence[Phase],
    study: Study,
    *,
    ident: str = "boundaries",
    source_note: str = "",
) -> Chart:
    """Return the matrix of table `boundaries`; `tallied` counts its verdicts, `days` gives every boundary its day in order.

    A boundary that is no phase's start is a rival date; it stands last, under the name of the phase it rivals.
    """
    columns = _columns(days, phases, study)
    names = {actor.id: actor.name for actor in study.actors}
    lines = lines_of(table, names)
    sums = tallied.set_index("boundary")
    data = pd.DataFrame(
        [
            {"Series": line.series, "Of": line.subject}
            | {f"{c.name}, {c.day}": _cell(line.cells.get(c.id)) for c in columns}
            for line in lines
        ],
        columns=["Series", "Of", *(f"{c.name}, {c.day}" for c in columns)],
    )
    return Chart(
        id=ident,
        title=finding(tallied, phases),
        alt=_alt(lines, columns, sums),
        caption=(
            "A full dot: the step at the boundary is rare for the series, and a change of level found without knowing the boundary "
            "lies within a year of it. A ring: one of the two. A line: neither. A cross: too few values on one side. "
            "A small square: other pairs of states make the same step."
        ),
        wide=_wide(lines, columns, sums),
        narrow=_narrow(lines, columns, sums),
        table=data,
        refs=[line.ref for line in lines],
        source_note=source_note,
    )


def finding(tallied: pd.DataFrame, phases: Sequence[Phase]) -> str:
    """Return which phase's beginning the series show most and least, as a sentence that is true of these verdicts."""
    names = {p.id: f"“{p.name}”" for p in phases}
    known = tallied[tallied["boundary"].isin(names)].dropna(subset=["share"])
    if known.empty:
        return "No series of this run can be held against a boundary"
    least, most = known["share"].min(), known["share"].max()
    low = words.joined([names[b] for b in known.loc[known["share"] == least, "boundary"]])
    high = words.joined([names[b] for b in known.loc[known["share"] == most, "boundary"]])
    if most == 0:
        return "No series shows the beginning of any phase"
    if least == most:
        return "The series show the beginning of every phase equally well"
    how = "not at all" if least == 0 else "least"
    return f"The series show the beginning of {high} best, and that of {low} {how}"


def _columns(days: Mapping[str, dt.date], phases: Sequence[Phase], study: Study) -> list[Column]:
    colours, names = marks.palette(phases, study), {p.id: p.name for p in phases}
    out = []
    for ident, day in days.items():
        phase = ident if ident in names else ident.rpartition("-")[0]
        name = names.get(ident) or f"Instead of “{names.get(phase, phase)}”"
        out.append(Column(ident, name, dates.show(day.isoformat()), colours(phase)))
    return out


def lines_of(table: pd.DataFrame, names: Mapping[str, str]) -> list[Line]:
    """Return one line a series and subject, in the order of the table."""
    out = []
    for (_, subject), rows in table.groupby(["series", "subject"], sort=False) if len(table) else ():
        cells = {r["boundary"]: (r["verdict"], r["alone"] is False) for r in rows.to_dict("records")}
        out.append(Line(rows["title"].iloc[0], name_of(subject, names), cells, rows["ref"].iloc[0]))
    return out


def _cell(cell: tuple[str, bool] | None) -> str:
    if cell is None:
        return ""
    return SAYS[cell[0]] + (", as other pairs do" if cell[1] and cell[0] in ("strongly", "weakly") else "")


def _alt(lines: Sequence[Line], columns: Sequence[Column], sums: pd.DataFrame) -> str:
    if not lines:
        return "No series of this study can be held against a boundary."
    told = [
        f"{c.name} ({c.day}): "
        + "; ".join(
            f"{line.series}, {line.subject}: {_cell(line.cells[c.id])}"
            for line in lines
            if c.id in line.cells and line.cells[c.id][0] != "not covered"
        )
        for c in columns
    ]
    return f"Which boundary each of {len(lines):,} tests shows; those that cannot tell are left out. {'. '.join(told)}."


def _mark(canvas: Canvas, x: float, y: float, cell: tuple[str, bool] | None, colour: str) -> None:
    if cell is None:
        return
    verdict, common = cell
    if verdict == "strongly":
        canvas.mark(x, y, 7, "circle", colour)
    elif verdict == "weakly":
        canvas.mark(x, y, 4.6, "circle", colour, False)
    elif verdict == "no":
        canvas.line(x - 4, y, x + 4, y, INK, 1.0, alpha=0.45)
    else:
        canvas.mark(x, y, 2.4, "cross", GREY)
    if common and verdict in ("strongly", "weakly"):
        canvas.mark(x + 11, y, 2.4, "square", GREY)


def _sum(sums: pd.DataFrame, column: Column) -> str:
    if column.id not in sums.index:
        return ""
    row = sums.loc[column.id]
    return (
        f"{int(row['strongly'] + row['weakly'])} of {int(row['tests'])}" if row["tests"] else "none can tell"
    )


KEY = (("strongly", "strongly"), ("weakly", "weakly"), ("no", "not at all"), ("not covered", "cannot tell"))


def _key(canvas: Canvas, top: float, squares: bool) -> None:
    x, y = 0.0, top
    for verdict, label in KEY + ((("square", "other pairs too"),) if squares else ()):
        wide = 18 + length(label, SMALL) + 12
        if x and x + wide - 10 > canvas.width:
            x, y = 0.0, y + 15
        if verdict == "square":
            canvas.mark(x + 7.5, y, 2.4, "square", GREY)
        else:
            _mark(canvas, x + 7.5, y, (verdict, False), INK)
        canvas.text(x + 19, y, label, SMALL)
        x += wide + 4


def _squares(lines: Sequence[Line]) -> bool:
    return any(c and v in ("strongly", "weakly") for line in lines for v, c in line.cells.values())


def _empty(width: float) -> Figure:
    canvas = Canvas(width, 26)
    canvas.text(0, 13, "No series to test in this run", SIZE)
    return canvas.figure


def _heads(
    canvas: Canvas, columns: Sequence[Column], left: float, step: float, top: float, size: float
) -> None:
    for number, column in enumerate(columns):
        x = left + (number + 0.5) * step
        lines = wrap(column.name, step - 4, size, 3, True)
        date = wrap(column.day, step - 2, size - 0.8, 2)
        tall = size * 1.22
        y = top - 9 - tall * (len(lines) + len(date) - 1)
        canvas.lines(x, y, lines, size, "center", bold=True)
        canvas.lines(x, y + tall * len(lines), date, size - 0.8, "center", alpha=0.85)


def _head_height(columns: Sequence[Column], step: float, size: float) -> float:
    tall = size * 1.22
    counts = [
        len(wrap(c.name, step - 4, size, 3, True)) + len(wrap(c.day, step - 2, size - 0.8, 2))
        for c in columns
    ]
    return 11 + tall * max(counts, default=1)


def _tops(first: float, heights: Sequence[float]) -> list[float]:
    """Return where each row begins, and last where they end: a row is as high as its label needs."""
    out = [first]
    for height in heights:
        out.append(out[-1] + height)
    return out


def _wide(lines: Sequence[Line], columns: Sequence[Column], sums: pd.DataFrame) -> Figure:
    if not lines:
        return _empty(WIDE)
    left, tall = 218.0, 11.0
    labels = [wrap(line.series, left - 6, SMALL, 3) for line in lines]
    step = (WIDE - left) / max(len(columns), 1)
    top = _head_height(columns, step, SMALL)
    tops = _tops(top, [5 + tall * (1 + len(label)) for label in labels])
    bottom = tops[-1]
    canvas = Canvas(WIDE, bottom + 58)
    for number, column in enumerate(columns):
        canvas.box(left + number * step + 1, top, left + (number + 1) * step - 1, bottom, column.colour, 0.12)
        canvas.box(left + number * step + 1, top - 3, left + (number + 1) * step - 1, top, column.colour)
        canvas.text(left + (number + 0.5) * step, bottom + 11, _sum(sums, column), SMALL, "center", bold=True)
    canvas.text(0, bottom + 11, "show it, of those that can", SMALL)
    _heads(canvas, columns, left, step, top, SMALL)
    for number, line in enumerate(lines):
        above, below = tops[number], tops[number + 1]
        y = (above + below) / 2
        if number:
            canvas.line(0, above, WIDE, above, INK, 0.5, alpha=0.2)
        first = y - tall * len(labels[number]) / 2
        canvas.lines(0, first, labels[number], SMALL)
        canvas.text(0, first + tall * len(labels[number]), line.subject, SMALL - 0.8, alpha=0.85)
        for n, column in enumerate(columns):
            _mark(canvas, left + (n + 0.5) * step, y, line.cells.get(column.id), column.colour)
        canvas.link(0, above + 1, WIDE, below - 1, line.ref)
    _key(canvas, bottom + 38, _squares(lines))
    return canvas.figure


def _narrow(lines: Sequence[Line], columns: Sequence[Column], sums: pd.DataFrame) -> Figure:
    if not lines:
        return _empty(NARROW)
    tall, step = 10.0, NARROW / max(len(columns), 1)
    labels = [wrap(f"{line.series}: {line.subject}", NARROW - 2, SMALL - 0.6, 3) for line in lines]
    top = _head_height(columns, step, SMALL - 1)
    tops = _tops(top, [28 + tall * len(label) for label in labels])
    bottom = tops[-1]
    canvas = Canvas(NARROW, bottom + 72)
    for number, column in enumerate(columns):
        canvas.box(number * step + 1, top - 3, (number + 1) * step - 1, top, column.colour)
        canvas.box(number * step + 1, top, (number + 1) * step - 1, bottom, column.colour, 0.10)
        x = (number + 0.5) * step
        canvas.text(x, bottom + 10, _sum(sums, column), SMALL - 0.6, "center", bold=True)
    _heads(canvas, columns, 0, step, top, SMALL - 1)
    for number, line in enumerate(lines):
        y, below = tops[number], tops[number + 1]
        if number:
            canvas.line(0, y, NARROW, y, INK, 0.5, alpha=0.25)
        canvas.lines(1, y + 9, labels[number], SMALL - 0.6)
        for n, column in enumerate(columns):
            _mark(canvas, (n + 0.5) * step, below - 12, line.cells.get(column.id), column.colour)
        canvas.link(0, y + 1, NARROW, below - 1, line.ref)
    canvas.text(0, bottom + 24, "below each: how many show it, of those that can", SMALL - 1, alpha=0.85)
    _key(canvas, bottom + 42, _squares(lines))
    return canvas.figure
