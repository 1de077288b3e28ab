"""Which value of several the book prints first: stated rules, no averages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from dyadbook.reconciliation.matching import Case
from dyadbook.reconciliation.where import Where
from dyadbook.reconciliation.words import status_group
from dyadbook.study import dates

T = TypeVar("T", bound=Hashable)
Days = Mapping[str, dt.date | None]

# How far a happening has got; among realised statuses the furthest is printed.
FURTHEST = (
    "in_force",
    "signed",
    "occurred",
    "ongoing",
    "postponed",
    "planned",
    "proposed",
    "reported",
    "denied",
)
FAR = 10**6  # days: the distance of a source whose date is not known


def by_sources(group: Iterable[Case], value: Callable[[Case], T | None]) -> dict[T, set[str]]:
    """Return the sources that give each value; cases without one say nothing."""
    found: dict[T, set[str]] = {}
    for c in group:
        if (v := value(c)) not in (None, frozenset()):
            found.setdefault(v, set()).add(c.source)  # type: ignore[arg-type]
    return found


def kind(group: list[Case]) -> str:
    """Return the type that most sources give; the alphabet settles a tie."""
    found = by_sources(group, lambda c: c.type)
    return min(found, key=lambda t: (-len(found[t]), -sum(c.type == t for c in group), t))


def stated(group: list[Case]) -> list[Case]:
    """Return the dated cases with the narrowest dates: those whose date contains no other case's date."""
    dated = [c for c in group if c.dated]
    return [
        c
        for c in dated
        if not any(c.first <= o.first and o.last <= c.last and o.days < c.days for o in dated)  # type: ignore[operator]
    ]


def soonest(sources: Iterable[str], day: dt.date | None, written: Days) -> int:
    """Return how many days after `day` the first of `sources` was written; a source of unknown date is far."""
    gaps = [abs((w - day).days) for s in sources if day and (w := written.get(s))]
    return min(gaps, default=FAR)


def figures(sources: Mapping[float, set[str]], day: dt.date | None, written: Days) -> list[float]:
    """Return rival values of one figure, the headline first: more sources, then written soonest after `day`, then the lower.

    `sources` maps each value to the sources that give it, `day` is the last day that the figure is about.
    """
    return sorted(sources, key=lambda v: (-len(sources[v]), soonest(sources[v], day, written), v))


def date(group: list[Case], written: Days) -> Case | None:
    """Return a case that carries the headline date, or None where the event has none.

    Of dates that contain one another the narrowest; of dates that exclude one another the one that more sources allow, then
    the one that more sources state, then the one from the source written soonest after, then the earliest.
    """
    narrow = stated(group)

    def rank(c: Case) -> tuple:
        allow = {o.source for o in group if o.dated and o.first <= c.last and c.first <= o.last}  # type: ignore[operator]
        state = {o.source for o in narrow if (o.first, o.last) == (c.first, c.last)}
        return (-len(allow), c.days, -len(state), soonest(state, c.last, written), c.first, c.id)

    return min(narrow, key=rank, default=None)


def status(group: list[Case]) -> str | None:
    """Return the headline status: what is real outranks what was intended, unless more sources doubt it than report it."""
    found = by_sources(group, lambda c: c.status)
    groups = by_sources(group, lambda c: status_group(c.status))
    doubted = len(groups.get("doubtful", ())) > len(groups.get("real", ()))
    order = (
        ("doubtful", "real", "intended", "other") if doubted else ("real", "intended", "doubtful", "other")
    )
    best = next((g for g in order if g in groups), None)
    known = [s for s in found if status_group(s) == best]
    furthest = {s: FURTHEST.index(s) if s in FURTHEST else len(FURTHEST) for s in known}
    return min(known, key=lambda s: (-len(found[s]), furthest[s], s), default=None)


def place(group: list[Case], where: Where) -> str | None:
    """Return the place: a town before the state it lies in, then the one that more sources name."""
    found = by_sources(group, lambda c: c.place)
    return min(found, key=lambda p: (where.is_state(p), -len(found[p]), p), default=None)


def thing(group: list[Case]) -> str | None:
    """Return what was signed, held or supplied: the name that most sources give, with a qualifier where one gives it."""
    found = by_sources(group, lambda c: c.object)
    best = min(found, key=lambda o: (-len(found[o]), o), default=None)
    fuller = {c.wording for c in group if best and c.wording and c.wording.endswith(f" {best}")}
    return min(fuller, key=lambda w: (-len(w), w), default=best)


def values(group: list[Case], where: Where, written: Days) -> dict[str, Any]:
    """Return the headline values of an event: the columns of table `events` that its claims determine."""
    best = date(group, written)
    narrow = stated(group)
    actors = by_sources(group, lambda c: c.actors)
    state = status(group)
    realised = [c for c in group if status_group(c.status) == status_group(state)] or group
    towns = realised if any(c.place for c in realised) else group
    return {
        "type": kind(group),
        "date": best.shown if best else None,
        "date_first": min((c.first for c in narrow), default=None),  # type: ignore[type-var]
        "date_last": max((c.last for c in narrow), default=None),  # type: ignore[type-var]
        "precision": dates.precision(best.shown if best else None),
        "actors": sorted(
            min(actors, key=lambda a: (-len(actors[a]), -len(a), sorted(a)), default=frozenset())
        ),
        "people": sorted(frozenset().union(*(c.people for c in group))),
        "place": place(towns, where),
        "object": thing(group),
        "status": state,
        "contested": False,
    }
