"""What the hand-coded tables say, reduced to the few values that prose needs: amounts, gaps, records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from dyadbook.observations.trade import best_claims
from dyadbook.study import dates
from dyadbook.study.tables import many

SCALE = {"million": 1e6, "billion": 1e9}
LEADERS = "head_of_state"  # the hand type of the codebook


def amount(value: float, unit: str) -> tuple[float, str]:
    """Return an amount in its plain unit: (35.6, 'USD million') is (35600000.0, 'USD'), and so is a sum a year."""
    head, _, scale = unit.removesuffix("/year").partition(" ")
    if scale in SCALE:
        return round(value * SCALE[scale], 2), head
    return value, unit


def leaders_visits(chronicle: pd.DataFrame, dyad: tuple[str, str]) -> pd.DataFrame:
    """Return the visits of one state's head to the other that took place, by date, other reports of one left out."""
    own = chronicle[(chronicle["subtype"] == LEADERS) & (chronicle["status"] == "occurred")]
    own = own[own["same_as"].isna() & (own["type"] == "visit")]
    both = [set(dyad) <= set(many(actors)) for actors in own["actors"]]
    return own[pd.Series(both, index=own.index, dtype=bool)].sort_values("date", kind="stable")


@dataclass(frozen=True)
class Gap:
    """The longest time between two rows: the two ids, their dates, and whole years between them."""

    before: str
    after: str
    first: str
    last: str
    years: int


def longest_gap(rows: pd.DataFrame) -> Gap | None:
    """Return the longest time between rows that follow each other; None where there are fewer than two."""
    listed = [(dates.span(r.date)[0], r.id, r.date) for r in rows.itertuples()]
    known = [(day, ident, date) for day, ident, date in listed if day]
    pairs = list(zip(known, known[1:], strict=False))
    if not pairs:
        return None
    (a, before, first), (b, after, last) = max(pairs, key=lambda p: (p[1][0] - p[0][0], p[0][1]))
    return Gap(before, after, first, last, years_between(a, b))


def years_between(a: dt.date, b: dt.date) -> int:
    """Return the whole years from one day to a later one."""
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day))


def by_year(
    observations: pd.DataFrame, measure: str, authority: Mapping[str, int], tertiary: Collection[str] = ()
) -> pd.DataFrame:
    """Return reported values of a measure for whole calendar years, in plain units: year, value, unit, ids (list).

    The value is the one that the table of trade prints first, so that a year has one headline in the whole book; `ids` are
    all reports of the year. Derived values are left out: no record is claimed by a computation.
    """
    own = observations[(observations["measure"] == measure) & (observations["status"] == "reported")]
    unit = dict(zip(own["id"], own["unit"], strict=True))
    rows = []
    for best in best_claims(own, authority, tertiary=tertiary, measure=measure).itertuples():
        value, plain = amount(float(best.value), unit[best.id])
        rows.append({"year": str(best.year), "value": value, "unit": plain, "ids": best.ids.split(";")})
    return pd.DataFrame(rows, columns=["year", "value", "unit", "ids"])
