"""Two runs compared: parameters, facts, events, tables, charts, and what held."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dyadbook import ledger
from dyadbook.runs import diff_facts, diff_tables, folders, plan, record, stale
from dyadbook.study.models import Study
from dyadbook.study.parameters import validate
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ArgumentError, ContentError, nearest


@dataclass(frozen=True)
class Setting:
    """A parameter that differs, as each run has it."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class ChartDiff:
    """A chart of either run: changed, held, gone or new; with the title (the finding) in each."""

    id: str
    state: str
    old: str
    new: str


@dataclass(frozen=True)
class Diff:
    """Everything that differs between the runs `old` and `new`, and how much held."""

    old: str
    new: str
    parameters: tuple[Setting, ...]
    facts: diff_facts.FactsDiff
    events: diff_tables.EventsDiff
    tables: tuple[diff_tables.TableDiff, ...]
    charts: tuple[ChartDiff, ...]

    @property
    def same(self) -> bool:
        """Tell whether the two runs say the same throughout, whatever their parameters are."""
        f = self.facts
        facts = not (f.changed or f.turned or f.shaken or f.gone or f.new)
        return facts and all(t.same for t in self.tables) and all(c.state == "held" for c in self.charts)

    def record(self) -> dict[str, Any]:
        """Return the comparison as plain data for JSON."""
        out = asdict(self)
        for table, made in zip(out["tables"], self.tables, strict=True):
            table["rows_changed"] = made.rows_changed
        out["same"] = self.same
        return json.loads(json.dumps(out, ensure_ascii=False, default=str))

    def summary(self) -> list[str]:
        """Return the comparison in a few sentences, each true by itself."""
        f, e = self.facts, self.events
        values, truths = len(f.changed) + len(f.values_held), len(f.turned) + len(f.truths_held)
        other = f", {len(f.shaken):,} of them on other figures" if f.shaken else ""
        out = [
            f"Values: {len(f.changed):,} of {values:,} changed, {len(f.values_held):,} held.",
            f"Findings: {len(f.turned):,} of {truths:,} turned, {len(f.truths_held):,} held{other}.",
        ]
        if f.gone or f.new:
            out.append(
                f"Facts in one run alone: {len(f.gone):,} in {self.old}, {len(f.new):,} in {self.new}."
            )
        out.append(
            f"Events: {len(e.moved):,} in another phase, {len(e.became):,} told otherwise, {len(e.gone):,} gone, "
            f"{len(e.new):,} new; {e.held:,} stayed where they were."
        )
        touched = [t for t in self.tables if not t.same]
        cells = sum(len(t.cells) for t in touched)
        out.append(
            f"Tables: {len(touched):,} of {len(self.tables):,} differ; cells that differ in rows of both runs: {cells:,}."
        )
        differ = sum(c.state != "held" for c in self.charts)
        return [*out, f"Charts: {differ:,} of {len(self.charts):,} differ."]


def compare(paths: Paths, old: str, new: str) -> Diff:
    """Compare two finished runs by name; ArgumentError for a name without a run, ContentError for a run without a ledger."""
    before, after = (finished(paths, name) for name in (old, new))
    ledgers = [ledger.read(run / record.LEDGER, paths.show(run / record.LEDGER)) for run in (before, after)]
    frames = [diff_tables.read_all(run) for run in (before, after)]
    return Diff(
        old,
        new,
        settings(before, after),
        diff_facts.compare(*ledgers),
        diff_tables.events(*frames),
        diff_tables.compare_all(*frames),
        charts(before, after),
    )


def finished(paths: Paths, name: str) -> Path:
    """Return the folder of a run that has a ledger."""
    folder = folders.run_folder(paths, name)
    if (folder / record.LEDGER).is_file():
        return folder
    how = "dyadbook run" if name == folders.DEFAULT else f"dyadbook run --name {name} -p ..."
    if folder.is_dir():
        raise ContentError(f"The run '{name}' is not finished; finish it with '{how}'.")
    known = [n for n in known_runs(paths) if n != name]
    raise ArgumentError(
        f"There is no run '{name}'. {nearest(name, known)} Make it with '{how}'.".replace("  ", " ")
    )


def known_runs(paths: Paths) -> list[str]:
    """Return the names of the finished runs, sorted."""
    return sorted(file.parent.name for file in paths.runs.glob(f"*/{record.LEDGER}"))


def settings(old: Path, new: Path) -> tuple[Setting, ...]:
    a, b = (folders.read_settings(run) or {} for run in (old, new))
    names = sorted({*a, *b})
    return tuple(Setting(n, a.get(n), b.get(n)) for n in names if a.get(n) != b.get(n))


def charts(old: Path, new: Path) -> tuple[ChartDiff, ...]:
    """Compare charts by everything that is stored of them: both drawings, words and data."""
    found = sorted({f.stem for run in (old, new) for f in (run / "charts").glob("*.json")})
    out = []
    for ident in found:
        a, b = (_chart(run / "charts", ident) for run in (old, new))
        state = "gone" if not b else "new" if not a else "held" if a == b else "changed"
        out.append(ChartDiff(ident, state, _title(a), _title(b)))
    return tuple(out)


def _chart(folder: Path, ident: str) -> dict[str, bytes]:
    files = [folder / f"{ident}{suffix}" for suffix in (".json", ".svg", ".narrow.svg")]
    return {file.name: file.read_bytes() for file in files if file.is_file()}


def _title(chart: dict[str, bytes]) -> str:
    words = next((json.loads(text) for name, text in chart.items() if name.endswith(".json")), {})
    return words.get("title", "")


def outdated(paths: Paths, study: Study, name: str) -> str | None:
    """Say in one sentence that a run was made before something changed, or return None where it is up to date."""
    folder = folders.run_folder(paths, name)
    parameters = validate(folders.read_settings(folder) or {}, study)
    for task in plan.tasks((p.id, p.name) for p in parameters.phases(study)):
        before = record.read(folder, task.name)
        now = stale.inputs(task, paths, folder, folders.settings(parameters))
        if why := stale.reason(before and before["inputs"], now):
            return f"The run '{name}' is older than what it was made from ({task.name}: {why}); run it again to compare like with like."
    return None
