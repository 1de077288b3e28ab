"""What became of the rows of one run's tables in another's: rows, cells, and the events behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dyadbook.runs import folders
from dyadbook.study import tables
from dyadbook.study.tables import many


@dataclass(frozen=True)
class Cell:
    """One cell that differs: the row's key, the column, and what stands there in each run."""

    row: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class TableDiff:
    """One table in both runs: how many rows, which rows only one has, which cells differ."""

    name: str
    rows_old: int
    rows_new: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def rows_changed(self) -> int:
        """Return the number of rows with a cell that differs."""
        return len({cell.row for cell in self.cells})

    @property
    def same(self) -> bool:
        return not (self.gone or self.new or self.cells)


@dataclass(frozen=True)
class EventDiff:
    """One event that is not where it was. `old` and `new` are phases, or dates and ids where it became another one."""

    id: str
    label: str
    date: str
    old: str
    new: str


@dataclass(frozen=True)
class EventsDiff:
    """Events that moved to another phase, became another event (same claims, other date or kind), are gone or new."""

    moved: tuple[EventDiff, ...]
    became: tuple[EventDiff, ...]
    gone: tuple[EventDiff, ...]
    new: tuple[EventDiff, ...]
    held: int


def read_all(run: Path) -> dict[str, pd.DataFrame]:
    """Return the run's tables by name, every cell as text."""
    out = {}
    for name in tables.schema():
        file = folders.table_file(run, name)
        if file.is_file():
            out[name] = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
    return out


def compare_all(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame]) -> tuple[TableDiff, ...]:
    """Compare every table that either run has, in the order in which they are described; a missing one counts as empty."""
    return tuple(
        compare(name, old.get(name, _empty(name)), new.get(name, _empty(name)))
        for name in tables.schema()
        if name in old or name in new
    )


def compare(name: str, old: pd.DataFrame, new: pd.DataFrame) -> TableDiff:
    """Compare two versions of one table by its key; cells are text."""
    key = tables.schema()[name]["key"]
    before, after = _by_key(old, key), _by_key(new, key)
    cells = [
        Cell(row, column, before[row][column], after[row][column])
        for row in before
        if row in after
        for column in tables.columns(name)
        if column not in key and before[row].get(column, "") != after[row].get(column, "")
    ]
    gone = tuple(row for row in before if row not in after)
    return TableDiff(name, len(old), len(new), gone, tuple(r for r in after if r not in before), tuple(cells))


def _by_key(frame: pd.DataFrame, key: list[str]) -> dict[str, dict[str, str]]:
    return {" ".join(row[column] for column in key): row for row in frame.to_dict("records")}


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=tables.columns(name), dtype=str)


def events(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame]) -> EventsDiff:
    """Follow each event from one run to the other, by its id, else by the claims that stand behind it."""
    before, after = (_rows(run.get("events", _empty("events"))) for run in (old, new))
    behind_old, behind_new = (_claims(run.get("claims", _empty("claims"))) for run in (old, new))
    both = [i for i in before if i in after]
    lost, found = [i for i in before if i not in after], [i for i in after if i not in before]
    became: dict[str, str] = {}
    for ident in lost:
        # the one with which it shares most claims: what one run dates or names otherwise is the same happening
        shared = {o: len(behind_old.get(ident, set()) & behind_new.get(o, set())) for o in found}
        best = max(shared, key=lambda o: (shared[o], o), default=None)
        if best and shared[best] and best not in became.values():
            became[ident] = best
    pairs = [(i, i) for i in both] + list(became.items())
    return EventsDiff(
        moved=tuple(
            _event(after[b], before[a]["phase"], after[b]["phase"])
            for a, b in pairs
            if before[a]["phase"] != after[b]["phase"]
        ),
        became=tuple(_event(after[b], a, b) for a, b in became.items()),
        gone=tuple(_event(before[i], before[i]["phase"], "") for i in lost if i not in became),
        new=tuple(_event(after[i], "", after[i]["phase"]) for i in found if i not in became.values()),
        held=sum(before[i]["phase"] == after[i]["phase"] for i in both),
    )


def _rows(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in frame.to_dict("records")}


def _claims(frame: pd.DataFrame) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for row in frame.to_dict("records"):
        for event in many(row["event"]):
            out.setdefault(event, set()).add(row["id"])
    return out


def _event(row: Mapping[str, str], old: str, new: str) -> EventDiff:
    return EventDiff(row["id"], row["label"], row["date"], old, new)
