"""What the sources cannot agree on: every position, who holds it, which is printed first and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dyadbook.reconciliation import contested_dates, contested_figures, contested_history
from dyadbook.reconciliation.positions import Dispute, rows_of
from dyadbook.study import dates, tables
from dyadbook.study.models import Study


def disagreements(
    claims: pd.DataFrame,
    events: pd.DataFrame,
    chronicle: pd.DataFrame,
    study: Study,
    *,
    written: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the table `disagreements`, one row a position, in order of the event's date, then of what is disputed.

    `claims` and `events` come from `reconcile`, with the same `written`. `chronicle` is the hand-coded chronicle and may be empty:
    then nothing is tested against it. The result does not depend on the order of rows.
    """
    days = {source: dates.span(value)[1] for source, value in (written or {}).items()}
    disputes: Sequence[Dispute] = [
        *contested_dates.find(claims, events, study, days),
        *contested_figures.find(claims, events, days),
        *contested_history.intervals(claims, events, chronicle, study),
        *contested_history.plans(claims, events, chronicle, study),
        *contested_history.denials(claims, events),
    ]
    place = {row["id"]: number for number, row in enumerate(events.to_dict("records"))}
    ordered = sorted(disputes, key=lambda d: (place.get(d.event, len(place)), d.id))
    return tables.shape("disagreements", [row for dispute in ordered for row in rows_of(dispute)])


def mark_contested(events: pd.DataFrame, found: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return `events` with `contested` true where a disagreement names the event or rests on one of its claims."""
    resting = {claim for cell in found["claims"] for claim in tables.many(cell)}
    about = set(found["event"].dropna()) | set(claims.loc[claims["id"].isin(resting), "event"].dropna())
    return events.assign(contested=events["id"].isin(about).astype("boolean"))
