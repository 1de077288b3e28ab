"""What a link to each piece of evidence says, and codes as words."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dyadbook.ledger import Evidence
from dyadbook.ledger.evidence import text_of
from dyadbook.ledger.refs import parse
from dyadbook.publishing.page import Line
from dyadbook.study import dates
from dyadbook.study.models import Study

STATUS = {"in_force": "in force"}


def words(value: str) -> str:
    """Return a coded value as a reader says it: `in_force` becomes `in force`."""
    return STATUS.get(value, value.replace("_", " "))


def shown(value: str) -> str:
    return dates.show(value) if dates.precision(value) in ("day", "month", "week", "range") else value


def filled(fields: Iterable[tuple[str, Line]]) -> tuple[tuple[str, Line], ...]:
    """Drop the fields that hold nothing."""
    return tuple((label, value) for label, value in fields if value)


def titles(evidence: Evidence, study: Study) -> dict[str, str]:
    """Return every ref that this book has evidence for, with what a link to it says."""
    out: dict[str, str] = {}
    for ident in evidence.ids("source"):
        row = evidence.row("source", ident) or {}
        out[f"source:{ident}"] = text_of(row, "title") or f"Untitled source “{ident}”"
    for kind in ("event", "claim", "chronicle", "observation"):
        for ident in evidence.ids(kind):
            row = evidence.row(kind, ident) or {}
            what = text_of(row, "label") or text_of(row, "description") or words(text_of(row, "type"))
            date = text_of(row, "date") or text_of(row, "period")
            when = f", {dates.show(date)}" if date and kind != "event" else ""
            out[f"{kind}:{ident}"] = (what[:1].upper() + what[1:] or ident) + when
    for ident in evidence.ids("disagreement"):
        out[f"disagreement:{ident}"] = text_of(evidence.row("disagreement", ident) or {}, "about") or ident
    for ident in evidence.ids("phase"):
        out[f"phase:{ident}"] = text_of(evidence.row("phase", ident) or {}, "name") or ident
    for statement in evidence.ids("statement"):
        out[f"statement:{statement}"] = f"¶ {evidence.statement(statement).paragraph}"  # type: ignore[union-attr]
    for ident in evidence.ids("mention"):
        row = evidence.row("mention", ident) or {}
        if evidence.statement(text_of(row, "statement")):
            out[f"mention:{ident}"] = f"{text_of(row, 'kind')} {text_of(row, 'value')}"
    out |= evidence.elsewhere
    for fact in evidence.ledger:
        out[f"fact:{fact.id}"] = fact.text or fact.says
        for ref in fact.rests_on:
            if ref.startswith("series:"):
                name = parse(ref)[1].partition("#")[0]
                out[f"series:{name}"] = f"series {name}"
    for name in evidence.tables:
        if name.startswith("series/") and isinstance(evidence.tables[name], pd.DataFrame):
            out[f"series:{name.removeprefix('series/')}"] = f"series {name.removeprefix('series/')}"
    return out
