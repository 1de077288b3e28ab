"""Claims of one happening become one event, within a source and across sources, whatever order they come in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dyadbook.reconciliation import figures, headline, labels, occasions
from dyadbook.reconciliation.matching import Case, case, compare, is_happening, put_off, score, sharpen
from dyadbook.reconciliation.where import Where
from dyadbook.reconciliation.words import rules
from dyadbook.study import dates, tables
from dyadbook.study.codebook import Codebook
from dyadbook.study.models import Study


def rule_text() -> str:
    """Return the rule of reconciliation in words, for the book to print."""
    return (
        "A claim becomes part of an event when it names a happening (a visit, a meeting, an agreement and the like) that can be "
        "told apart: it has a date of a year or better, or it has no date but names a person or a particular body or paper. "
        'An agreement is a paper with a name; that somebody agreed with somebody is not one, and "the agreement", told again, joins '
        "the paper that it fits. One state's entry into a body counts "
        "where the sources have both states in it. Descriptions of how things go, words that were spoken, forecasts, and what has "
        "gone on since some day stay claims and are counted in no event. "
        "Two claims are of one event when their types agree, their dates overlap or lie at most two days apart, and nothing else in "
        "them rules it out: not other travellers, not other partners of a meeting, not another paper, not another place (a town "
        "fits the state it lies in). Where a date is vague or a day or two off, they must also share a person, a place or an object; "
        "where one has no date, a person or an object. A claim that has its month only from the text around it takes the one day "
        "that the same source names for a visit or a meeting there. What was planned and, as its source says, put off is one with what it was put off "
        "to. A meeting held during a visit is its own event, and so is each "
        "paper of a package beside the package. An event counts each source once, however often that source mentions it. "
        "Of two dates that fit, the narrower is printed; of dates that do not fit, the one that more sources allow, then the one "
        "from the source written soonest after; what a source puts on one day and in one place shares the day printed. What "
        "happened outranks what was planned, unless more sources doubt it. Nothing is averaged, and every other value is kept as a "
        "disagreement."
    )


def reconcile(
    claims: pd.DataFrame,
    study: Study,
    *,
    codebook: Codebook | None = None,
    written: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `events` and `claims`, the latter with its column `event` filled.

    `claims` is shaped as table `claims`, rows in any order; the result does not depend on it. `written` gives the day of each
    source (EDTF, by source id): it settles ties between equally supported values and tells what can still lie ahead.
    `codebook` gives the dimension of each event type. The column `phase` stays empty here.
    ValueError where two claims share an id.
    """
    where, written = Where(study), written or {}
    rows = {row["id"]: row for row in claims.to_dict("records")}
    if twice := sorted(set(claims["id"][claims["id"].duplicated()])):
        raise ValueError(f"claim '{twice[0]}' is there twice; give every claim its own id")
    days = {source: dates.span(value)[1] for source, value in written.items()}
    cases = [case(r, where, days.get(r["source"])) for r in rows.values() if r["kind"] == "event"]
    ready = put_off(sharpen(cases, where), where)
    groups = cluster([c for c in ready if is_happening(c)], where)
    drafts = occasions.rejoin([(group, headline.values(group, where, days)) for group in groups], where, days)
    for _, event in drafts:
        event["dimension"] = dimension(event, where, codebook)
    events = labels.with_ids(occasions.share_days(drafts, where), where)
    event_of = {c.id: e["id"] for group, e in events for c in group}
    event_of |= figures.events_of(rows, event_of, {e["id"]: e for _, e in events})
    reports: dict[str, set[str]] = {e["id"]: set() for _, e in events}
    for claim, event in event_of.items():
        reports[event].add(rows[claim]["source"])
    counts = Counter(event_of.values())
    table = [
        e | {"reports": len(reports[e["id"]]), "claims": counts[e["id"]], "sources": reports[e["id"]]}
        for _, e in events
    ]
    out = claims.sort_values("id", kind="stable").reset_index(drop=True) if len(claims) else claims.copy()
    out["event"] = pd.Series([event_of.get(i) for i in out["id"]], index=out.index, dtype=object)
    return tables.shape("events", table), out


def dimension(event: Mapping[str, Any], where: Where, codebook: Codebook | None) -> str | None:
    """Return an event's dimension: what its object or its travellers' offices say (a defence minister), else its type's."""
    said = [event["object"] or ""]
    if event["type"] == "visit":
        said += [t for p in event["people"] for t in where.titles(p, event["date_first"])]
    words = set(re.findall(r"[a-z]+", " ".join(said).lower()))
    for name, telling in rules()["dimension_words"].items():
        if words & set(telling):
            return name
    return codebook.event_type[event["type"]].dimension if codebook else None


def cluster(cases: list[Case], where: Where) -> list[list[Case]]:
    """Group cases by event: the most telling first, each into the group it fits best and conflicts with in nothing.

    A case that only refers back ("the agreement") joins a group where one fits best, and founds none.
    """
    groups: list[list[Case]] = []
    for new in sorted(cases, key=lambda c: (c.refers, *c.order)):
        fits = []
        for number, group in enumerate(groups):
            found = [compare(new, old, where) for old in group]
            if None not in found and (best := max(score(f) for f in found if f is not None)):
                fits.append((-best, number))
        if fits and not (new.refers and len(fits) > 1 and sorted(fits)[0][0] == sorted(fits)[1][0]):
            groups[min(fits)[1]].append(new)
        elif not new.refers:
            groups.append([new])
    return groups
