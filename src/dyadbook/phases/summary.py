"""The table of phases under one run's boundaries, with what falls in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from dyadbook.phases.assign import PRELUDE
from dyadbook.study import dates, tables
from dyadbook.study.models import Phase, Study


def summary(
    events: pd.DataFrame,
    claims: pd.DataFrame,
    phases: Sequence[Phase],
    study: Study,
    end: dt.date | None = None,
) -> pd.DataFrame:
    """Return the table `phases`: the prelude, then every phase of this run.

    `events` are those that count, with their column `phase` filled; `claims` has its column `event` filled. `phases` are this
    run's, which may differ from the study's; `end` closes the last one (the study's `as_of` where none is given). Events that no
    phase can claim are in no row: their number is `(events["phase"] == "unplaced").sum()`.
    """
    end = end or study.as_of
    starts: list[dt.date | None] = [None, *(p.start for p in phases)]
    ends = [p.start - dt.timedelta(1) for p in phases] + [end]
    heads = [{"id": PRELUDE, "name": study.prelude.name, "moved": False}] + [_head(p, study) for p in phases]
    rows = []
    for head, first, last in zip(heads, starts, ends, strict=True):
        inside = events[events["phase"] == head["id"]]
        behind = claims[claims["event"].isin(inside["id"])]
        days = (last - first).days + 1 if first else None
        counts = {"events": len(inside), "claims": len(behind), "sources": behind["source"].nunique()}
        rows.append({**head, "start": first, "end": last, "days": days, **counts})
    return tables.shape("phases", rows)


def _head(phase: Phase, study: Study) -> dict:
    own = {p.id: p.start for p in study.phases}
    known = own.get(phase.id, phase.start)
    # the study's rule speaks of its own boundary; under another date it would be false
    rule = (
        phase.rule
        if known == phase.start
        else f"Moved by this run from {dates.show(str(known))}; the study's rule: {phase.rule}"
    )
    return {
        "id": phase.id,
        "name": phase.name,
        "rule": rule,
        "rests_on": list(phase.rests_on),
        "moved": own.get(phase.id) != phase.start,
    }
