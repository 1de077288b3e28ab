"""The hand-coded figures: one report of one figure a row, each with its basis, its reporter and its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

import pandas as pd
from pydantic import Field, StringConstraints, model_validator

from dyadbook.observations import formula as formulas
from dyadbook.observations.evidence import Cited, exists
from dyadbook.observations.measures import DATA, Measures, read_measures
from dyadbook.study import dates
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.rows import Numbered, frame, read_rows

ObservationId = Annotated[str, StringConstraints(pattern=r"^O\d{3,}$")]
FILE = "observations.csv"
COLUMNS = [
    "id",
    "measure",
    "period",
    "basis",
    "reporter",
    "direction",
    "value",
    "unit",
    "modifier",
    "authority",
    "status",
    "formula",
    "derived_from",
    "source_url",
    "publisher",
    "pub_date",
    "checked",
    "check_url",
    "same_as",
    "note",
]
# Half of the last digit that derived figures are written to; a wider gap means that formula and value belong apart.
ROUNDING = 0.051


class Observation(Cited):
    """One report of one figure, or of its absence: a row without a value says in its note what was said instead."""

    id: ObservationId = Field(description="Never reused")
    measure: str = Field(description="What is measured")
    period: str = Field(description="Stretch of time that the figure covers, or when it was said (EDTF)")
    basis: str = Field(description="What kind of stretch that is")
    reporter: str | None = Field(description="State whose figure it is; empty where no page says")
    direction: str | None = Field(description="From whom to whom, such as AAA>BBB; empty for both ways")
    value: float | None = Field(description="The figure")
    unit: str = Field(description="Unit of the figure")
    modifier: Literal["exact", "min", "max", "approx"] | None = Field(description="exact, min, max or approx")
    authority: str = Field(description="Whose word it is")
    status: Literal["reported", "derived", "suspect", "error"] = Field(
        description="reported, derived, suspect or error"
    )
    formula: str | None = Field(description="How a derived figure is computed")
    derived_from: str | None = Field(description="Rows that a derived figure rests on, joined with ;")
    same_as: ObservationId | None = Field(
        description="The row that stands for the same statement; this one is another version or copy of it"
    )

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if not exists(self.period):
            raise ValueError(
                f"period '{self.period}' does not exist; Write it as 2007, 2007-05 or 2007-01/2007-09"
            )
        if (self.value is None) != (self.modifier is None):
            raise ValueError("a value and its modifier belong together; Fill in both or neither")
        if self.value is None and not self.note:
            raise ValueError("there is neither a value nor a note; Say in the note what the page says")
        if (self.status == "derived") != bool(self.formula and self.derived_from):
            raise ValueError(
                "a derived row, and no other, has formula and derived_from; Fill them in or mend the status"
            )
        if self.status in ("suspect", "error") and not self.note:
            raise ValueError(f"is '{self.status}' but does not say why; Say it in the note")
        return self


def observations_file(paths: Paths) -> str:
    return paths.show(paths.seeds / FILE)


def read_observations(paths: Paths, *, errors: bool = False) -> pd.DataFrame:
    """Return the figures in the order of their file, columns as in `COLUMNS`, plus `year`.

    Rows in error and suspect rows are documentation, not data: they are left out unless `errors` is true.
    `year` is the calendar year in which most of the period lies. ContentError names every broken row.
    """
    rows, problems = read_rows(paths.seeds / FILE, observations_file(paths), Observation)
    if problems:
        raise ContentError(problems)
    out = frame(rows, Observation)[COLUMNS]
    out["year"] = pd.array([year_of(period) for period in out["period"]], dtype="Int64")
    return out if errors else out[out["status"].isin(DATA)].reset_index(drop=True)


def year_of(period: str) -> int | None:
    """Return the calendar year in which most days of `period` lie: 2023 for a year from 21 March 2023."""
    first, last = dates.span(period)
    if first is None or last is None:
        return None
    return (first + (last - first) / 2).year


def observation_problems(paths: Paths, study: Study) -> list[Problem]:
    """Return everything that is wrong with the figures."""
    measures = read_measures(paths)
    name = observations_file(paths)
    rows, problems = read_rows(paths.seeds / FILE, name, Observation)
    lines: dict[str, int] = {}
    for n in rows:
        if n.row.id in lines:
            what = f"{n.row.id}: this id stands on line {lines[n.row.id]} already"
            problems.append(Problem(name, n.line, what, "Give the newer row the next free id"))
        lines.setdefault(n.row.id, n.line)
    by_id = {n.row.id: n.row for n in rows}
    for n in rows:
        for what, remedy in (
            *_codes(n.row, measures),
            *_states(n.row, study, measures),
            *_derived(n.row, by_id),
            *_same(n.row, by_id),
            *_firmer(n.row, by_id, measures),
        ):
            problems.append(Problem(name, n.line, f"{n.row.id}: {what}", remedy))
    return problems + _flows_above_turnover(rows, name)


def _codes(row: Observation, measures: Measures) -> Iterator[tuple[str, str]]:
    for column, valid in (
        ("measure", measures.measure),
        ("basis", measures.basis),
        ("authority", measures.authority),
    ):
        if getattr(row, column) not in valid:
            yield (
                f"{column} '{getattr(row, column)}' is not in measures.yaml",
                nearest(getattr(row, column), valid),
            )
    measure, basis = measures.measure.get(row.measure), measures.basis.get(row.basis)
    if measure and row.unit not in measure.units:
        yield f"unit '{row.unit}' does not fit {measure.label}", f"Use {' or '.join(measure.units)}"
    if basis and not _fits(row.period, basis.span):
        yield f"period '{row.period}' does not fit the basis '{row.basis}'", "Mend one of the two"
    if measure and not measure.signed and (row.value or 0) < 0:
        yield f"{row.value} is below zero", "Mend the value"


def _fits(period: str, span: str) -> bool:
    first, last = dates.span(period)
    if span == "any":
        return True
    if span == "calendar_year":
        return dates.precision(period) == "year"
    if first is None or last is None:
        return False
    days = (last - first).days + 1
    # 364 is a year of another calendar that ends a day early, as one before a leap year may
    return 364 <= days <= 366 if span == "year" else days < 364


def _states(row: Observation, study: Study, measures: Measures) -> Iterator[tuple[str, str]]:
    if row.reporter and row.reporter not in study.actor:
        yield f"reporter '{row.reporter}' is not in the study", nearest(row.reporter, study.actor)
    one, other = study.dyad
    ways = {f"{one}>{other}", f"{other}>{one}"}
    if row.direction and row.direction not in ways:
        yield (
            f"direction '{row.direction}' is not known",
            f"Use {' or '.join(sorted(ways))}, or leave it empty",
        )
    measure = measures.measure.get(row.measure)
    if measure and measure.flow != bool(row.direction):
        what = (
            "goes one way, so it needs a direction"
            if measure.flow
            else "goes both ways, so it has no direction"
        )
        yield f"{measure.label} {what}", "Mend the direction or the measure"


def _derived(row: Observation, by_id: dict[str, Observation]) -> Iterator[tuple[str, str]]:
    if row.status != "derived":
        return
    assert row.formula and row.derived_from
    rests_on = row.derived_from.split(";")
    try:
        used = formulas.names(row.formula)
        if sorted(used) != sorted(rests_on):
            what = f"formula uses {', '.join(used) or 'no row'} but derived_from names {', '.join(rests_on)}"
            yield what, "Name the same rows in both"
            return
        if unknown := [i for i in rests_on if i not in by_id]:
            yield f"rests on '{unknown[0]}', which is no row", nearest(unknown[0], by_id)
            return
        values = {i: v for i in rests_on if (v := by_id[i].value) is not None}
        if any(by_id[i].status not in DATA for i in rests_on):
            yield "rests on a row that is suspect or in error", "Derive it from data, or take it out"
        result = formulas.compute(row.formula, values)
    except ValueError as error:
        yield f"the formula '{row.formula}' cannot be computed: {error}", "Mend the formula"
        return
    if row.value is None or abs(result - row.value) > ROUNDING:
        yield f"the formula gives {result:.2f}, the row says {row.value}", "Mend the value or the formula"


def _firmer(row: Observation, by_id: dict[str, Observation], measures: Measures) -> Iterator[tuple[str, str]]:
    """A computation cannot make a summary of a summary into a report."""
    rests_on = [by_id[i] for i in (row.derived_from or "").split(";") if i in by_id]
    weak = [r for r in rests_on if r.authority in measures.tertiary]
    if weak and row.authority not in measures.tertiary:
        yield (
            f"authority '{row.authority}' is better than that of {weak[0].id}, which it is derived from",
            f"Write {weak[0].authority}",
        )


def _same(row: Observation, by_id: dict[str, Observation]) -> Iterator[tuple[str, str]]:
    if row.same_as is None:
        return
    other = by_id.get(row.same_as)
    if other is None or other is row:
        yield f"same_as names '{row.same_as}', which is no other row", nearest(row.same_as, by_id)
    elif other.same_as:
        yield f"same_as names {other.id}, which is a version itself", f"Name {other.same_as}"
    elif (other.measure, other.period, other.basis) != (row.measure, row.period, row.basis):
        yield f"same_as names {other.id}, which measures something else", "Mend same_as"


def _flows_above_turnover(rows: list[Numbered[Observation]], name: str) -> list[Problem]:
    """Find exports or imports above the turnover that the same side reports for the same period on the same basis."""
    turnover: dict[tuple, float] = {}
    for n in rows:
        if n.row.measure == "turnover" and n.row.status in DATA and n.row.value is not None:
            key = (n.row.period, n.row.basis, n.row.reporter)
            turnover[key] = max(n.row.value, turnover.get(key, 0.0))
    out = []
    for n in rows:
        whole = turnover.get((n.row.period, n.row.basis, n.row.reporter))
        if (
            n.row.measure in ("exports", "imports")
            and n.row.status in DATA
            and whole
            and (n.row.value or 0) > whole
        ):
            what = f"{n.row.id}: {n.row.measure} of {n.row.value:g} exceed the turnover of {whole:g} on the same basis"
            out.append(Problem(name, n.line, what, "Mend one of the two, or mark it as suspect"))
    return out
