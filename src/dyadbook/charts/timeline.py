"""The timeline: every event of a run over the bands of its phases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from dyadbook.charts import dated, marks, sheets, words
from dyadbook.charts.axis import spans
from dyadbook.charts.chart import Chart
from dyadbook.charts.lanes import Item
from dyadbook.study import dates
from dyadbook.study.models import Phase, Study

TYPE_NAMES = {
    "visit": "Visits",
    "meeting": "Meetings",
    "agreement": "Agreements",
    "membership": "Memberships",
    "military": "Military",
    "trade": "Trade",
    "sanctions": "Sanctions",
    "west_relations": "Relations with the West",
    "cooperation": "Cooperation",
    "statement": "Statements",
    "conflict": "Conflict",
}
DIMENSION_NAMES = {
    "political": "Political",
    "economic": "Economic",
    "security": "Security",
    "societal": "Societal",
}
LANES = {"type": TYPE_NAMES, "dimension": DIMENSION_NAMES}


def items_of(
    events: pd.DataFrame, lane: str = "type", *, kind: str = "event", quiet: bool = False
) -> list[Item]:
    """Return the rows of a table of events as items; `kind` is the kind of their refs."""
    return [_item(row, lane, kind, quiet) for row in events.to_dict("records")]


def _item(row: Mapping, lane: str, kind: str, quiet: bool) -> Item:
    first, last = (
        _day(row.get("date_first"), row.get("date"), 0),
        _day(row.get("date_last"), row.get("date"), 1),
    )
    reports = row.get("reports")
    return Item(
        ref=f"{kind}:{row['id']}",
        lane=str(row.get(lane) or "other"),
        first=first if last else None,
        last=last if first else None,
        phase=str(row.get("phase") or "unplaced"),
        status=row.get("status"),
        reports=1 if reports is None or pd.isna(reports) else int(reports),
        label=str(row.get("label") or ""),
        contested=row.get("contested") is True,
        quiet=quiet,
    )


def _day(own: object, date: object, end: int) -> dt.date | None:
    if own is not None and not pd.isna(own):
        return dates.span(str(own))[0]
    return dates.span(str(date) if date else None)[end]


def days_shown(items: Sequence[Item], phases: Sequence[Phase], end: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days between which all items and all phases show."""
    starts = [i.first for i in items if i.first] + [p.start for p in phases]
    ends = [i.last for i in items if i.last] + [end]
    first, last = min(starts, default=end), max(ends)
    return first - (last - first) * 0.015, last


def timeline(
    events: pd.DataFrame,
    phases: Sequence[Phase],
    study: Study,
    *,
    end: dt.date | None = None,
    lane: str = "type",
    names: Mapping[str, str] | None = None,
    ident: str = "timeline",
    source_note: str = "",
) -> Chart:
    """Return the timeline of events (table `events`, with `phase` filled) over the bands of this run's phases.

    One lane for each value of `lane` (type or dimension); `names` gives lanes their headings and order. Undated events stand
    beside the axis. Works for none to some hundreds of events and one to twelve phases.
    """
    items = items_of(events, lane)
    first, last = days_shown(items, phases, end or study.as_of)
    lanes = names or LANES.get(lane, {})
    plot = sheets.Plot(items, lanes, phases, marks.palette(phases, study), first, last)
    return Chart(
        id=ident,
        title=finding(events, phases, first, last),
        alt=described(events, phases, study, plot),
        caption="Each mark is one event, however many documents report it; larger marks have more of them. The bands are the phases.",
        wide=dated.wide(plot) if dated.fits(plot) else sheets.wide(plot),
        narrow=sheets.narrow(plot),
        table=data(events, phases, study, lanes),
        refs=[f"event:{i}" for i in events["id"]],
        source_note=source_note,
        tips=tips(events),
    )


def finding(
    events: pd.DataFrame, phases: Sequence[Phase], first: dt.date | None = None, last: dt.date | None = None
) -> str:
    """Return where the events fall, as a sentence that is true of these events; between two days, beside how long that is."""
    counts = {p.id: int((events["phase"] == p.id).sum()) for p in phases}
    placed = sum(counts.values())
    if not placed:
        return "No event of this run falls in any one phase" if len(events) else "No event counts in this run"
    most = max(counts.values())
    lead = [p for p in phases if counts[p.id] == most]
    names = [f"“{p.name}”" for p in lead]
    if len(lead) > 1:
        return f"No phase has most of the events: {words.joined(names)} have equally many, {most:,} each"
    if most == placed:
        share = f"All events that can be placed, {most:,},"
    else:
        share = f"{most:,} of {placed:,} events that can be placed"
    return f"{share} fall within {names[0]}{_length(lead[0], phases, first, last)}"


def _length(phase: Phase, phases: Sequence[Phase], first: dt.date | None, last: dt.date | None) -> str:
    """Return how much of the time that all phases take one phase takes: many events in few years say more than many."""
    if first is None or last is None or len(phases) < 2:
        return ""
    own = {p.id: (b - a).days / 365.25 for p, a, b in spans(phases, phases[0].start, last)}
    whole, years = round(sum(own.values())), round(own.get(phase.id, 0))
    return f", which takes {years:,} of the {whole:,} years" if 0 < years < whole else ""


def described(events: pd.DataFrame, phases: Sequence[Phase], study: Study, plot: sheets.Plot) -> str:
    """Return an alt text: what is drawn, how many events in each phase, and the most reported one."""
    if events.empty:
        return "A timeline without events: none counts in this run."
    names = {"prelude": study.prelude.name} | {p.id: p.name for p in phases}
    counts = [f"{name}: {(events['phase'] == i).sum():,}" for i, name in names.items()]
    counts.append(f"in no single phase: {(~events['phase'].isin(list(names))).sum():,}")
    top = events.sort_values(["reports", "id"], ascending=[False, True]).iloc[0]
    lanes = words.joined(list(plot.names().values()))
    return (
        f"Timeline from {plot.first.year} to {plot.last.year} of {words.counted(len(events), 'event')}, in lanes for {lanes}. "
        f"Events by phase: {'; '.join(counts)}. Most reported, by {words.counted(int(top['reports']), 'source')}: "
        f"{top['label']}, {words.shown_date(top)}."
    )


def tips(events: pd.DataFrame) -> dict[str, str]:
    """Return what appears when a mark is pointed at."""
    return {
        f"event:{row['id']}": f"{row['label']}, {words.shown_date(row)}; {words.counted(int(row['reports']), 'source')}"
        for row in events.to_dict("records")
    }


def data(
    events: pd.DataFrame, phases: Sequence[Phase], study: Study, lanes: Mapping[str, str]
) -> pd.DataFrame:
    """Return the drawn data for a reader, one row an event."""
    names = {"prelude": study.prelude.name, "unplaced": "in no single phase"} | {p.id: p.name for p in phases}
    rows = [
        {
            "Event": row["label"],
            "Date": words.shown_date(row),
            "Type": str(row["type"]).replace("_", " "),
            "Status": str(row["status"]).replace("_", " "),
            "Phase": names.get(row["phase"], row["phase"]),
            "Sources": int(row["reports"]),
        }
        for row in events.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["Event", "Date", "Type", "Status", "Phase", "Sources"])
