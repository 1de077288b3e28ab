"""What the sources say about time and outcome, held against the hand-coded chronicle: intervals, plans, denials."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dyadbook.reconciliation.positions import Dispute, Position
from dyadbook.reconciliation.where import Where
from dyadbook.reconciliation.words import status_group
from dyadbook.study import dates
from dyadbook.study.models import Study
from dyadbook.study.tables import many

TWIN_DAYS = 3  # the chronicle may date a visit by its arrival
YEAR = 365  # days: a plan that is carried out later than this was another plan
HELD = ("occurred", "held", "signed", "in_force")
PLANNABLE = ("visit", "meeting", "agreement")
INTERVAL_RULE = (
    "A dated visit in the hand-coded chronicle outranks a round number of years; the interval runs from the latest earlier visit "
    "by a holder of the same office."
)
PLAN_RULE = "A plan is printed as a plan until a source or the chronicle reports that it was carried out; the study runs to {}."
DENIAL_RULE = "What more sources hold is printed; where as many hold each, what was reported is printed, and its denial beside it."


def years_and_months(first: dt.date, last: dt.date) -> tuple[int, int]:
    """Return whole years and months from one day to another."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return divmod(months, 12)


def in_words(months: int) -> str:
    """Return a number of months as years and months: 196 is '16 years 4 months'."""
    years, rest = divmod(abs(months), 12)
    parts = [(years, "year"), (rest, "month")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n) or "no time"


def _direction(event: dict[str, Any], where: Where) -> tuple[str | None, str | None]:
    """Return who went to whom: the other state of the dyad to the state of the place."""
    host = where.state(event["place"])
    if host not in where.study.dyad:
        return None, None
    return next(a for a in where.study.dyad if a != host), host


def _visits(chronicle: pd.DataFrame, event: dict[str, Any], where: Where) -> list[dict[str, Any]]:
    """Return the chronicle's held visits in the same direction, oldest first."""
    if chronicle.empty:
        return []
    guest, host = _direction(event, where)
    rows = chronicle[(chronicle["type"] == "visit") & chronicle["status"].isin(HELD)]
    rows = rows[(rows["initiator"] == guest) & (rows["target"] == host)]
    dated = [r for r in rows.to_dict("records") if dates.is_calendar(r["date"])]
    return sorted(dated, key=lambda r: (dates.span(r["date"]), r["id"]))


def _names(people: list[str], where: Where) -> list[str]:
    """Return every spelling of people's names."""
    known = [where.study.person[p] for p in people if p in where.study.person]
    return [name for p in known for name in (p.name, *p.aliases)]


def _names_traveller(row: dict[str, Any], event: dict[str, Any], where: Where) -> bool:
    text = row["description"].casefold()
    return any(name.casefold() in text for name in _names(many(event["people"]), where))


def _twin(visits: list[dict[str, Any]], event: dict[str, Any], where: Where) -> dict[str, Any] | None:
    """Return the chronicle's row of the event itself: within days of it, and naming a traveller."""
    first = _day(event["date_first"])
    last = _day(event["date_last"])
    if first is None or last is None:
        return None
    for row in visits:
        start, end = dates.span(row["date"])
        close = start and end and (start - last).days <= TWIN_DAYS and (first - end).days <= TWIN_DAYS
        if close and _names_traveller(row, event, where):
            return row
    return None


def _day(value: object) -> dt.date | None:
    return dates.span(str(value))[0] if value else None


def intervals(
    claims: pd.DataFrame, events: pd.DataFrame, chronicle: pd.DataFrame, study: Study
) -> list[Dispute]:
    """Hold "the first such visit in N years" against the chronicle's previous visit by a holder of the traveller's office."""
    where, found = Where(study), []
    by_id = {row["id"]: row for row in events.to_dict("records")}
    stated = claims[(claims["type"] == "interval") & claims["event"].notna()]
    for event_id, rows in stated.groupby("event", sort=True):
        event = by_id[str(event_id)]
        visits = _visits(chronicle, event, where)
        twin = _twin(visits, event, where)
        before = _previous(visits, twin)
        last = _day(event["date_first"])
        since = dates.span(before["date"])[1] if before else None
        if not (twin and before and since and last):
            continue
        years, months = years_and_months(since, last)
        whole = years * 12 + months
        wrong = [r for r in rows.to_dict("records") if abs(12 * r["value"] - whole) > 6 or _exceeds(r, whole)]
        if wrong:
            found.append(_interval(event, rows.to_dict("records"), whole, (before["id"], twin["id"])))
    return found


def _exceeds(row: dict[str, Any], months: int) -> bool:
    """A stated interval longer than the record allows cannot hold: nobody is away seventeen years in sixteen."""
    return 12 * row["value"] > months and row["mod"] not in ("approx", "max")


def _previous(visits: list[dict[str, Any]], twin: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the last visit before `twin` that the chronicle files under the same office."""
    if twin is None:
        return None
    same = [v for v in visits if v["subtype"] == twin["subtype"]]
    earlier = [v for v in same if dates.span(v["date"])[1] < dates.span(twin["date"])[0]]  # type: ignore[operator]
    return earlier[-1] if earlier else None


def _interval(
    event: dict[str, Any], rows: list[dict[str, Any]], months: int, pair: tuple[str, str]
) -> Dispute:
    stated: dict[float, list[dict[str, Any]]] = {}
    for row in rows:
        stated.setdefault(row["value"], []).append(row)
    positions = [Position(in_words(months), frozenset(), frozenset(pair))]
    for value in sorted(stated):
        gap = int(12 * value) - months
        text = f"{in_words(gap)} {'longer' if gap > 0 else 'shorter'}" if gap else ""
        holders = stated[value]
        sources, ids = frozenset(r["source"] for r in holders), frozenset(r["id"] for r in holders)
        positions.append(Position(in_words(int(12 * value)), sources, ids, text))
    about = f"How long since the visit before: {event['label']}"
    return Dispute(about, event["id"], "interval", tuple(positions), INTERVAL_RULE)


def plans(claims: pd.DataFrame, events: pd.DataFrame, chronicle: pd.DataFrame, study: Study) -> list[Dispute]:
    """Name dated plans whose time has passed and which nothing reports as carried out: then, within a year, or after a postponement."""
    where, found = Where(study), []
    rows = events.to_dict("records")
    for event in rows:
        last = _day(event["date_last"])
        intended = status_group(event["status"]) == "intended" and event["type"] in PLANNABLE
        if not intended or last is None or last >= study.as_of:
            continue
        visits = _visits(chronicle, event, where) if event["type"] == "visit" else []
        named = [v for v in visits if _names_traveller(v, event, where)]
        if any(_carried_out(event, o) for o in rows) or any(
            _in_time(event, *dates.span(v["date"])) for v in named
        ):
            continue
        mine = claims[claims["event"] == event["id"]]
        plan = Position(str(event["status"]), frozenset(mine["source"]), frozenset(mine["id"]))
        outcome = Position(
            "not reported as held", difference=f"nothing by {dates.show(study.as_of.isoformat())}"
        )
        rule = PLAN_RULE.format(dates.show(study.as_of.isoformat()))
        about = f"Whether it took place: {event['label']}"
        found.append(Dispute(about, event["id"], "status", (plan, outcome), rule))
    return found


def _carried_out(plan: dict[str, Any], other: dict[str, Any]) -> bool:
    if other["type"] != plan["type"] or status_group(other["status"]) != "real":
        return False
    people = set(many(plan["people"])) & set(many(other["people"])) or not plan["people"]
    return bool(people) and _in_time(plan, _day(other["date_first"]), _day(other["date_last"]))


def _in_time(plan: dict[str, Any], first: dt.date | None, last: dt.date | None) -> bool:
    """Tell whether days may fulfil a plan: not before it, and within a year of it, unless it was postponed."""
    since, until = _day(plan["date_first"]), _day(plan["date_last"])
    if not (since and until and first and last):
        return False
    return last >= since and (plan["status"] == "postponed" or (first - until).days <= YEAR)


def denials(claims: pd.DataFrame, events: pd.DataFrame) -> list[Dispute]:
    """Name events that one source reports and another denies."""
    found = []
    for event in events.to_dict("records"):
        mine = claims[(claims["event"] == event["id"]) & (claims["kind"] == "event")].to_dict("records")
        sides = {
            denied: [
                r
                for r in mine
                if (r["status"] == "denied") == denied and (denied or status_group(r["status"]) == "real")
            ]
            for denied in (False, True)
        }
        if not (sides[False] and sides[True]):
            continue
        order = (True, False) if event["status"] == "denied" else (False, True)
        positions = tuple(
            Position(
                "denied" if denied else sides[False][0]["status"],
                frozenset(r["source"] for r in sides[denied]),
                frozenset(r["id"] for r in sides[denied]),
            )
            for denied in order
        )
        about = f"Whether it took place: {event['label']}"
        found.append(Dispute(about, event["id"], "status", positions, DENIAL_RULE))
    return found
