"""What both tables say of one happening, and which row and which event are the same one: the matching behind machine against hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from dyadbook.observations.chronicle import main_rows
from dyadbook.study import dates
from dyadbook.study.models import Study, slug
from dyadbook.study.tables import many

# Types that two coders can give to one happening: who is received on a visit also meets; a paper about joining is both.
FAMILIES = {
    "visit": "contact",
    "meeting": "contact",
    "agreement": "paper",
    "membership": "paper",
    "cooperation": "dealings",
    "trade": "dealings",
    "military": "arms",
    "conflict": "arms",
    "sanctions": "pressure",
    "west_relations": "pressure",
    "statement": "words",
}
SLACK = dt.timedelta(1)  # papers of the day after date a thing a day late
CLOSE = 31  # days that both dates together may span for a match to be close
# What has not happened yet; a plan and what came of it are two events.
AHEAD = ("planned", "proposed", "postponed", "announced", "forecast")
DENIED = "denied"


@dataclass(frozen=True)
class Happening:
    """What both tables say of one happening; `state` is the state that its place lies in."""

    id: str
    type: str
    dimension: str
    first: dt.date | None
    last: dt.date | None
    place: str | None
    state: str | None
    ahead: bool
    denied: bool
    words: str  # of a row: its description; of an event: what it could be known by

    @property
    def dated(self) -> bool:
        return self.first is not None and self.last is not None


def between(rows: pd.DataFrame, dyad: tuple[str, str], statuses: Sequence[str] = ()) -> pd.DataFrame:
    """Return the rows of either table in which both states take part, reports of one event counted once.

    With `statuses`, those of these statuses alone.
    """
    rows = main_rows(rows) if "same_as" in rows else rows
    rows = rows[rows["status"].isin(list(statuses))] if statuses else rows
    both = [set(dyad) <= set(many(cell)) for cell in rows["actors"]]
    return rows[pd.Series(both, index=rows.index, dtype=bool)].reset_index(drop=True)


def of_one(rows: pd.DataFrame, dyad: tuple[str, str]) -> pd.DataFrame:
    """Return the rows of either table that `between` leaves out: events of one of the two states, or of neither."""
    rows = main_rows(rows) if "same_as" in rows else rows
    return rows[~rows["id"].isin(between(rows, dyad)["id"])].reset_index(drop=True)


def happenings(rows: pd.DataFrame, states: Mapping[str, str] | None = None) -> list[Happening]:
    """Return the rows of either table in one form; what the reports allow counts as an event's date where it is known.

    `states` maps the names of places to the states that they lie in.
    """
    out = []
    for row in rows.to_dict("records"):
        first, last = dates.span(row["date"])
        if row.get("date_first") and row.get("date_last"):
            first, last = dates.span(row["date_first"])[0], dates.span(row["date_last"])[1]
        place = row.get("place") or None
        out.append(
            Happening(
                row["id"],
                row["type"],
                row["dimension"],
                first,
                last,
                place,
                (states or {}).get(place or ""),
                row["status"] in AHEAD,
                row["status"] == DENIED,
                f"-{slug(row['description'])}-" if row.get("description") else ";".join(_clues(row)),
            )
        )
    return out


def _clues(event: Mapping) -> list[str]:
    """Return by what an event could be known in a description: its people and the paper it is about."""
    return [
        *many(event.get("people")),
        *(w for w in slug(event.get("object") or "").split("-") if len(w) > 2 and w not in FAMILIES),
    ]


def clues(row: Happening, event: Happening) -> int:
    """Count the people and papers of an event that a row's description names."""
    return sum(f"-{clue}-" in row.words for clue in event.words.split(";") if clue)


def same_time(a: Happening, b: Happening) -> bool:
    """Tell whether both may have happened on one day, give or take SLACK; an undated one never does."""
    if not (a.first and a.last and b.first and b.last):
        return False
    return a.first <= b.last + SLACK and b.first <= a.last + SLACK


def one_family(a: Happening, b: Happening) -> bool:
    """Tell whether the types belong to one family, or both are about security."""
    family = FAMILIES.get(a.type, a.type) == FAMILIES.get(b.type, b.type)
    return family or a.dimension == b.dimension == "security"


def same_kind(a: Happening, b: Happening) -> bool:
    """Tell whether both are of one family and as real: a plan or a denial is of another kind than a deed."""
    return one_family(a, b) and (a.ahead, a.denied) == (b.ahead, b.denied)


def close(a: Happening, b: Happening) -> bool:
    """Tell whether two dates pin a happening down: together they span no more than CLOSE days. A figure of trade belongs to
    its whole year, so two of one year are close."""
    assert a.first and a.last and b.first and b.last
    if a.type == b.type == "trade" and (a.first, a.last) == (b.first, b.last):
        return True
    return (max(a.last, b.last) - min(a.first, b.first)).days < CLOSE


def possible(row: Happening, event: Happening) -> bool:
    """Tell whether a row and an event may be one happening: time, kind, no rival states; a loose date needs a clue."""
    return same_kind(row, event) and alike(row, event)


def alike(row: Happening, event: Happening) -> bool:
    """The same, whether or not one of the two is only planned or is denied."""
    if not (same_time(row, event) and one_family(row, event)):
        return False
    if row.state and event.state and row.state != event.state:
        return False
    return close(row, event) or clues(row, event) > 0


def pairs(hand: Sequence[Happening], machine: Sequence[Happening]) -> list[tuple[Happening, Happening]]:
    """Match one to one: close dates first, then the same type, then shared people and papers, then the same place.

    Greedy: each pair in this order is taken unless one of the two is taken already.
    """
    candidates = [(h, m) for h, m in product(hand, machine) if possible(h, m)]
    candidates.sort(
        key=lambda p: (
            not close(*p),
            p[0].type != p[1].type,
            -clues(*p),
            p[0].place is None or p[0].place != p[1].place,
            p[0].id,
            p[1].id,
        )
    )
    taken: set[str] = set()
    out = []
    for h, m in candidates:
        if h.id not in taken and m.id not in taken:
            taken |= {h.id, m.id}
            out.append((h, m))
    return out


def years_spoken_of(machine: Sequence[Happening]) -> set[int]:
    """Return the calendar years that hold an event which the documents date within one year."""
    return {e.first.year for e in machine if e.first and e.last and e.first.year == e.last.year}


def states_of(study: Study) -> dict[str, str]:
    """Return the state that each place of the study lies in, by name; a state lies in itself."""
    names = {actor.name: actor.id for actor in study.actors}
    return names | {place.name: place.actor for place in study.places if place.actor}
