"""The findings that a book can lead with, computed from tables alone, so that they can be asked again under other conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from dyadbook.phases import UNPLACED, assign
from dyadbook.runs import by_hand, tally
from dyadbook.study.models import Phase, Study

Value = bool | int | float | str | None


@dataclass(frozen=True)
class Finding:
    """One finding under one set of conditions: the id of its fact, what it is in words, value and unit."""

    id: str
    says: str
    value: Value
    unit: str | None = None

    @property
    def is_truth(self) -> bool:
        return isinstance(self.value, bool)


@dataclass(frozen=True)
class Basis:
    """What findings are computed from: the events that count, their claims, the disagreements, the hand-coded rows that count."""

    events: pd.DataFrame
    claims: pd.DataFrame
    disagreements: pd.DataFrame
    coded: pd.DataFrame


def findings(basis: Basis, phases: Sequence[Phase], study: Study) -> dict[str, Finding]:
    """Return every finding by the id of its fact, with everything placed in `phases`; ids and values are those of the notebooks."""
    events, coded = basis.events, basis.coded
    placed = assign(events["date"], phases)
    per_phase = Counter(placed)
    visits = Counter(placed[events["type"] == "visit"])
    by_coders = Counter(assign(coded["date"], phases))
    leaders = Counter(assign(by_hand.leaders_visits(coded, study.dyad)["date"], phases))
    out = [*overall(events, basis.disagreements), *across_phases(per_phase, phases)]
    for number, phase in enumerate(phases):
        before = phases[number - 1] if number else None
        out += in_documents(per_phase, visits[phase.id], phase, before, phases)
        out += in_chronicle(by_coders[phase.id], leaders[phase.id], phase)
    return {finding.id: finding for finding in out}


def overall(events: pd.DataFrame, disagreements: pd.DataFrame) -> Iterator[Finding]:
    """Yield what no boundary can change."""
    shared = int((events["reports"] >= 2).sum())
    yield Finding("events-count", "Events that count", len(events), "event")
    yield Finding("events-shared", "Events that two or more documents report", shared, "event")
    share = tally.share(shared, len(events))
    yield Finding("events-shared-share", "Share of events that two or more documents report", share, "share")
    number = disagreements["id"].nunique()
    yield Finding("disagreements-count", "Questions on which the sources disagree", number, "disagreement")
    years = tally.counts(events["date"].map(tally.year_of))
    yield Finding("busiest-year", "Year with the most events", tally.joined(tally.leaders(years)))


def across_phases(events: Counter[str], phases: Sequence[Phase]) -> Iterator[Finding]:
    """Yield what compares all phases; `events` counts the events of each."""
    numbers = [events[p.id] for p in phases]
    last = phases[-1]
    most, fewest = ([p.name for p in phases if events[p.id] == n] for n in (max(numbers), min(numbers)))
    yield Finding("phases-most-events", "Phase with the most events", tally.joined(most))
    yield Finding("phases-fewest-events", "Phase with the fewest events", tally.joined(fewest))
    says = f"{last.name}, the last phase, has the most events."
    yield Finding("phases-last-has-most-events", says, most == [last.name])
    says = f"More than half of all events in a phase fall in {last.name}."
    yield Finding("phases-last-has-majority", says, events[last.id] * 2 > sum(numbers))
    yield Finding("phases-all-have-events", "Every phase has events.", min(numbers) > 0)
    yield Finding("events-counted-unplaced", "Events that no phase can claim", events[UNPLACED], "event")


def in_documents(
    events: Counter[str], visits: int, phase: Phase, before: Phase | None, phases: Sequence[Phase]
) -> Iterator[Finding]:
    """Yield what the documents say of one phase."""
    mine, others = events[phase.id], [events[p.id] for p in phases if p.id != phase.id]
    yield Finding(f"{phase.id}-events", f"Events in the phase {phase.name}", mine, "event")
    says = f"Share of the events of all phases that fall in {phase.name}"
    yield Finding(f"{phase.id}-share", says, tally.share(mine, mine + sum(others)), "share")
    says = f"No other phase has as many events as {phase.name}."
    yield Finding(f"{phase.id}-most-events", says, all(n < mine for n in others))
    says = f"No other phase has as few events as {phase.name}."
    yield Finding(f"{phase.id}-fewest-events", says, all(n > mine for n in others))
    yield Finding(
        f"{phase.id}-no-events",
        f"No event that the documents report can be placed in {phase.name}.",
        mine == 0,
    )
    yield Finding(
        f"{phase.id}-no-visit",
        f"No visit that the documents report can be placed in {phase.name}.",
        visits == 0,
    )
    if before:
        says = f"{phase.name} has more events than the phase before it."
        yield Finding(f"{phase.id}-more-than-before", says, mine > events[before.id])


def in_chronicle(rows: int, visits: int, phase: Phase) -> Iterator[Finding]:
    """Yield what the hand-coded chronicle says of one phase."""
    says = f"Events of the hand-coded chronicle in the phase {phase.name}"
    yield Finding(f"{phase.id}-chronicle", says, rows, "event")
    says = f"Visits of one state's head to the other in {phase.name}, in the hand-coded chronicle"
    yield Finding(f"{phase.id}-leaders-visits", says, visits, "visit")
    says = f"Neither state's head visited the other in {phase.name}, by the hand-coded chronicle."
    yield Finding(f"{phase.id}-no-leaders-visit", says, visits == 0)
