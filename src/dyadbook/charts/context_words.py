"""What the small multiples draw, and the words that go with them: finding, alt text, data for a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from dyadbook.charts import words
from dyadbook.charts.panel import middle
from dyadbook.study import dates

READS = {
    "closer": "higher is closer",
    "apart": "higher is further apart",
    "pressure": "higher is more pressure",
}


class Strip(Protocol):
    """What is needed of a series to draw it (`series.panels.Strip`)."""

    name: str
    title: str
    unit: str
    reads: str
    main: tuple[str, ...]
    beside: tuple[str, ...]
    share: bool
    points: pd.DataFrame
    finer: tuple[str, ...]


@dataclass(frozen=True)
class Curve:
    """One line: its name, its points (period, value, complete), and whether it is one the book is about."""

    name: str
    main: bool
    points: Sequence[tuple[str, float, bool]]


@dataclass(frozen=True)
class Multiple:
    """One panel: heading, what a higher value means, lines, the changes found in them (line number and period), evidence."""

    title: str
    note: str
    share: bool
    curves: Sequence[Curve]
    changes: Sequence[tuple[int, str]]
    ref: str


@dataclass(frozen=True)
class Ticks:
    """A row of single events: name and, for each, its first day and ref."""

    name: str
    events: Sequence[tuple[dt.date, str]]


def finding(changes: pd.DataFrame) -> str:
    """Return how many changes found blind lie near a boundary, beside how many chance would put there."""
    own = changes[changes["role"] == "tested"] if len(changes) else changes
    if not len(own):
        return "No series of this run changes its level"
    near, chance = int(own["near"].sum()), float(own["chance"].sum())
    beside = "more than" if near > chance + 1 else "fewer than" if near < chance - 1 else "about as many as"
    return (
        f"Of {len(own):,} changes of level in the series, {near:,} fall within a year of a phase boundary, "
        f"{beside} chance would put there"
    )


def panel_of(
    strip: Strip, changes: pd.DataFrame, names: Mapping[str, str], begun: dt.date | None
) -> Multiple:
    """Return a series as it is drawn, from the day `begun` on."""
    curves, at = [], []
    for subject in (*strip.main, *strip.beside):
        rows = strip.points[strip.points["subject"] == subject]
        points = [
            (r["period"], float(r["value"]), r["complete"] is not False)
            for r in rows.to_dict("records")
            if begun is None or middle(r["period"]) >= begun
        ]
        curves.append(Curve(name_of(subject, names), subject in strip.main, points))
    if len(changes):
        for number, subject in enumerate(strip.main):
            own = changes[
                changes["series"].isin([strip.name, *strip.finer]) & (changes["subject"] == subject)
            ]
            at += [(number, period) for period in own["period"]]
    unit = strip.unit.partition(",")[0]
    note = f"{unit}; {READS[strip.reads]}"
    return Multiple(strip.title, note, strip.share, curves, at, f"series:{strip.name}")


def name_of(subject: str, names: Mapping[str, str]) -> str:
    """Return the name of a state or a pair."""
    return "–".join(names.get(s, s) for s in subject.split("-"))


def ticks_of(name: str, rows: pd.DataFrame) -> Ticks:
    """Return single events as a row; those without a first day are left out."""
    known = [(dates.span(r["date"])[0], f"chronicle:{r['id']}") for r in rows.to_dict("records")]
    return Ticks(name, [(day, ref) for day, ref in known if day])


def data(strips: Sequence[Strip], names: Mapping[str, str]) -> tuple[pd.DataFrame, list[str]]:
    """Return one row a series and line: where it stands at its ends, and over what time; the refs lead to the last values."""
    rows, refs = [], []
    for strip in strips:
        for subject in (*strip.main, *strip.beside):
            own = strip.points[strip.points["subject"] == subject].sort_values("period")
            low, high = own.loc[own["value"].idxmin()], own.loc[own["value"].idxmax()]
            rows.append(
                {
                    "Series": strip.title,
                    "Line": name_of(subject, names),
                    "From": own["period"].iloc[0],
                    "To": own["period"].iloc[-1],
                    "First": f"{own['value'].iloc[0]:.3g}",
                    "Last": f"{own['value'].iloc[-1]:.3g}",
                    "Lowest": f"{low['value']:.3g} ({low['period']})",
                    "Highest": f"{high['value']:.3g} ({high['period']})",
                }
            )
            refs.append(own["ref"].iloc[-1])
    columns = ["Series", "Line", "From", "To", "First", "Last", "Lowest", "Highest"]
    return pd.DataFrame(rows, columns=columns), refs


def described(panels: Sequence[Multiple], ticks: Sequence[Ticks], changes: pd.DataFrame) -> str:
    """Return the alt text: every panel with the ends of its lines and its changes, every row of events."""
    if not panels and not ticks:
        return "This study has no series and no events to set beside the phases."
    told = []
    for panel in panels:
        ends = [
            f"{c.name} from {c.points[0][1]:.3g} ({c.points[0][0]}) to {c.points[-1][1]:.3g} ({c.points[-1][0]})"
            for c in panel.curves
            if c.main and c.points
        ]
        at = words.joined([p for _, p in panel.changes]) if panel.changes else "none"
        told.append(f"{panel.title} ({panel.note}): {', '.join(ends)}; changes of level: {at}")
    rows = [f"{t.name}: {words.joined([str(d.year) for d, _ in t.events])}" for t in ticks]
    return f"{words.counted(len(panels), 'panel')} over the bands of the phases. {'. '.join([*told, *rows])}."
