"""Rows as a reader wants to see them: dates and codes in words, nothing computed anew."""

from __future__ import annotations

import pandas as pd

from dyadbook.runs.workspace import Workspace
from dyadbook.study import dates
from dyadbook.study.tables import many


def event_rows(events: pd.DataFrame, work: Workspace) -> pd.DataFrame:
    """Return events for display: date, what happened, type, status, phase, documents that report it."""
    kinds, statuses = work.codebook.event_type, work.codebook.status
    return pd.DataFrame(
        {
            "Date": [dates.show(value) for value in events["date"]],
            "Event": events["label"],
            "Type": [kinds[value].label for value in events["type"]],
            "Status": [statuses[value].label for value in events["status"]],
            "Phase": [work.phase_names.get(value, value) for value in events["phase"]],
            "Reported by": [", ".join(many(value)) for value in events["sources"]],
        }
    )
