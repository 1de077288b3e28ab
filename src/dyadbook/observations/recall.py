"""Machine against hand: the events that extraction found beside those that a coder entered, matched one to one, misses explained.

The hand-coded side rests on other sources than the documents, so its rows are a yardstick for what the documents and the
extraction together can see, not for the extraction alone. Recall is therefore also counted for the years alone that the
documents speak of; how well the extraction reads what stands in them is measured elsewhere, by annotated texts.
"""

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
# What became of a hand-coded row that has no event of its own, and of an event that has no row.
HAND_REASONS = {
    "shared": "the event of its date stands for another row",
    "type": "an event of another kind has its date",
    "coarse": "events of its kind are dated too coarsely to tell",
    "silent": "the documents speak of its year, not of it",
    "outside": "the documents speak of nothing in its year",
    "later": "it is later than the last document",
}
MACHINE_REASONS = {
    "shared": "the row of its date stands for another event",
    "type": "a row of another kind has its date",
    "coarse": "its date is too coarse to tell which row it is",
    "undated": "the documents give no date",
    "unlisted": "the chronicle has nothing of that date",
}


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


def same_kind(a: Happening, b: Happening) -> bool:
    """Tell whether the types belong to one family, or both are about security; a plan is of another kind than a deed."""
    family = FAMILIES.get(a.type, a.type) == FAMILIES.get(b.type, b.type)
    return (family or a.dimension == b.dimension == "security") and a.ahead == b.ahead


def close(a: Happening, b: Happening) -> bool:
    """Tell whether two dates pin a happening down: together they span no more than CLOSE days. A figure of trade belongs to
    its whole year, so two of one year are close."""
    assert a.first and a.last and b.first and b.last
    if a.type == b.type == "trade" and (a.first, a.last) == (b.first, b.last):
        return True
    return (max(a.last, b.last) - min(a.first, b.first)).days < CLOSE


def possible(row: Happening, event: Happening) -> bool:
    """Tell whether a row and an event may be one happening: time, kind, no rival states; a loose date needs a clue."""
    if not (same_time(row, event) and same_kind(row, event)):
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


def recall_table(
    hand: pd.DataFrame,
    machine: pd.DataFrame,
    states: Mapping[str, str] | None = None,
    written: dt.date | None = None,
) -> pd.DataFrame:
    """Return table `recall`, one line a hand-coded row and one an event without a row.

    Columns: id, side (hand or machine), date, year, type, dimension, match (id on the other side), close (whether the two
    dates pin the happening down), result (matched, or a key of HAND_REASONS or MACHINE_REASONS), spoken
    (whether the row lies in a year that the documents speak of, and not after `written`, the day of the last document). ValueError where the two sides do not add up.
    """
    coded, found = happenings(hand, states), happenings(machine, states)
    matched = pairs(coded, found)
    of_hand = {h.id: m for h, m in matched}
    of_machine = {m.id: h for h, m in matched}
    spoken = years_spoken_of(found)
    out = []
    for h in coded:
        m = of_hand.get(h.id)
        late = bool(written and h.first and h.first > written)
        result = "matched" if m else "later" if late else _why_hand(h, found, spoken)
        out.append(_line("hand", h, m, result, set() if late else spoken))
    for m in found:
        h = of_machine.get(m.id)
        result = "matched" if h else _why_machine(m, coded)
        out.append(_line("machine", m, h, result, spoken))
    columns = ["id", "side", "date", "year", "type", "dimension", "match", "close", "result", "spoken"]
    table = pd.DataFrame(out, columns=columns).astype({"spoken": bool})
    written = {"hand": dict(zip(hand["id"], hand["date"], strict=True))}
    written["machine"] = dict(zip(machine["id"], machine["date"], strict=True))
    table["date"] = [written[side][i] for side, i in zip(table["side"], table["id"], strict=True)]
    _check(table)
    return table


def _line(side: str, own: Happening, other: Happening | None, result: str, spoken: set[int]) -> dict:
    year = own.first.year if own.first and own.last and own.first.year == own.last.year else None
    return {
        "id": own.id,
        "side": side,
        "year": year,
        "type": own.type,
        "dimension": own.dimension,
        "match": other.id if other else None,
        "close": close(own, other) if other else None,
        "result": result,
        "spoken": _in_years(own, spoken),
    }


def _in_years(own: Happening, years: set[int]) -> bool:
    return bool(own.first and own.last and years & set(range(own.first.year, own.last.year + 1)))


def _why_hand(row: Happening, found: Sequence[Happening], spoken: set[int]) -> str:
    near = [m for m in found if same_time(row, m)]
    if any(close(row, m) and possible(row, m) for m in near):
        return "shared"
    if any(close(row, m) for m in near):
        return "type"
    if any(same_kind(row, m) for m in near):
        return "coarse"
    return "silent" if _in_years(row, spoken) else "outside"


def _why_machine(event: Happening, coded: Sequence[Happening]) -> str:
    if not event.dated:
        return "undated"
    near = [h for h in coded if same_time(h, event)]
    if any(close(h, event) and possible(h, event) for h in near):
        return "shared"
    if any(close(h, event) for h in near):
        return "type"
    return "coarse" if any(same_kind(h, event) for h in near) else "unlisted"


def _check(table: pd.DataFrame) -> None:
    both = table[table["result"] == "matched"]
    counts = both["side"].value_counts()
    if counts.get("hand", 0) != counts.get("machine", 0):
        raise ValueError("table recall matches unequal numbers of rows and events")
    if table.duplicated(["side", "id"]).any():
        raise ValueError("table recall has a line twice")
    if (both["match"].isna()).any() or table.loc[table["result"] != "matched", "match"].notna().any():
        raise ValueError("table recall has a match without a partner, or a partner without a match")


def rates(table: pd.DataFrame) -> pd.DataFrame:
    """Return one line a question: id, question, rows, matched, share (empty where there are no rows)."""
    hand, machine = table[table["side"] == "hand"], table[table["side"] == "machine"]
    asked = (
        ("hand-all", "Hand-coded events that the machine found", hand),
        ("hand-spoken", "The same, in years that the documents speak of", hand[hand["spoken"]]),
        ("machine-all", "Extracted events that the chronicle has", machine),
        ("machine-dated", "The same, of those with a date", machine[machine["date"].notna()]),
    )
    out = []
    for ident, question, rows in asked:
        matched = int((rows["result"] == "matched").sum())
        out.append((ident, question, len(rows), matched, matched / len(rows) if len(rows) else float("nan")))
    return pd.DataFrame(out, columns=["id", "question", "rows", "matched", "share"])


def states_of(study: Study) -> dict[str, str]:
    """Return the state that each place of the study lies in, by name; a state lies in itself."""
    names = {actor.name: actor.id for actor in study.actors}
    return names | {place.name: place.actor for place in study.places if place.actor}
