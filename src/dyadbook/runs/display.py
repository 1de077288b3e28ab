"""Rows as a reader wants to see them: dates and codes in words, nothing computed anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

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


def shown_date(event: Mapping[str, Any]) -> str:
    """Return an event's date for display; where its reports allow other days too, all of them, marked as disputed.

    >>> shown_date({"date": "3019-08-20", "date_first": "3019-08-19", "date_last": "3019-08-20"})
    '19–20 August 3019, disputed'
    """
    first, last = dates.span(event["date"])
    reported = f"{event['date_first']}/{event['date_last']}"
    if first and last and event["date_first"] and event["date_last"] and reported != f"{first}/{last}":
        return f"{dates.show(reported)}, disputed"
    return dates.show(event["date"])


def event_rows(events: pd.DataFrame, work: Workspace, sources: pd.DataFrame) -> pd.DataFrame:
    """Return events for display: date, what happened, type, status, phase, documents that report it."""
    names = short_names(sources)
    kinds, statuses = work.codebook.event_type, work.codebook.status
    return pd.DataFrame(
        {
            "Date": [shown_date(row) for row in events.to_dict("records")],
            "Event": events["label"],
            "Type": [kinds[value].label for value in events["type"]],
            "Status": [statuses[value].label for value in events["status"]],
            "Phase": [work.phase_names.get(value, value) for value in events["phase"]],
            "Reported by": [", ".join(names.get(s, s) for s in many(value)) for value in events["sources"]],
        }
    )
