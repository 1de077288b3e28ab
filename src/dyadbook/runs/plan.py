"""The notebooks as tasks: what each reads, what it writes, and in which order they can run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

from dyadbook.study.problems import ArgumentError, nearest

# What every notebook reads before its first table: who the dyad is, how events are coded, which sources there are.
COMMON = ("study.yaml", "codebook.yaml", "sources.yaml")
TEXTS = ("texts/*", "originals/*")


@dataclass(frozen=True)
class Task:
    """One notebook with the parameters that it gets beyond the run's own."""

    name: str
    notebook: str
    title: str
    reads: tuple[str, ...] = ()  # tables
    writes: tuple[str, ...] = ()  # tables
    seeds: tuple[str, ...] = COMMON  # patterns below seeds/
    extra: dict[str, Any] = field(default_factory=dict)


STEPS = (
    Task("10-sources", "10-sources.ipynb", "The source documents", (), ("sources",), (*COMMON, *TEXTS)),
    Task("20-extract", "20-extract.ipynb", "What was found in them", (), ("mentions",), (*COMMON, *TEXTS)),
    Task(
        "25-measure",
        "25-measure.ipynb",
        "How well the extraction reads",
        (),
        (),
        (*COMMON, "texts/*", "gold/*"),
    ),
    Task(
        "30-reconcile",
        "30-reconcile.ipynb",
        "From claims to events",
        (),
        ("claims", "events", "disagreements"),
        (*COMMON, *TEXTS, "chronicle.csv", "observations.csv"),
    ),
    Task(
        "40-chronology",
        "40-chronology.ipynb",
        "The chronology",
        ("sources", "claims", "events", "disagreements"),
        ("phases",),
        (
            *COMMON,
            "chronicle.csv",
            "observations.csv",
            "measures.yaml",
            "disagreements.yaml",
            "corrections.yaml",
        ),
    ),
    Task(
        "50-phase",
        "50-phase.ipynb",
        "One phase",
        ("sources", "claims", "events", "phases"),
        (),
        (*COMMON, "chronicle.csv", "observations.csv", "measures.yaml"),
    ),
    Task(
        "60-trade",
        "60-trade.ipynb",
        "Trade",
        (),
        ("trade", "targets", "mirror"),
        (*COMMON, "observations.csv", "measures.yaml", "series/*"),
    ),
    Task(
        "70-context",
        "70-context.ipynb",
        "Do the phases show?",
        (),
        ("boundaries", "changes"),
        (*COMMON, "chronicle.csv", "series/*"),
    ),
    Task(
        "75-hand",
        "75-hand.ipynb",
        "Machine against hand",
        ("sources", "events", "disagreements"),
        ("recall",),
        (*COMMON, "chronicle.csv", "disagreements.yaml"),
    ),
    Task(
        "80-robustness",
        "80-robustness.ipynb",
        "How firm the findings are",
        (),
        (),
        (*COMMON, *TEXTS, "chronicle.csv", "headlines.yaml"),
    ),
)


def tasks(phases: Iterable[tuple[str, str]]) -> tuple[Task, ...]:
    """Return every task of a run; `phases` are pairs of id and name, and 50-phase runs once for each."""
    out = [step for step in STEPS if step.name != "50-phase"]
    once = next(step for step in STEPS if step.name == "50-phase")
    for ident, name in phases:
        extra = {"phase": ident}
        out.append(Task(f"50-phase-{ident}", once.notebook, name, once.reads, once.writes, once.seeds, extra))
    return tuple(out)


def needs(plan: Iterable[Task]) -> dict[str, set[str]]:
    """Return, for each task, the names of the tasks whose tables it reads."""
    plan = tuple(plan)
    maker = {table: task.name for task in plan for table in task.writes}
    return {task.name: {maker[table] for table in task.reads if table in maker} for task in plan}


def order(plan: Iterable[Task]) -> TopologicalSorter[str]:
    """Return the tasks as a graph that hands out what can run next."""
    return TopologicalSorter(needs(plan))


def maker_of(table: str) -> Task:
    """Return the step that writes a table; ArgumentError with the nearest name where none does."""
    for step in STEPS:
        if table in step.writes:
            return step
    known = [name for step in STEPS for name in step.writes]
    raise ArgumentError(f"No notebook writes a table '{table}'. {nearest(table, known)}".strip())
