"""Which source covers which phase: a dot for every pair, sized by events, with zero and not-yet-written told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dyadbook.charts import marks, words
from dyadbook.charts.canvas import INK, NARROW, SMALL, WIDE, Canvas, length, wrap
from dyadbook.charts.chart import Chart
from dyadbook.phases import PRELUDE, UNPLACED
from dyadbook.study import dates
from dyadbook.study.models import Phase, Study
from dyadbook.study.tables import many


@dataclass(frozen=True)
class Cell:
    """Events that one source reports of one phase; None where the source was written before the phase began."""

    source: str
    phase: str
    events: int | None


def coverage(
    events: pd.DataFrame,
    sources: pd.DataFrame,
    phases: Sequence[Phase],
    study: Study,
    *,
    ident: str = "coverage",
    source_note: str = "",
) -> Chart:
    """Return the matrix of sources and phases.

    `events` is table `events` with `phase` filled, `sources` table `sources` in the order to draw. Columns are the prelude (where it
    has events), the phases, and what falls in no single phase (where there is any).
    """
    columns = _columns(events, phases, study)
    names = {r["id"]: r["publisher"] or r["title"] or r["id"] for r in sources.to_dict("records")}
    cells = matrix(events, sources, list(columns), phases)
    colours = marks.palette(phases, study)
    table = pd.DataFrame(
        [[names[s]] + [_cell_words(cells[s, p]) for p in columns] for s in names],
        columns=["Source", *columns.values()],
    )
    return Chart(
        id=ident,
        title=finding(cells, list(names), phases),
        alt=_alt(cells, names, columns),
        caption=(
            "Events of each phase that a source reports: the larger the mark, the more. “None”: it reports none. "
            "“Older”: it was written before the phase began."
        ),
        wide=_wide(cells, names, columns, colours),
        narrow=_narrow(cells, names, columns, colours),
        table=table,
        refs=[f"source:{s}" for s in names],
        source_note=source_note,
        tips={f"source:{s}": name for s, name in names.items()},
    )


def _columns(events: pd.DataFrame, phases: Sequence[Phase], study: Study) -> dict[str, str]:
    present = set(events["phase"])
    columns = {PRELUDE: study.prelude.name} if PRELUDE in present else {}
    columns |= {p.id: p.name for p in phases}
    return columns | ({UNPLACED: "In no single phase"} if UNPLACED in present else {})


def matrix(
    events: pd.DataFrame, sources: pd.DataFrame, columns: Sequence[str], phases: Sequence[Phase]
) -> dict[tuple[str, str], Cell]:
    """Return the cell of every source and column."""
    starts = {p.id: p.start for p in phases}
    out = {}
    for row in sources.to_dict("records"):
        written = dates.span(row.get("published") or row.get("anchor"))[1]
        own = events[[row["id"] in many(s) for s in events["sources"]]] if len(events) else events
        for phase in columns:
            number = int((own["phase"] == phase).sum()) if len(own) else 0
            early = _early(written, starts.get(phase)) and number == 0
            out[row["id"], phase] = Cell(row["id"], phase, None if early else number)
    return out


def _early(written: dt.date | None, start: dt.date | None) -> bool:
    return written is not None and start is not None and written < start


def _cell_words(cell: Cell) -> str:
    return "written before" if cell.events is None else f"{cell.events:,}"


def finding(cells: dict[tuple[str, str], Cell], sources: Sequence[str], phases: Sequence[Phase]) -> str:
    """Return how well the sources cover the phases, as a sentence that is true of these cells."""
    holders = {f"“{p.name}”": [s for s in sources if cells[s, p.id].events] for p in phases}
    silent = [name for name, who in holders.items() if not who]
    single = [name for name, who in holders.items() if len(who) == 1]
    if len(silent) == len(holders):
        return "No source reports an event that falls surely within any one phase"
    if silent:
        return f"No source reports an event that falls surely within {words.joined(silent, 'or')}"
    if single:
        return f"Only one source reports events of {words.joined(single)}"
    return "Every phase has events that more than one source reports"


def _alt(cells: dict[tuple[str, str], Cell], names: dict[str, str], columns: dict[str, str]) -> str:
    rows = [
        f"{name}: " + ", ".join(f"{title} {_cell_words(cells[s, p])}" for p, title in columns.items())
        for s, name in names.items()
    ]
    return f"Events that each source reports, by phase. {'; '.join(rows)}." if rows else "No source was read."


def _absent(cell: Cell) -> str:
    return "older" if cell.events is None else "none"


def _radius(number: int, largest: int, room: float) -> float:
    return room * (0.28 + 0.72 * (number / max(largest, 1)) ** 0.5)


def _dot(canvas: Canvas, x: float, y: float, cell: Cell, largest: int, room: float, colour: str) -> None:
    if not cell.events:
        canvas.text(x, y, _absent(cell), SMALL - 0.6, "center", alpha=0.8)
    else:
        r = _radius(cell.events, largest, room)
        canvas.mark(x, y, r, "circle", colour)
        canvas.text(x + r + 3, y, f"{cell.events:,}", SMALL, bold=True)
    canvas.link(x - room, y - room, x + room, y + room, f"source:{cell.source}")


def _wide(
    cells: dict[tuple[str, str], Cell], names: dict[str, str], columns: dict[str, str], colours: marks.Palette
) -> Figure:
    left, row = 132.0, 34.0
    step = (WIDE - left) / max(len(columns), 1)
    room = min(13.0, step / 2 - 8)
    heads = {p: wrap(name, step - 6, SMALL, 3, True) for p, name in columns.items()}
    top = 12 + 10.5 * max((len(h) for h in heads.values()), default=1)
    canvas = Canvas(WIDE, top + row * len(names) + 6)
    largest = max((c.events or 0 for c in cells.values()), default=0)
    for number, (phase, lines) in enumerate(heads.items()):
        x = left + number * step
        canvas.box(x + 1, top - 4, x + step - 1, top - 1, colours(phase))
        canvas.box(x + 1, top - 1, x + step - 1, top + row * len(names), colours(phase), 0.10)
        canvas.lines(x + step / 2, top - 10 - 10.25 * (len(lines) - 1), lines, SMALL, "center", bold=True)
    for number, (source, name) in enumerate(names.items()):
        y = top + row * (number + 0.5)
        if number:
            canvas.line(0, y - row / 2, WIDE, y - row / 2, INK, 0.5, alpha=0.2)
        lines = wrap(name, left - 10, SMALL, 3)
        canvas.lines(0, y - 5.1 * (len(lines) - 1), lines, SMALL)
        for column, phase in enumerate(columns):
            x = left + (column + 0.5) * step - 4
            _dot(canvas, x, y, cells[source, phase], largest, room, colours(phase))
    return canvas.figure


def _narrow(
    cells: dict[tuple[str, str], Cell], names: dict[str, str], columns: dict[str, str], colours: marks.Palette
) -> Figure:
    """One block a source, one bar a phase: a matrix would need to be turned to be read on a phone."""
    largest = max((c.events or 0 for c in cells.values()), default=0)
    left, bar = min(max((length(n, SMALL) for n in columns.values()), default=0) + 14, 110), 14.0
    heads = {source: wrap(name, NARROW, SMALL + 0.6, 4, True) for source, name in names.items()}
    above = {source: 9 + 11.0 * len(lines) for source, lines in heads.items()}
    canvas = Canvas(NARROW, max(sum(above.values()) + (bar * len(columns) + 8) * len(names), 20))
    y = 0.0
    for source in names:
        canvas.lines(0, y + 9, heads[source], SMALL + 0.6, bold=True)
        y += above[source]
        for phase, title in columns.items():
            cell, colour = cells[source, phase], colours(phase)
            canvas.text(4, y + 5, wrap(title, left - 8, SMALL, 1)[0], SMALL)
            if cell.events:
                end = left + (NARROW - left - 26) * cell.events / largest
                canvas.box(left, y, end, y + 9, colour)
                canvas.text(end + 4, y + 5, f"{cell.events:,}", SMALL, bold=True)
            else:
                canvas.text(left, y + 5, _absent(cell), SMALL - 0.6, alpha=0.8)
            y += bar
        canvas.link(0, y - bar * len(columns) - above[source], NARROW, y, f"source:{source}")
        y += 8
    return canvas.figure
