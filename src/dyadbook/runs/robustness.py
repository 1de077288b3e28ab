"""How far each headline depends on a boundary or a source: boundaries moved by up to a year, each source left out in turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dyadbook.ledger import formats
from dyadbook.runs.diff_facts import days_between
from dyadbook.runs.findings import Basis, Finding, Value
from dyadbook.runs.headlines import Headline
from dyadbook.study import dates
from dyadbook.study.models import Phase

YEAR = 365  # days that a boundary is moved by at most, either way
HELD, SHIFTED, TURNED = "held", "shifted", "turned"


@dataclass(frozen=True)
class Variation:
    """One way to ask again: `kind` is boundary or source, `of` the phase moved or the source left out, `how` says it in words."""

    kind: str
    of: str
    how: str
    days: int = 0


@dataclass(frozen=True)
class Asked:
    """A headline asked under one variation: its value there, and whether it held, shifted a little, or turned."""

    variation: Variation
    value: Value
    state: str


@dataclass(frozen=True)
class Robustness:
    """A headline with everything it was asked under. `base` is the finding in this run."""

    headline: Headline
    base: Finding
    asked: tuple[Asked, ...]

    @property
    def robust(self) -> bool:
        """Tell whether it turned under no variation."""
        return all(a.state != TURNED for a in self.asked)

    @property
    def verdict(self) -> str:
        return "robust" if self.robust else "fragile"

    def of(self, kind: str, what: str = "") -> tuple[Asked, ...]:
        """Return what was asked under variations of one kind, or of one boundary or source."""
        return tuple(a for a in self.asked if a.variation.kind == kind and what in ("", a.variation.of))

    def state(self, kind: str, what: str) -> str:
        """Return the worst that became of it when one boundary was moved, or one source left out."""
        states = {a.state for a in self.of(kind, what)}
        return next((s for s in (TURNED, SHIFTED) if s in states), HELD)

    def depends_on(self) -> tuple[Asked, ...]:
        """Return, for each boundary and each source that turns it, the smallest move that does."""
        out: dict[tuple[str, str], Asked] = {}
        for one in self.asked:
            key = (one.variation.kind, one.variation.of)
            if one.state == TURNED and (
                key not in out or abs(one.variation.days) < abs(out[key].variation.days)
            ):
                out[key] = one
        return tuple(out.values())


def moves(
    phases: Sequence[Phase], spans: Sequence[str], first: dt.date, last: dt.date
) -> list[tuple[Variation, tuple[Phase, ...]]]:
    """Return every move of one boundary by up to a year that can make a difference, with the phases that it leaves.

    What falls where can only change on the first day of some date or on the day after its last: between two such days every
    boundary gives the same, so asking on these days is asking on all. `spans` are the dates (EDTF) of everything placed.
    """
    days: set[dt.date] = set()
    for value in spans:
        a, b = dates.span(value)
        days |= {a} if a else set()
        days |= {b + dt.timedelta(1)} if b else set()
    out = []
    for number, phase in enumerate(phases):
        low = phase.start - dt.timedelta(YEAR)
        high = phase.start + dt.timedelta(YEAR)
        # a boundary stays between its neighbours, and inside the study
        low = max(low, first, phases[number - 1].start + dt.timedelta(1) if number else first)
        high = min(
            high, last, phases[number + 1].start - dt.timedelta(1) if number + 1 < len(phases) else last
        )
        for day in sorted({d for d in days if low <= d <= high} | {low, high} - {phase.start}):
            if day == phase.start:
                continue
            moved = tuple(p.model_copy(update={"start": day}) if p.id == phase.id else p for p in phases)
            how = f"{phase.name} begins {days_between(phase.start.isoformat(), day.isoformat())}"
            out.append((Variation("boundary", phase.id, how, (day - phase.start).days), moved))
    return out


def ask(
    headlines: Sequence[Headline],
    basis: Basis,
    without: Mapping[str, Basis],
    phases: Sequence[Phase],
    names: Mapping[str, str],
    window: tuple[dt.date, dt.date],
    find: Callable[[Basis, Sequence[Phase]], Mapping[str, Finding]],
) -> tuple[Robustness, ...]:
    """Ask every headline under every variation.

    `without` holds the basis that is left when a source is left out, by source id; `names` says what to call each source;
    `find` computes the findings of a basis under given phases.
    """
    base = find(basis, phases)
    placed = [d for frame in (basis.events, basis.coded) for d in frame["date"].dropna()]
    found = [(v, find(basis, moved)) for v, moved in moves(phases, placed, *window)]
    found += [
        (Variation("source", source, f"without {names[source]}"), find(left, phases))
        for source, left in without.items()
    ]
    return tuple(
        Robustness(
            h,
            base[h.fact],
            tuple(
                Asked(v, f[h.fact].value, state(base[h.fact].value, f[h.fact].value, h.within))
                for v, f in found
            ),
        )
        for h in headlines
    )


def state(base: Value, value: Value, within: float) -> str:
    """Say whether a value held, shifted by no more than `within` of itself, or turned; words and truths hold or turn."""
    if base == value:
        return HELD
    figures = all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in (base, value))
    return SHIFTED if figures and abs(value - base) <= within * abs(base) else TURNED  # type: ignore[operator, arg-type]


def shown(finding: Finding, value: Value) -> str:
    """Return a value of a finding as the book prints it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "not applicable" if value is None else formats.show(value, finding.unit)


def spread(finding: Finding, asked: Sequence[Asked]) -> str:
    """Return the range that a finding takes: '21 to 38', 'true, false in 3 of 40', '2025' where it takes one value only."""
    values = [a.value for a in asked]
    if not values:
        return "not asked"
    if finding.is_truth:
        other = sum(v != finding.value for v in values)
        opposite = shown(finding, not finding.value)
        return (
            f"{opposite} in {other:,} of {len(values):,}"
            if other
            else f"{shown(finding, finding.value)} throughout"
        )
    figures = [v for v in values if isinstance(v, (int, float))]
    if len(figures) == len(values):
        low, high = shown(finding, min(figures)), shown(finding, max(figures))
        return low if low == high else f"{low} to {high}"
    return "; ".join(dict.fromkeys(shown(finding, v) for v in values))


def table(found: Sequence[Robustness]) -> pd.DataFrame:
    """Return one row a headline for display: in this run, its ranges, the verdict, what it depends on."""
    rows = [
        {
            "Finding": r.base.says,
            "In this run": shown(r.base, r.base.value),
            "Boundaries moved": spread(r.base, r.of("boundary")),
            "Each source left out": spread(r.base, r.of("source")),
            "Verdict": r.verdict,
            "Turns when": "; ".join(told(r.base, a) for a in r.depends_on()) or None,
        }
        for r in found
    ]
    columns = ["Finding", "In this run", "Boundaries moved", "Each source left out", "Verdict", "Turns when"]
    return pd.DataFrame(rows, columns=columns)


def told(finding: Finding, asked: Asked) -> str:
    """Say under which variation a finding turned, and to what."""
    became = "" if finding.is_truth else f" ({shown(finding, asked.value)})"
    return f"{asked.variation.how}{became}"


def cells(found: Sequence[Robustness], phases: Sequence[Phase], names: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a headline and a boundary or source, for the chart: fact, finding, verdict, kind, of, name, state, range."""
    columns = [("boundary", p.id, p.name) for p in phases] + [("source", i, n) for i, n in names.items()]
    rows: list[dict[str, Any]] = [
        {
            "fact": r.headline.fact,
            "finding": r.base.says,
            "value": shown(r.base, r.base.value),
            "verdict": r.verdict,
            "kind": kind,
            "of": of,
            "name": name,
            "state": r.state(kind, of),
            "range": spread(r.base, r.of(kind, of)),
        }
        for r in found
        for kind, of, name in columns
        if r.of(kind, of)
    ]
    heads = ["fact", "finding", "value", "verdict", "kind", "of", "name", "state", "range"]
    return pd.DataFrame(rows, columns=heads)
