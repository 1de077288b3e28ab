"""The hand-kept evidence as a reader wants to see it: people and their offices, contradictions, corrections, checks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from dyadbook.observations.chronicle import main_rows
from dyadbook.observations.corrections import Correction
from dyadbook.observations.evidence import CHECKS, summary
from dyadbook.observations.measures import DATA
from dyadbook.observations.recall import between, of_one
from dyadbook.runs.reading import evidence_ref
from dyadbook.study import dates
from dyadbook.study.models import OfficeHeld, Study
from dyadbook.study.tables import many

ROW = re.compile(r"[EO]\d+")  # chronicle rows and observations
Table = tuple[pd.DataFrame, list[str | None]]  # rows as they are shown, and for each the ref that it leads to
KINDS = {
    "withdrawn": "Taken out",
    "merged": "Merged",
    "mended": "Mended",
    "rechecked": "Checked again",
    "documented_error": "Kept as an error",
}
CHECKED = {
    "confirmed": "Confirmed on its page",
    "confirmed_other": "Confirmed on another page",
    "mended": "Mended",
    "contradicted": "Contradicted",
    "unchecked": "Not checked",
    "not_found": "Page not found",
}


def people(study: Study) -> Table:
    """Return one line for each office that somebody of the two states held: Name, State, Office, When, Known from.

    Lines follow the order of the study: state, then person, then office.
    """
    held = [(p, o) for actor in study.dyad for p in study.people for o in p.offices if o.actor == actor]
    rows = [
        (
            person.name,
            study.name_of(office.actor),
            office.office.replace("-", " ").capitalize(),
            term(office),
            ", ".join(known_from(office.source)),
        )
        for person, office in held
    ]
    shown = pd.DataFrame(rows, columns=["Name", "State", "Office", "When", "Known from"])
    return shown, [first_row(office.source) for _, office in held]


def term(held: OfficeHeld) -> str:
    """Write how long somebody is known to have held an office.

    A start or an end without a source stays open; `seen` says when a source shows the person in the office.
    """
    since, until = (dates.show(day) if day else "" for day in (held.since, held.until))
    if since and until:
        return f"{since} to {until}"
    said = f"from {since}" if since else f"until {until}" if until else ""
    if held.attested and not (since and held.attested.startswith(held.since or "")):
        said = ", ".join(part for part in (said, f"seen {dates.show(held.attested)}") if part)
    return said or "not dated"


def known_from(source: str | None) -> list[str]:
    """Name what a term rests on: chronicle rows and documents by id, pages by the name of their site."""
    out = []
    for part in (p.strip() for p in (source or "").split(";")):
        name = urlsplit(part).netloc.removeprefix("www.") if "://" in part else part
        if name and name not in out:
            out.append(name)
    return out


def first_row(source: str | None) -> str | None:
    """Return the ref of the first chronicle row or observation that a term rests on, None where there is none."""
    return next((evidence_ref(i) for i in known_from(source) if ROW.fullmatch(i)), None)


def contradictions(positions: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """Return one line a question: Question, Printed first, Also reported, Why.

    `positions` is as `hand_disagreements` returns it, `names` gives what to call each source document. Each value is
    followed by what it rests on; a question that the evidence cannot settle prints nothing first.
    """
    rows, leads = [], []
    for _, group in positions.groupby("id", sort=False) if len(positions) else ():
        held = list(group.itertuples())
        first = [p for p in held if p.headline]
        rows.append(
            (
                held[0].about,
                "; ".join(_position(p, names) for p in first) or "nothing",
                "; ".join(_position(p, names) for p in held if not p.headline),
                held[0].rule,
            )
        )
        found = (i for p in [*first, *held] for i in (*many(p.rests_on), *many(p.noted_in)))
        lead = next(found, None)
        leads.append(evidence_ref(lead) if lead else None)
    return pd.DataFrame(rows, columns=["Question", "Printed first", "Also reported", "Why"]), leads


def _position(position: Any, names: Mapping[str, str]) -> str:
    """Write one position: its value and, in brackets, what it rests on."""
    held = [*many(position.rests_on), *(f"note to {i}" for i in many(position.noted_in))]
    held += [urlsplit(page).netloc.removeprefix("www.") for page in many(position.pages)]
    value = dates.show(position.value) if dates.is_calendar(position.value) else position.value
    return f"{value} ({', '.join(names.get(i, i) for i in held)})"


def corrected(corrections: Sequence[Correction]) -> Table:
    """Return one line a correction: Row, What was done, What it said, Why; a row that was taken out leads nowhere."""
    rows = [
        (c.row, KINDS[c.kind] + (f" into {c.into}" if c.into else ""), c.said, c.reason) for c in corrections
    ]
    leads = [evidence_ref(c.into or c.row) if c.into or not c.expect.absent else None for c in corrections]
    return pd.DataFrame(rows, columns=["Row", "What was done", "What it said", "Why"]), leads


def counted(
    coded: pd.DataFrame, figures: pd.DataFrame, dyad: tuple[str, str], tertiary: Collection[str] = ()
) -> pd.DataFrame:
    """Return how the numbers of hand-coded rows that the book gives follow from one another, one line a number.

    Columns: id, table, what, rows (below zero for what is taken off), ids (list). `figures` holds the rows in error too.
    """
    main, both, one = main_rows(coded), between(coded, dyad), of_one(coded, dyad)
    data = figures[figures["status"].isin(DATA)]
    other = coded[~coded["id"].isin(main["id"])]
    left_out = figures[~figures["id"].isin(data["id"])]
    sums = both[both["subtype"].fillna("").str.endswith("_figure")]
    passed_on = data[data["authority"].isin(list(tertiary))]
    versions = data[data["same_as"].notna()]
    lines = [
        ("chronicle-all-rows", "Chronicle", "Rows of the file", coded, 1),
        (
            "chronicle-other-reports",
            "Chronicle",
            "less further reports of an event that has a row",
            other,
            -1,
        ),
        ("chronicle-main-rows", "Chronicle", "Events", main, 1),
        (
            "chronicle-one-state",
            "Chronicle",
            "less events in which only one of the two states takes part",
            one,
            -1,
        ),
        ("chronicle-both-states", "Chronicle", "Events of both states, held against the documents", both, 1),
        (
            "chronicle-figures",
            "Chronicle",
            "among them: figures for a period, which are no happenings",
            sums,
            1,
        ),
        ("observations-rows", "Observations", "Rows of the file", figures, 1),
        ("observations-left-out", "Observations", "less rows that are suspect or in error", left_out, -1),
        ("observations-count", "Observations", "Figures that count as data", data, 1),
        (
            "observations-tertiary-count",
            "Observations",
            "among them: read in an encyclopaedia only",
            passed_on,
            1,
        ),
        (
            "observations-versions",
            "Observations",
            "among them: another version or copy of a row",
            versions,
            1,
        ),
    ]
    rows = [
        (ident, table, what, sign * len(part), list(part["id"])) for ident, table, what, part, sign in lines
    ]
    return pd.DataFrame(rows, columns=["id", "table", "what", "rows", "ids"])


def checks(tables: Mapping[str, pd.DataFrame], copies: Collection[str] = ()) -> Table:
    """Return one line a table, and one for all: rows, pages, publishers, and how many rows were checked with what result.

    Publishers in `copies` only pass on what others published; they are not counted.
    """
    counted = summary(tables, copies)
    named = {"table": "Table", "rows": "Rows", "addresses": "Pages", "publishers": "Publishers"}
    shown = counted.rename(columns={**named, **{c: CHECKED.get(c, c.capitalize()) for c in CHECKS}})
    shown["Table"] = [str(name).capitalize() for name in shown["Table"]]
    return shown, [None] * len(shown)
