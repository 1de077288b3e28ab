"""Rows as a reader wants to see them: dates and codes in words, nothing computed anew."""

from __future__ import annotations

import re

import pandas as pd

from dyadbook.runs.workspace import Workspace
from dyadbook.study import dates
from dyadbook.study.tables import many


def short_names(sources: pd.DataFrame) -> dict[str, str]:
    """Return what to call each source in a narrow column: publisher without what follows a comma or bracket, or title."""
    return {row.id: short_name(row.id, row.publisher, row.title) for row in sources.itertuples()}


def short_name(ident: str, publisher: str | None, title: str | None) -> str:
    """Return a source's publisher in short, or its title, or its id where it has neither."""
    return re.split(r", | \(", publisher)[0] if publisher else (title or ident)


def event_rows(events: pd.DataFrame, work: Workspace, sources: pd.DataFrame) -> pd.DataFrame:
    """Return events for display: date, what happened, type, status, phase, documents that report it."""
    names = short_names(sources)
    kinds, statuses = work.codebook.event_type, work.codebook.status
    return pd.DataFrame(
        {
            "Date": [dates.show(value) for value in events["date"]],
            "Event": events["label"],
            "Type": [kinds[value].label for value in events["type"]],
            "Status": [statuses[value].label for value in events["status"]],
            "Phase": [work.phase_names.get(value, value) for value in events["phase"]],
            "Reported by": [", ".join(names.get(s, s) for s in many(value)) for value in events["sources"]],
        }
    )
