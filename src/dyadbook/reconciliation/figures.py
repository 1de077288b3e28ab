"""Which event a figure belongs to: the papers counted, the interval since the visit before, the trade of a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dyadbook.study import dates
from dyadbook.study.tables import many

BELONGS_TO = {"documents": "agreement", "benefit": "agreement"}
PACKAGE = "package of documents"
Row = Mapping[str, Any]


def events_of(
    rows: Mapping[str, Row], event_of: Mapping[str, str], events: Mapping[str, Row]
) -> dict[str, str]:
    """Return the event of each figure claim that has one, by claim id.

    A figure belongs to an event of its kind that the same sentence claims; where the sentence claims none, to one that the
    same source claims with a date that fits the figure's.
    """
    found = {}
    for row in rows.values():
        if row["kind"] == "figure" and (event := _event_of(row, rows, event_of, events)):
            found[row["id"]] = event
    return found


def _event_of(
    figure: Row, rows: Mapping[str, Row], event_of: Mapping[str, str], events: Mapping[str, Row]
) -> str | None:
    wanted = BELONGS_TO.get(figure["type"]) or (figure["object"] if figure["type"] == "interval" else "trade")

    def fits(claim: Row) -> bool:
        if claim["source"] != figure["source"] or events[event_of[claim["id"]]]["type"] != wanted:
            return False
        people = set(many(figure["people"])) & set(many(claim["people"])) or not (
            figure["people"] and claim["people"]
        )
        beside = claim["statement"] == figure["statement"] and wanted != "trade"
        return bool(people) and (beside or _same_time(figure, claim))

    def rank(claim: Row) -> tuple:
        package = figure["type"] == "documents" and events[event_of[claim["id"]]]["object"] != PACKAGE
        elsewhere = claim["statement"] != figure["statement"]
        return (
            package,
            elsewhere,
            not _same_time(figure, claim),
            abs(claim["start"] - figure["start"]),
            claim["id"],
        )

    near = [r for i, r in rows.items() if i in event_of and fits(r)]
    best = min(near, key=rank, default=None)
    return event_of[best["id"]] if best else None


def _same_time(a: Row, b: Row) -> bool:
    return dates.overlap(a["date"], b["date"])
