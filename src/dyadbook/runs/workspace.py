"""What a notebook works with: the study, its parameters, tables to read, and one call for each thing it leaves behind."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from dyadbook.ledger import Ledger
from dyadbook.phases import assign
from dyadbook.runs import folders, plan, tally
from dyadbook.runs.shown import Shown, chart_html, facts_html, table_html, view
from dyadbook.sources.corpus import load_corpus
from dyadbook.sources.records import read_records
from dyadbook.sources.texts import Document
from dyadbook.study import dates, tables
from dyadbook.study.codebook import Codebook, read_codebook
from dyadbook.study.load import load_study
from dyadbook.study.models import Phase, Study
from dyadbook.study.parameters import Parameters, validate
from dyadbook.study.paths import Paths, find
from dyadbook.study.problems import ContentError


def begin(notebook: str, **parameters: Any) -> Workspace:
    """Check the parameters and return the notebook's workspace.

    `notebook` is the notebook's name without its ending. ArgumentError for a parameter that does not fit, ContentError
    for a study that cannot be read; each message is a sentence that says what to do.
    """
    paths = find(parameters.get("study") or None)
    study = load_study(paths)
    checked = validate(parameters, study, list(read_records(paths)))
    return Workspace(notebook, paths, study, checked)


class Workspace:
    """One notebook's view of a run.

    Tables are read from the run that the environment variable DYADBOOK_RUN names, else from data/. `dyadbook run` names
    a staging folder (DYADBOOK_STAGE) that results go to; run by hand, they go to runs/by-hand/<notebook>/.
    """

    def __init__(self, notebook: str, paths: Paths, study: Study, parameters: Parameters):
        self.notebook, self.paths, self.study, self.parameters = notebook, paths, study, parameters
        self.name = f"{notebook}-{parameters.phase}" if parameters.phase else notebook
        self.inputs = folders.named(paths)
        stage = os.environ.get("DYADBOOK_STAGE")
        self.out = Path(stage) if stage else folders.by_hand(paths) / self.name
        self.ledger = Ledger()

    @cached_property
    def codebook(self) -> Codebook:
        return read_codebook(self.paths)

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The study's phases with the boundaries of this run."""
        return self.parameters.phases(self.study)

    @cached_property
    def filters(self) -> dict[str, Any]:
        """Which events count in this run, as `reconciliation.filters.select` takes it."""
        p = self.parameters
        start, end = p.window(self.study)
        return {
            "statuses": p.statuses,
            "min_sources": p.min_sources,
            "start": start,
            "end": end,
            "date_precision": p.date_precision,
        }

    @cached_property
    def phase_names(self) -> dict[str, str]:
        """Return what to call each phase, the prelude and what no phase can claim."""
        return {
            "prelude": self.study.prelude.name,
            **{p.id: p.name for p in self.phases},
            "unplaced": "Not placed",
        }

    def one_phase(self) -> Phase:
        """Return the phase that the notebook is about; the first one where the parameter names none, as in JupyterLab."""
        return next((phase for phase in self.phases if phase.id == self.parameters.phase), self.phases[0])

    def years_of(self, phase: Phase) -> float:
        """Return the length of a phase of this run in years of 365.25 days."""
        following = [p.start for p in self.phases if p.start > phase.start]
        end = min(following) if following else self.filters["end"] + dt.timedelta(1)
        return (end - phase.start).days / 365.25

    def in_phase(self, chronicle: pd.DataFrame, phase: str) -> pd.DataFrame:
        """Return the rows of the hand-coded chronicle that fall in a phase, have a status that counts, and stand for an event."""
        own = chronicle[chronicle["same_as"].isna() & chronicle["status"].isin(self.parameters.statuses)]
        return own[assign(own["date"], self.phases) == phase]

    def counting_rule(self, what: str) -> str:
        """Say in words which events are counted under this run's parameters."""
        p = self.parameters
        labels = [self.codebook.status[s].label.lower() for s in p.statuses]
        out = f"{what} that count as {tally.joined(labels, 'or')}"
        if p.min_sources > 1:
            out += f", reported by at least {p.min_sources} documents"
        if p.date_precision != "any":
            out += f", dated to the {p.date_precision} or better"
        start, end = p.window(self.study)
        return f"{out}, from {dates.show(str(start))} to {dates.show(str(end))}."

    def documents(self) -> list[Document]:
        """Return the source documents that the parameters select."""
        p = self.parameters
        return load_corpus(self.paths, self.study, p.corpus, p.sources or None, p.exclude_sources)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table that another notebook wrote; ContentError where it is missing or made with other parameters."""
        path = folders.table_file(self.inputs, name)
        shown = self.paths.show(path)
        if not path.is_file():
            by = plan.maker_of(name).name
            raise ContentError(
                f"{shown} is missing: notebook {by} makes it, and 'dyadbook run' runs all that are needed."
            )
        folders.check_made_with(self.inputs, self.parameters, self.paths)
        return tables.read(name, path)

    def save_table(self, name: str, frame: pd.DataFrame) -> Shown:
        """Save a table under its described columns; returns its first rows for display."""
        frame = tables.shape(name, frame)
        tables.write(frame, self.out / "tables" / f"{name}.csv")
        return Shown(table_html(frame.head(8)), f"{name}: {len(frame)} rows")

    def save_view(self, ident: str, frame: pd.DataFrame, refs: Sequence[str | None], caption: str) -> Shown:
        """Save rows for display in the book: column names are the headings, `refs` holds one ref (or None) a row."""
        _write_json(self.out / "views" / f"{ident}.json", view(ident, frame, refs, caption))
        return Shown(table_html(frame), f"{caption} ({len(frame)} rows)")

    def chart(self, chart: Any) -> Shown:
        """Save a chart in both widths with its table; returns it for display."""
        from dyadbook.charts import (
            save,
        )  # matplotlib takes half a second that notebooks without a chart need not wait

        save(chart, self.out / "charts")
        return Shown(
            chart_html(self.out / "charts" / f"{chart.id}.svg", chart.title, chart.caption), chart.alt
        )

    def fact(
        self,
        ident: str,
        value: object,
        unit: str | None,
        rule: str,
        rests_on: Iterable[str],
        text: str | None = None,
    ) -> None:
        """Record a value that prose prints: how it was computed, in words, and the refs that it rests on.

        None stands for what does not exist in this run, such as a share of nothing.
        """
        if value is None and text is None:
            text = "not applicable"
        self.ledger.add(ident, value, unit=unit, rule=rule, rests_on=rests_on, text=text, notebook=self.name)

    def truth(
        self, ident: str, holds: object, says: str, rule: str, rests_on: Iterable[str], text: str = ""
    ) -> None:
        """Record whether a claim of direction, rank or absence holds in this run."""
        self.ledger.truth(
            ident, holds, says=says, rule=rule, rests_on=rests_on, text=text, notebook=self.name
        )

    def done(self) -> Shown:
        """Write what was recorded, and return it for display."""
        self.ledger.write(self.out / "ledger.json")
        return Shown(facts_html(self.ledger), f"{len(self.ledger)} facts recorded by {self.name}")


def refs(kind: str, ids: Iterable[str]) -> list[str]:
    """Return refs of one kind for ids, in their order: refs("event", frame["id"])."""
    return [f"{kind}:{ident}" for ident in ids]


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    part.replace(path)
