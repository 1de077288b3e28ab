"""The parameters of a run, defined once: notebooks, command line, parameter chapter and default.yaml are checked against this."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_serializer

from dyadbook.study import coerce, dates
from dyadbook.study.codebook import STATUSES
from dyadbook.study.models import Phase, Study

# The longest stretch, in days, that a date of each precision may cover; a range counts by its length
DAYS_COVERED = {"day": 1, "week": 7, "month": 31, "year": 366}
CORPORA = ("shipped", "originals")

Text = Annotated[str, BeforeValidator(coerce.text)]
Names = Annotated[tuple[str, ...], BeforeValidator(coerce.names)]
FirstDay = Annotated[dt.date | None, BeforeValidator(coerce.first_day)]
LastDay = Annotated[dt.date | None, BeforeValidator(coerce.last_day)]
Starts = Annotated[dict[str, dt.date], BeforeValidator(coerce.starts)]
Statuses = Annotated[tuple[str, ...], BeforeValidator(coerce.some_of("status", STATUSES))]
Count = Annotated[int, BeforeValidator(coerce.count)]
Corpus = Annotated[Literal["shipped", "originals"], BeforeValidator(coerce.one_of(*CORPORA))]
Precision = Annotated[
    Literal["any", "year", "month", "week", "day"],
    BeforeValidator(coerce.one_of("any", *reversed(DAYS_COVERED))),
]


def _field(default: Any, kind: str, plain: str, description: str) -> Any:
    """Describe a parameter once: what it takes in words, the type of its literal in a notebook, one line of help."""
    return Field(default, description=description, json_schema_extra={"kind": kind, "plain": plain})


class Parameters(BaseModel):
    """Everything that a run can vary. The defaults are the book as published."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    study: Text = _field("", "a folder", "str", "Folder of the study; empty: the one in this checkout")
    corpus: Corpus = _field(
        "shipped",
        "shipped or originals",
        "str",
        "Text that is read: shipped (the digests), or originals where you hold them",
    )
    start: FirstDay = _field(None, "a date", "str", "First day that counts; empty: the start of the study")
    end: LastDay = _field(
        None,
        "a date",
        "str",
        "Last day that counts; empty: the day to which the study is complete, never today",
    )
    phase: Text = _field(
        "", "a phase id", "str", "Phase that the notebook on one phase is about; empty elsewhere"
    )
    phase_starts: Starts = _field(
        {}, "phase ids with dates", "dict", "First days of phases that a run moves, such as PHASE: 2014-06-01"
    )
    sources: Names = _field((), "source ids", "list", "Sources to read; empty: all")
    exclude_sources: Names = _field((), "source ids", "list", "Sources to leave out")
    statuses: Statuses = _field(
        ("occurred", "signed", "in_force", "ongoing"), "statuses", "list", "Statuses by which an event counts"
    )
    min_sources: Count = _field(
        1, "a whole number", "int", "Number of sources that must report an event for it to count"
    )
    date_precision: Precision = _field(
        "any",
        "day, week, month, year or any",
        "str",
        "Coarsest date by which an event counts; any: undated events count too",
    )

    @field_serializer("start", "end", when_used="json")
    def _plain_day(self, day: dt.date | None) -> str:
        # the empty string, not null: a notebook's parameters cell can say it
        return day.isoformat() if day else ""

    def phases(self, study: Study) -> tuple[Phase, ...]:
        """Return the study's phases with the boundaries that this run moves."""
        return tuple(
            p.model_copy(update={"start": self.phase_starts[p.id]}) if p.id in self.phase_starts else p
            for p in study.phases
        )

    def window(self, study: Study) -> tuple[dt.date, dt.date]:
        """Return the first and the last day that count; each is the study's where this run sets none."""
        return self.start or first_day(study), self.end or study.as_of

    def selected(self, source_ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of `source_ids` that this run reads, in their order."""
        wanted = set(self.sources)
        return tuple(s for s in source_ids if (not wanted or s in wanted) and s not in self.exclude_sources)

    def precise_enough(self, value: str | None) -> bool:
        """Tell whether a date is fine enough to count; a date with an open or unknown end only where any is."""
        if self.date_precision == "any":
            return True
        first, last = dates.span(value)
        return bool(first and last) and (last - first).days < DAYS_COVERED[self.date_precision]

    def canonical(self) -> dict[str, Any]:
        """Return plain values, sorted by name: equal for equal runs, ready for JSON, YAML and papermill."""
        return dict(sorted(self.model_dump(mode="json").items()))

    def to_yaml(self, helps: bool = False) -> str:
        """Return the canonical values as YAML that `load_params_file` reads back; with each help line where wanted."""
        lines = []
        for name, value in self.canonical().items():
            if helps:
                lines.append(f"# {type(self).model_fields[name].description}")
            # JSON is YAML too, and leaves no choice of style
            lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")
        return "\n".join(lines) + "\n"

    def changed(self, default: Parameters | None = None) -> list[tuple[str, Any, Any]]:
        """Return name, usual value and value of each parameter that differs from `default` (the schema's defaults)."""
        usual, own = (default or Parameters()).canonical(), self.canonical()
        return [(name, usual[name], own[name]) for name in own if own[name] != usual[name]]


def first_day(study: Study) -> dt.date:
    """Return the first day of the study's span, or that of its first phase where the span has an open start."""
    return dates.span(study.span)[0] or study.phases[0].start
