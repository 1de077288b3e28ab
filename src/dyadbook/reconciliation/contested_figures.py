"""Counts and amounts of one thing that differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dyadbook.reconciliation.headline import figures as ranked
from dyadbook.reconciliation.positions import Dispute, Position
from dyadbook.study import dates
from dyadbook.study.tables import many

TOLERANCE = 0.02  # two roundings of one figure
RULE = (
    "The book prints the figure that more sources give; where as many give each, the one from the source written soonest after. "
    "Nothing is averaged."
)
Row = dict[str, Any]


def find(claims: pd.DataFrame, events: pd.DataFrame, written: Mapping[str, dt.date | None]) -> list[Dispute]:
    """Return disputes about papers counted (by event) and about amounts (by measure, period and unit)."""
    by_id = {row["id"]: row for row in events.to_dict("records")}
    figures = claims[(claims["kind"] == "figure") & claims["value"].notna()].to_dict("records")
    groups: dict[tuple, list[Row]] = {}
    for row in sorted(figures, key=lambda r: r["id"]):
        if row["type"] == "documents" and row["event"]:
            groups.setdefault(("documents", row["event"]), []).append(row)
        elif row["type"] not in ("documents", "interval") and row["date"]:
            groups.setdefault((row["type"], row["date"], row["unit"]), []).append(row)
    return [d for key, rows in groups.items() if (d := _dispute(key, rows, by_id, claims, written))]


def _agree(a: Row, b: Row) -> bool:
    """Tell whether two figures can both hold, given "more than", "up to" and "about"."""
    low, high = sorted((a, b), key=lambda r: r["value"])
    near = abs(high["value"] - low["value"]) <= TOLERANCE * abs(high["value"]) and a["type"] != "documents"
    return high["value"] == low["value"] or near or low["mod"] == "min" or high["mod"] == "max"


def _dispute(
    key: tuple, rows: list[Row], events: Mapping[str, Row], claims: pd.DataFrame, written: Mapping
) -> Dispute | None:
    if all(_agree(a, b) for a in rows for b in rows):
        return None
    event = events.get(rows[0]["event"]) if key[0] == "documents" else None
    day = dates.span(event["date"] if event else rows[0]["date"])[1]
    holders: dict[float, list[Row]] = {}
    for row in rows:
        holders.setdefault(row["value"], []).append(row)

    values = ranked({v: {r["source"] for r in held} for v, held in holders.items()}, day, written)
    unit = rows[0]["unit"]
    positions = tuple(
        Position(
            f"{value:,.10g}" if key[0] == "documents" else f"{unit}:{value:.10g}",
            frozenset(r["source"] for r in holders[value]),
            frozenset(r["id"] for r in holders[value]),
            _difference(value, values[0], unit, event, holders, claims),
        )
        for value in values
    )
    if event:
        return Dispute(f"How many papers: {event['label']}", event["id"], "documents", positions, RULE)
    about = f"{key[0].capitalize()} in {dates.show(key[1])}, in {unit}"
    return Dispute(about, None, "amount", positions, RULE, name=f"{key[0]} {key[1]} {unit}")


def _difference(
    value: float,
    headline: float,
    unit: str,
    event: Row | None,
    holders: Mapping[float, list[Row]],
    claims: pd.DataFrame,
) -> str:
    gap = value - headline
    if not gap:
        return ""
    text = f"{abs(gap):,.10g} {'more' if gap > 0 else 'fewer' if event else 'less'}"
    if not event or gap > 0:
        return text
    beside = papers_beside({r["source"] for r in holders[value]}, event, claims)
    if len(beside) == -gap:
        text += (
            f"; counting the {' and the '.join(beside)} that the same source names beside them, the two agree"
        )
    return text


def papers_beside(sources: set[str], event: Row, claims: pd.DataFrame) -> list[str]:
    """Return the single papers that `sources` say were signed beside a package, on the same occasion."""
    rows = claims[(claims["kind"] == "event") & (claims["status"] == "signed") & claims["object"].notna()]
    rows = rows[rows["source"].isin(sources) & rows["event"].notna() & (rows["event"] != event["id"])]
    own = many(event["people"])
    same = [
        r["object"]
        for r in rows.to_dict("records")
        if dates.overlap(r["date"], f"{event['date_first']}/{event['date_last']}")
        and (not own or not r["people"] or set(own) & set(many(r["people"])))
    ]
    return sorted(set(same))
