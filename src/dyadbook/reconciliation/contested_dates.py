"""Dates of one event that cannot both hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dyadbook.reconciliation.headline import stated
from dyadbook.reconciliation.matching import Case, case, sharpen
from dyadbook.reconciliation.positions import Dispute, Position, days_apart
from dyadbook.reconciliation.where import Where
from dyadbook.study import dates
from dyadbook.study.models import Study

FIRST_NAMED = ("visit", "meeting", "agreement")  # of an occasion, the event that the dispute is filed under
RULE = (
    "Of dates that exclude one another the book prints the one that more sources allow; where as many allow each, the one from "
    "the source written soonest after."
)


def find(
    claims: pd.DataFrame, events: pd.DataFrame, study: Study, written: Mapping[str, dt.date | None]
) -> list[Dispute]:
    """Return one dispute an occasion: events that the same sources put on the same rival days are disputed together."""
    where = Where(study)
    rows = claims[(claims["kind"] == "event") & claims["event"].notna()].to_dict("records")
    cases = sharpen([case(row, where, written.get(row["source"])) for row in rows], where)
    groups: dict[str, list[Case]] = {}
    for row, c in zip(rows, cases, strict=True):
        groups.setdefault(row["event"], []).append(c)
    occasions: dict[tuple, list[tuple[dict[str, Any], list[Case]]]] = {}
    for event in events.to_dict("records"):
        group = groups.get(event["id"], [])
        if _excluded(group, event["date"]):
            occasions.setdefault((event["date"], event["date_first"], event["date_last"]), []).append(
                (event, group)
            )
    return [_dispute(members) for members in occasions.values()]


def _excluded(group: list[Case], headline: str | None) -> list[Case]:
    """Return the cases whose date leaves no room for the headline date."""
    return [c for c in stated(group) if not dates.overlap(c.shown, headline)]


def _dispute(members: list[tuple[dict[str, Any], list[Case]]]) -> Dispute:
    def order(member: tuple[dict[str, Any], list[Case]]) -> tuple:
        event = member[0]
        rank = FIRST_NAMED.index(event["type"]) if event["type"] in FIRST_NAMED else len(FIRST_NAMED)
        return (rank, event["id"])

    members = sorted(members, key=order)
    first, cases = members[0][0], [c for _, group in members for c in stated(group)]
    headline = first["date"]
    values = sorted({c.shown for c in cases if c.shown}, key=lambda v: (v != headline, v))
    more = len(members) - 1
    rest = f", and of {more} more {'event' if more == 1 else 'events'} of the same occasion" if more else ""
    return Dispute(
        about=f"The date of: {first['label']}{rest}",
        event=first["id"],
        attribute="date",
        positions=tuple(_position(value, cases, headline) for value in values),
        rule=RULE,
        also=tuple(event["id"] for event, _ in members[1:]),
    )


def _position(value: str, cases: list[Case], headline: str) -> Position:
    holders = [c for c in cases if c.shown == value]
    start, other = dates.span(headline)[0], dates.span(value)[0]
    gap = (other - start).days if start and other else 0
    return Position(
        value, frozenset(c.source for c in holders), frozenset(c.id for c in holders), days_apart(gap)
    )
