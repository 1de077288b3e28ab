"""One phase: which kinds of events, when within it, by how many sources; with the hand-coded chronicle as backdrop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from dyadbook.charts import marks, sheets, words
from dyadbook.charts.chart import Chart
from dyadbook.charts.timeline import TYPE_NAMES, data, items_of, tips
from dyadbook.study.models import Phase, Study


def one_phase(
    events: pd.DataFrame,
    phase: Phase,
    phases: Sequence[Phase],
    study: Study,
    *,
    end: dt.date | None = None,
    chronicle: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    ident: str = "",
    source_note: str = "",
) -> Chart:
    """Return the chart of one phase.

    `events` is table `events` with `phase` filled; only those of `phase` are drawn. `chronicle` holds hand-coded rows (id, date, type,
    description) that fall in the phase: they are drawn as small dots below the events of their type.
    """
    own = events[events["phase"] == phase.id].reset_index(drop=True)
    following = [p.start for p in phases if p.start > phase.start]
    last = min([d - dt.timedelta(1) for d in following] + [end or study.as_of])
    items = items_of(own)
    hand = chronicle if chronicle is not None else pd.DataFrame(columns=["id", "date", "type", "description"])
    behind = [
        i for i in items_of(hand.assign(label="", phase=phase.id), kind="chronicle", quiet=True) if i.first
    ]
    plot = sheets.Plot(
        [*items, *behind], names or TYPE_NAMES, [phase], marks.palette([phase], study), phase.start, last
    )
    table, refs = _data(own, hand, phases, study)
    return Chart(
        id=ident or f"{phase.id}-events",
        title=finding(own, hand, phase, names or TYPE_NAMES),
        alt=_alt(own, hand, phase, names or TYPE_NAMES),
        caption="Events from the source documents, larger where more of them report one"
        + (
            "; beside them, as small strokes or as numbers by year, the rows of the hand-coded chronicle."
            if len(hand)
            else "."
        ),
        wide=sheets.wide(plot),
        narrow=sheets.narrow(plot),
        table=table,
        refs=refs,
        source_note=source_note,
        tips=tips(own)
        | {f"chronicle:{r['id']}": str(r.get("description") or "") for r in hand.to_dict("records")},
    )


def _data(
    own: pd.DataFrame, hand: pd.DataFrame, phases: Sequence[Phase], study: Study
) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows drawn and their refs; the chronicle's follow the documents' events."""
    table = data(own, phases, study, TYPE_NAMES).drop(columns="Phase")
    table.insert(0, "From", "documents")
    refs = [f"event:{i}" for i in own["id"]]
    if len(hand):
        rows = [
            {
                "From": "chronicle",
                "Event": r["description"],
                "Date": words.shown_date(r),
                "Type": str(r["type"]).replace("_", " "),
            }
            for r in hand.to_dict("records")
        ]
        table = (
            pd.concat([table, pd.DataFrame(rows)], ignore_index=True)
            if len(table)
            else pd.DataFrame(rows).reindex(columns=table.columns)
        )
        refs += [f"chronicle:{i}" for i in hand["id"]]
    return table, refs


def _kinds(rows: pd.DataFrame, names: Mapping[str, str]) -> list[tuple[str, int]]:
    counts = rows["type"].value_counts()
    return sorted(
        ((words.small(names.get(k, str(k))), int(n)) for k, n in counts.items()),
        key=lambda pair: (-pair[1], pair[0]),
    )


def finding(own: pd.DataFrame, hand: pd.DataFrame, phase: Phase, names: Mapping[str, str]) -> str:
    """Return what kind of events a phase is made of, as a sentence that is true of these rows.

    One event or two make no pattern: then the title counts them, beside what the chronicle has.
    """
    beside = f"; the hand-coded chronicle has {len(hand):,}" if len(hand) else ""
    if own.empty:
        return f"No event in the documents falls surely within “{phase.name}”{beside}"
    if len(own) < 3:
        number = words.spelled(len(own))
        return f"The documents report {number} {'event' if len(own) == 1 else 'events'} of “{phase.name}”{beside}"
    kinds = _kinds(own, names)
    most = kinds[0][1]
    lead = [k for k, n in kinds if n == most]
    if len(kinds) == 1:
        return f"{phase.name}: all {words.spelled(most)} events in the documents are of one kind, {lead[0]}"
    if most == 1:
        return f"{phase.name}: the documents report {words.spelled(len(own))} events, each of another kind"
    # two numbers of one sentence are written alike
    number = words.spelled if len(own) < len(words.SPELLED) else "{:,}".format
    each = f"{number(most)} {'of' if len(lead) == 1 else 'each of'} {number(len(own))} events"
    return f"{phase.name}: the documents tell most often of {words.joined(lead)}, {each}"


def _alt(own: pd.DataFrame, hand: pd.DataFrame, phase: Phase, names: Mapping[str, str]) -> str:
    parts = [f"{k} {n:,}" for k, n in _kinds(own, names)]
    text = f"Events of the phase {phase.name} by type and date. From the documents: {words.counted(len(own), 'event')}"
    text += f" ({', '.join(parts)})." if parts else "."
    if len(own):
        top = own.sort_values(["reports", "id"], ascending=[False, True]).iloc[0]
        text += f" Most reported, by {words.counted(int(top['reports']), 'source')}: {top['label']}, {words.shown_date(top)}."
    if len(hand):
        text += f" From the hand-coded chronicle: {words.counted(len(hand), 'row')} ({', '.join(f'{k} {n:,}' for k, n in _kinds(hand, names))})."
    return text
