"""Machine against hand: the events that extraction found beside those that a coder entered, matched one to one, misses explained.

The hand-coded side rests on other sources than the documents, so its rows are a yardstick for what the documents and the
extraction together can see, not for the extraction alone. Recall is therefore also counted for the years alone that the
documents speak of; how well the extraction reads what stands in them is measured elsewhere, by annotated texts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from dyadbook.observations.happening import (
    Happening,
    alike,
    between,
    close,
    happenings,
    of_one,
    pairs,
    possible,
    same_kind,
    same_time,
    states_of,
    years_spoken_of,
)

__all__ = [
    "FALSE",
    "HAND_REASONS",
    "MACHINE_REASONS",
    "between",
    "happenings",
    "of_one",
    "pairs",
    "rates",
    "recall_table",
    "states_of",
    "years_spoken_of",
]

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
    "contradicted": "false: the hand-kept evidence holds otherwise",
    "planned": "false: the chronicle has it as a plan only",
    "intended": "the documents have it as a plan only",
    "shared": "the row of its date stands for another event",
    "type": "a row of another kind has its date",
    "coarse": "its date is too coarse to tell which row it is",
    "undated": "the documents give no date",
    "unlisted": "the chronicle has nothing of that date",
}
FALSE = ("contradicted", "planned")  # what the extraction asserts and the hand-kept evidence denies


def recall_table(
    hand: pd.DataFrame,
    machine: pd.DataFrame,
    states: Mapping[str, str] | None = None,
    written: dt.date | None = None,
    contradicted: Collection[str] = (),
) -> pd.DataFrame:
    """Return table `recall`, one line a hand-coded row and one an event without a row.

    Columns: id, side (hand or machine), date, year, type, dimension, match (id on the other side), close (whether the two
    dates pin the happening down), result (matched, or a key of HAND_REASONS or MACHINE_REASONS), spoken
    (whether the row lies in a year that the documents speak of, and not after `written`, the day of the last document). Events in `contradicted`, by id, are known to be false and match nothing.
    ValueError where the two sides do not add up.
    """
    coded, found = happenings(hand, states), happenings(machine, states)
    matched = pairs(coded, [m for m in found if m.id not in contradicted])
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
        result = "matched" if h else _why_machine(m, coded, contradicted)
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


def _why_machine(event: Happening, coded: Sequence[Happening], contradicted: Collection[str]) -> str:
    near = [h for h in coded if same_time(h, event)]
    if event.id in contradicted or any(h.denied and not event.denied and alike(h, event) for h in near):
        return "contradicted"
    if event.ahead:
        return "intended"
    if not event.dated:
        return "undated"
    if any(close(h, event) and possible(h, event) for h in near):
        return "shared"
    if any(h.ahead and alike(h, event) for h in near):
        return "planned"
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
