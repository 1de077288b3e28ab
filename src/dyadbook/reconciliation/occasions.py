"""Events of one occasion share its day: a visit is not over before the talks that it was made for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dyadbook.reconciliation.headline import stated, values
from dyadbook.reconciliation.matching import NEAR_DAYS, Case, compare
from dyadbook.reconciliation.where import Where

Draft = tuple[list[Case], dict[str, Any]]


def days(group: list[Case]) -> dict[dt.date, set[str]]:
    """Return which sources give which day for an event; vaguer dates are left out."""
    found: dict[dt.date, set[str]] = {}
    for c in stated(group):
        if c.days == 1 and c.first:
            found.setdefault(c.first, set()).add(c.source)
    return found


def share_days(drafts: list[Draft], where: Where) -> list[Draft]:
    """Give events the disputed day of their occasion.

    Where a source puts an event on the same day and in the same place as one whose day another source disputes, the dispute is
    about both: the event takes the day printed for the disputed one, and both days stay in `date_first` and `date_last`.
    """
    disputed = [(group, event) for group, event in drafts if len(days(group)) > 1]
    disputed.sort(key=lambda d: (-len({c.source for c in d[0]}), min(c.id for c in d[0])))
    out = []
    for group, event in drafts:
        twin = next(
            (e for g, e in disputed if g is not group and _same_occasion(group, event, g, e, where)), None
        )
        shared = {k: twin[k] for k in ("date", "date_first", "date_last", "precision")} if twin else {}
        out.append((group, event | shared))
    return out


def rejoin(drafts: list[Draft], where: Where, written: Mapping[str, dt.date | None]) -> list[Draft]:
    """Join events that a shared occasion puts on one day.

    Two reports of one meeting on neighbouring days stay apart where one of them names nobody; when the papers signed there show
    that both speak of one occasion, they are joined.
    """
    shared = share_days(drafts, where)
    moved = [
        n for n, (old, new) in enumerate(zip(drafts, shared, strict=True)) if old[1]["date"] != new[1]["date"]
    ]
    gone: set[int] = set()
    groups = [group for group, _ in drafts]
    for n in moved:
        for other, (group, event) in enumerate(shared):
            same = event["type"] == shared[n][1]["type"] and event["date"] == shared[n][1]["date"]
            if other in gone or n in gone or other == n or not same:
                continue
            if all(compare(a, b, where) for a in groups[n] for b in group):
                groups[n] = [*groups[n], *group]
                gone.add(other)
    return [(g, values(g, where, written)) for n, g in enumerate(groups) if n not in gone]


def _same_occasion(
    group: list[Case], event: dict[str, Any], other: list[Case], twin: dict[str, Any], where: Where
) -> bool:
    mine, theirs = days(group), days(other)
    if len(mine) != 1 or event["date"] == twin["date"] or not where.compatible(event["place"], twin["place"]):
        return False
    [(day, sources)] = mine.items()
    close = (twin["date_last"] - twin["date_first"]).days <= NEAR_DAYS
    return close and bool(sources & theirs.get(day, set()))
