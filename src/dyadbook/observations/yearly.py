"""Hand-coded events as yearly counts: the few kinds that are rare and public enough for a year without one to mean none was found."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyadbook.observations.chronicle import main_rows
from dyadbook.observations.visits import yearly_counts
from dyadbook.study.tables import many

DONE = ("occurred", "held", "signed", "in_force", "ongoing", "reported")


@dataclass(frozen=True)
class Kind:
    """A kind of event that is followed over the years; `tested` where every case is public, so that a count can be a level."""

    id: str
    name: str
    type: str
    subtype: str | None
    dimension: str | None
    tested: bool


KINDS = (
    Kind("leaders-visits", "Visits by heads of state", "visit", "head_of_state", None, True),
    Kind("defence-papers", "Defence papers signed", "agreement", None, "security", True),
    Kind("arms", "Arms transfers reported", "military", "arms_supply", None, False),
)


def of_kind(chronicle: pd.DataFrame, kind: Kind, dyad: tuple[str, str]) -> pd.DataFrame:
    """Return the rows of one kind between the two states that took place or are reported to have, oldest first."""
    rows = main_rows(chronicle)
    keep = (rows["type"] == kind.type) & rows["status"].isin(DONE)
    if kind.subtype:
        keep &= rows["subtype"] == kind.subtype
    if kind.dimension:
        keep &= rows["dimension"] == kind.dimension
    both = pd.Series([set(dyad) <= set(many(a)) for a in rows["actors"]], index=rows.index, dtype=bool)
    return rows[keep & both].sort_values(["date", "id"], kind="stable").reset_index(drop=True)


def yearly_points(rows: pd.DataFrame, kind: Kind, subject: str, first: int, last: int) -> pd.DataFrame:
    """Return the counts of whole years `first` to `last` as a series has them: period, subject, measure, base, value."""
    counts = yearly_counts(rows, first, last)
    return pd.DataFrame(
        {
            "period": counts["year"].astype(str),
            "subject": subject,
            "measure": kind.id,
            "base": "chronicle",
            "value": counts["count"].astype(float),
        }
    )
