"""From mentions in documents to the tables of mentions and of claims: who asserts which event or figure, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

from dyadbook.reconciliation.where import Where
from dyadbook.reconciliation.words import full_name, rules
from dyadbook.study import tables
from dyadbook.study.models import Study

YEARS = re.compile(r"P(\d+)Y")
FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
BOUNDS = {"more": "min", "less": "max"}
RATIO = re.compile(r"([x+-])([<>]?)([\d.]+)(%?)")


class Statement(Protocol):
    """One sentence of a document, as the sources room gives it."""

    id: str
    start: int
    text: str


class Document(Protocol):
    """A text that was read, as the sources room gives it."""

    source: str
    record: Any
    statements: Sequence[Any]

    def statement_at(self, offset: int) -> Any: ...


Mentions = Mapping[str, Sequence[Any]]


def numbered(document: Document, mentions: Sequence[Any]) -> Iterator[tuple[str, Any, Statement]]:
    """Yield (mention id, mention, statement) in text order; what lies in no statement is page furniture and left out."""
    seen: Counter[tuple[str, str]] = Counter()
    for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.kind, str(m.norm))):
        statement = document.statement_at(mention.start)
        if statement is None:
            continue
        seen[statement.id, mention.kind] += 1
        yield f"{statement.id}-{mention.kind}{seen[statement.id, mention.kind]}", mention, statement


def written(documents: Sequence[Document]) -> dict[str, str]:
    """Return the day on which each document was written, as far as its record knows, by source id."""
    return {document.source: document.record.anchor.isoformat() for document in documents}


def mentions_table(documents: Sequence[Document], mentions: Mentions) -> pd.DataFrame:
    """Return the table `mentions`: one row a mention, documents in the order given, mentions in text order."""
    rows = [
        {
            "id": id_,
            "source": document.source,
            "statement": statement.id,
            "kind": m.kind,
            "start": m.start,
            "end": m.end,
            "value": _value(m),
            "mod": m.mod,
            "date": m.date,
            "actors": m.actors,
            "tier": m.tier,
            "rule": m.rule,
        }
        for document in documents
        for id_, m, statement in numbered(document, mentions.get(document.source, ()))
    ]
    return tables.shape("mentions", rows)


def _value(mention: Any) -> str | None:
    if mention.kind == "count":
        return f"{mention.value:g} {mention.unit}" if mention.value is not None else None
    return mention.source if mention.kind == "citation" else mention.norm


def claims(documents: Sequence[Document], mentions: Mentions, study: Study) -> pd.DataFrame:
    """Return the table `claims` (its column `event` empty): one row an event or a figure that a source asserts of the dyad."""
    where, shared = Where(study), joined_by_both(mentions, study)
    rows: list[dict] = []
    for document in documents:
        found = list(numbered(document, mentions.get(document.source, ())))
        beside: dict[str, list[Any]] = {}
        for _, mention, statement in found:
            beside.setdefault(statement.id, []).append(mention)
        for id_, mention, statement in found:
            others = [m for m in beside[statement.id] if m is not mention]
            row = (
                _event(mention, statement, where, shared)
                if mention.kind == "event"
                else _figure(mention, statement, others, study)
            )
            if row is not None:
                common = {"id": id_, "source": document.source, "statement": statement.id}
                span = {"start": mention.start, "end": mention.end, "tier": mention.tier}
                rows.append({**common, **span, "rule": mention.rule, **row})
    return tables.shape("claims", rows)


def joined_by_both(mentions: Mentions, study: Study) -> frozenset[str]:
    """Return the organisations that the sources say either state of the dyad belongs to or joined, and the other one too."""
    states = {a.id for a in study.actors if a.kind == "state"}
    members: dict[str, set[str]] = {}
    for mention in (m for found in mentions.values() for m in found):
        if mention.kind == "event" and mention.norm == "membership":
            for body in set(mention.actors) - states:
                members.setdefault(body, set()).update(set(mention.actors) & set(study.dyad))
    return frozenset(body for body, joined in members.items() if joined == set(study.dyad))


def _event(mention: Any, statement: Statement, where: Where, shared: frozenset[str]) -> dict | None:
    # one state's entry into a body counts where both are in it: the body is then part of what is between them
    joins = (
        mention.norm == "membership"
        and set(mention.actors) & shared
        and set(mention.actors) & set(where.study.dyad)
    )
    if not (mention.bilateral or joins):
        return None
    return {
        "kind": "event",
        "type": mention.norm,
        "date": mention.date,
        "actors": mention.actors,
        "people": sorted(mention.people or ()),
        "place": where.name(mention.place),
        "status": mention.status,
        "object": full_name(mention.norm, mention.object, statement.text),
    }


def _figure(mention: Any, statement: Statement, others: Sequence[Any], study: Study) -> dict | None:
    events = [m for m in others if m.kind == "event" and m.bilateral]
    if mention.kind == "date":
        return _interval(mention, statement, events)
    if mention.kind not in ("money", "count", "ratio"):
        return None
    about_dyad = set(study.dyad) <= set(mention.actors or ()) or bool(events)
    measure = mention.measure
    papers = mention.kind == "count" and mention.unit in rules()["document_units"]
    if papers and about_dyad:
        measure = "documents"
    if measure is None or not about_dyad:
        return None
    value, unit, mod = _amount(mention)
    near = _nearest(mention, [e for e in events if not papers or e.norm == "agreement"] or events)
    return {
        "kind": "figure",
        "type": measure,
        "date": mention.date or (near.date if near is not None else None),
        "actors": mention.actors or study.dyad,
        "people": sorted(near.people or ()) if near is not None and papers else (),
        "place": near.place if near is not None and papers else None,
        "value": value,
        "unit": unit,
        "mod": mod,
    }


def _interval(mention: Any, statement: Statement, events: Sequence[Any]) -> dict | None:
    """A duration in years in a sentence that calls an event the first: 'the first such visit in N years'."""
    years = YEARS.fullmatch(mention.norm or "")
    if not (years and events and FIRST.search(statement.text[: mention.start - statement.start])):
        return None
    event = _nearest(mention, [e for e in events if e.norm == "visit"] or events)
    return {
        "kind": "figure",
        "type": "interval",
        "date": event.date,
        "actors": event.actors,
        "people": sorted(event.people or ()),
        "place": event.place,
        "object": event.norm,
        "value": int(years[1]),
        "unit": "year",
        "mod": mention.mod if mention.mod in ("max", "min", "approx") else None,
    }


def _nearest(mention: Any, events: Sequence[Any]) -> Any | None:
    return min(events, key=lambda e: (abs(e.tstart - mention.start), e.tstart), default=None)


def _amount(mention: Any) -> tuple[float | None, str, str | None]:
    """Return value, unit and modifier of an amount: ('USD:100000000', max) is 100000000 USD, at most."""
    if mention.kind == "money":
        unit, _, value = (mention.norm or ":").partition(":")
        return float(value), unit, mention.mod
    if mention.kind == "ratio":
        form = RATIO.fullmatch(mention.norm or "")
        if form is None:
            return mention.value, "ratio", BOUNDS.get(mention.mod, mention.mod)
        bound = {">": "min", "<": "max"}.get(form[2])
        unit = "per cent" if form[4] else "ratio"
        return (
            float(form[3]) * (-1 if form[1] == "-" else 1),
            unit,
            bound or BOUNDS.get(mention.mod, mention.mod),
        )
    return mention.value, mention.unit, mention.mod
