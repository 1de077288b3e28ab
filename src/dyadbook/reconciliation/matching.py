"""When two claims are about one happening: what speaks for it, and what rules it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dyadbook.reconciliation.where import Where
from dyadbook.reconciliation.words import canonical_object, qualifiers, rules, status_group, types_alike
from dyadbook.study import dates
from dyadbook.study.tables import many

NEAR_DAYS = 2  # two sources in two time zones, or one that counts the arrival and one the talks
FINE = 31  # days; a span no longer than this says when something happened, a longer one only in which year


@dataclass(frozen=True)
class Case:
    """A claim of an event, prepared for comparison."""

    id: str
    source: str
    type: str
    date: str | None
    first: dt.date | None
    last: dt.date | None
    people: frozenset[str]  # for a visit those who travel: hosts meet many travellers
    actors: frozenset[str]
    place: str | None
    object: str | None  # the one name of the thing, for comparison
    wording: str | None  # as the claim has it, qualifiers included, for the label
    status: str | None
    tier: str | None
    refers: bool  # "the agreement", "the documents": looks back on a paper that was told of before
    after: dt.date | None  # an expected happening lies after the day its source was written,
    before: dt.date | None  # and one that is looked back on lies before it

    @property
    def dated(self) -> bool:
        return self.first is not None and self.last is not None

    @property
    def days(self) -> int:
        """Length of the date in days; very long where unknown."""
        return (self.last - self.first).days + 1 if self.first and self.last else 10**6

    @property
    def shown(self) -> str | None:
        """The date as the claim gives it, without an open end that `bounds` took for a start."""
        return self.date.removesuffix("/..") if self.date and self.dated else None

    @property
    def order(self) -> tuple:
        """What says most comes first, so that vague claims find precise ones to join; the id settles ties."""
        known = bool(self.people) + bool(self.object) + bool(self.place)
        return (self.days, -known, -len(self.people), self.id)


def bounds(date: str | None, type_: str, status: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day a claim's date may mean; an open end ("since 2023") means the start where something began."""
    if date and date.endswith("/..") and (type_ in ("agreement", "membership") or status == "in_force"):
        date = date.removesuffix("/..")
    return dates.span(date)


def case(row: Mapping[str, Any], where: Where, written: dt.date | None = None) -> Case:
    """Prepare one row of the table `claims`; `written` is the day of its source, where known."""
    first, last = bounds(row["date"], row["type"], row["status"])
    expected = row["status"] in ("planned", "proposed")
    if expected and (row["tier"] != "explicit" or (last and written and last <= written)):
        first = last = None  # the day of the plan, not of what is planned
    undated = first is None or last is None
    people = frozenset(many(row["people"]))
    if row["type"] == "visit":
        people = where.travellers(people, row["place"], first)
    return Case(
        id=row["id"],
        source=row["source"],
        type=row["type"],
        date=row["date"],
        first=first,
        last=last,
        people=people,
        actors=frozenset(many(row["actors"])),
        place=where.name(row["place"]),
        object=canonical_object(row["type"], row["object"]),
        wording=row["object"],
        status=row["status"],
        tier=row["tier"],
        refers=_refers(row),
        after=written if undated and expected else None,
        before=written if undated and not expected else None,
    )


def sharpen(cases: list[Case], where: Where) -> list[Case]:
    """Narrow inherited dates: a source that names one day of a month for an occasion means that day for what it tells beside it.

    A case whose date is inherited and vaguer than a day takes the one day within it that the same source states for a visit or a
    meeting in a compatible place; where it states several, the date stays vague.
    """
    days: dict[str, set[tuple[dt.date, str, str | None]]] = {}
    for c in cases:
        if c.tier == "explicit" and c.days == 1 and c.type in ("visit", "meeting") and c.first and c.date:
            days.setdefault(c.source, set()).add((c.first, c.date, c.place))
    out = []
    for c in cases:
        fits = set()
        if c.tier != "explicit" and c.dated and 1 < c.days <= FINE:
            stated = days.get(c.source, ())
            fits = {
                (d, text)
                for d, text, place in stated
                if c.first <= d <= c.last and where.compatible(place, c.place)
            }
        if len(fits) == 1:
            [(day, text)] = fits
            c = replace(c, first=day, last=day, date=text)
        out.append(c)
    return out


def put_off(cases: list[Case], where: Where) -> list[Case]:
    """Join a plan to the postponement that the same source tells of.

    What had been planned for one day and was put off is one happening: the plan takes the date of the postponement, where type
    and people are the same and the places fit. Other plans stay as they are.
    """
    put = [c for c in cases if c.status == "postponed" and c.people]
    out = []
    for c in cases:
        if c.status == "planned" and c.tier == "explicit" and c.date and dates.is_calendar(c.date):
            later = [p for p in put if _same_plan(c, p, where)]
            if len({(p.first, p.last) for p in later}) == 1:
                p = later[0]
                c = replace(c, first=p.first, last=p.last, date=p.date, after=p.after, before=p.before)
        out.append(c)
    return out


def _same_plan(plan: Case, put: Case, where: Where) -> bool:
    planned = dates.span(plan.date)[0]
    same = (plan.source, plan.type, plan.people) == (put.source, put.type, put.people)
    behind = put.last is None or (planned is not None and planned <= put.last)
    return same and behind and where.compatible(plan.place, put.place)


def _refers(row: Mapping[str, Any]) -> bool:
    general = canonical_object("agreement", row["object"]) in ("agreement", "package of documents")
    again = row["tier"] != "explicit" and row["status"] != "signed"
    return row["type"] == "agreement" and again and general and not qualifiers(row["object"])


def is_happening(c: Case) -> bool:
    """Tell whether a claim asserts something that can be told apart: see `rule_text`."""
    if c.type not in rules()["happenings"] or c.status in rules()["not_events"]:
        return False
    if c.type == "agreement" and c.object is None:
        return False  # that somebody agreed with somebody is talk; a paper has a name
    if c.dated:
        return c.days <= 366
    if c.date and ".." in c.date:
        return False  # open-ended: how things have been since, not what happened
    if c.date and dates.is_calendar(c.date) and status_group(c.status) != "intended":
        return False  # too vague to be one happening
    if c.status == "ongoing":
        return False
    named = c.object is not None and c.type in ("meeting", "agreement")
    return bool(c.people) or named


def _dates(a: Case, b: Case) -> int | None:
    """Score two dates: 3 the same few days, 2 one inside the other, 1 a day or two apart, 0 unknown, None impossible."""
    if a.dated and b.dated:
        if a.first <= b.last and b.first <= a.last:
            return 3 if max(a.days, b.days) < FINE or (a.first, a.last) == (b.first, b.last) else 2
        near = a.days == b.days == 1 and abs((a.first - b.first).days) <= NEAR_DAYS
        return 1 if near else None
    for undated, other in ((a, b), (b, a)):
        if other.dated and undated.after and other.last < undated.after:
            return None  # what a source still expects cannot have happened before that source was written
        if other.dated and undated.before and other.first > undated.before:
            return None  # what a source looks back on cannot have happened after it
    return 0


def _people(a: Case, b: Case) -> int | None:
    if not a.people or not b.people:
        return 0
    if a.type == "meeting" == b.type and not (a.people <= b.people or b.people <= a.people):
        return None  # one president meets several people on one day: who is met makes the meeting
    if a.people & b.people:
        return 2
    same_paper = a.object is not None and a.object == b.object and a.type == b.type == "agreement"
    return 0 if same_paper else None  # each side may name its own signatory


def _object(a: Case, b: Case) -> int | None:
    if a.refers or b.refers:
        return 0
    if a.object == b.object:
        one, other = qualifiers(a.wording), qualifiers(b.wording)
        differ = a.type == b.type == "agreement" and one and other and not one & other
        return None if differ else 2 if a.object else 0
    if a.type == b.type == "agreement":
        return None  # a package and a roadmap in it are two events, and so are two papers of one day
    return None if a.object and b.object else 0


def _place(a: Case, b: Case, where: Where) -> int | None:
    if not a.place or not b.place:
        return 0
    return 1 if where.compatible(a.place, b.place) else None


def _kind(a: Case, b: Case) -> int | None:
    if a.type == "membership" == b.type and not (a.actors <= b.actors or b.actors <= a.actors):
        return None  # each state joins for itself
    if a.type == b.type:
        return 1
    return 0 if types_alike(a.type, b.type) else None


def compare(a: Case, b: Case, where: Where) -> tuple[int, int, int, int, int] | None:
    """Return what speaks for one happening (dates, people, object, place, kind), or None where something rules it out.

    Ruled out: types that are not alike, dates more than two days apart, other people, another paper, another place.
    """
    found = (_dates(a, b), _people(a, b), _object(a, b), _place(a, b, where), _kind(a, b))
    return None if None in found else found  # type: ignore[return-value]


def score(found: tuple[int, int, int, int, int]) -> int:
    """Return how strongly a comparison speaks for one happening; 0 where it is too little.

    Needed: nothing more where both name the same days; a shared person, object or place where one date is vague or the dates
    are a day or two apart; a shared person or object where a date is missing or the types are two words for one thing.
    """
    when, people, thing, place, kind = found
    named = people + thing
    enough = named or (when == 3 and kind) or (when in (1, 2) and place and kind)
    return 10 * when + 3 * named + place + kind if enough else 0
