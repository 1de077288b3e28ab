"""Read the context series: one value a row, each with its base, and never two bases in one line."""

from __future__ import annotations

import calendar
from typing import Annotated, Self

import pandas as pd
from pydantic import BeforeValidator, Field, model_validator

from dyadbook.series.metadata import FOLDER, Series, read_metadata, series_names
from dyadbook.study import dates
from dyadbook.study.models import Record, Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.rows import Numbered, frame, read_rows

Flag = Annotated[bool | None, BeforeValidator(lambda v: {"true": True, "false": False, None: None}.get(v, v))]


class Point(Record):
    """One value of one series."""

    period: str = Field(description="Year, month or day (EDTF)")
    subject: str = Field(description="A state (AAA), a pair (AAA-BBB) or a flow (AAA>BBB)")
    measure: str
    base: str = Field(description="What it was computed from; values of two bases are never one line")
    value: float | None = Field(description="Empty where the source holds none: not a zero")
    low: float | None
    high: float | None
    n: float | None = Field(ge=0, description="How many votes or days the value rests on")
    complete: Flag = Field(
        description="Whether the period was observed in full; empty where that cannot be in question"
    )
    source_url: str | None
    note: str | None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if not dates.is_calendar(self.period):
            raise ValueError(
                f"period '{self.period}' does not exist; Write it as 2007, 2007-05 or 2007-05-21"
            )
        if self.low is not None and self.high is not None and not self.low <= self.high:
            raise ValueError("low is above high; Mend one of the two")
        return self

    @property
    def key(self) -> str:
        """The row's id within its series, as evidence refers to it: `series:<name>#<key>`."""
        return f"{self.period}/{self.subject}/{self.measure}/{self.base}"


def load_series(
    paths: Paths,
    name: str,
    *,
    measure: str | None = None,
    base: str | None = None,
    subjects: tuple[str, ...] | None = None,
) -> pd.DataFrame:
    """Return a series in long form, one row a value: key, period, start (first day), the columns of `Point`, ref.

    `measure`, `base` and `subjects` choose; a name that the series does not have is a ContentError with the nearest one.
    """
    series = read_metadata(paths, name)
    path = paths.seeds / FOLDER / f"{name}.csv"
    rows, problems = read_rows(path, paths.show(path), Point)
    if problems:
        raise ContentError(problems)
    for what, wanted, valid in (
        ("measure", measure, series.measures),
        ("base", base, series.bases),
        *(("subject", s, series.covers.subjects) for s in subjects or ()),
    ):
        if wanted is not None and wanted not in valid:
            raise ContentError(
                [Problem(paths.show(path), None, f"no {what} '{wanted}'", nearest(wanted, valid))]
            )
    out = frame(rows, Point)
    out.insert(0, "key", [n.row.key for n in rows])
    out.insert(2, "start", pd.to_datetime([dates.span(p)[0] for p in out["period"]]))
    out["ref"] = f"series:{name}#" + out["key"]
    keep = pd.Series(True, index=out.index)
    for column, wanted in (("measure", measure), ("base", base)):
        if wanted is not None:
            keep &= out[column] == wanted
    if subjects is not None:
        keep &= out["subject"].isin(subjects)
    return out[keep].reset_index(drop=True)


def wide(points: pd.DataFrame, value: str = "value") -> pd.DataFrame:
    """Return one line a period and one column a subject, gaps kept as NaN.

    ValueError when the points are of more than one base or measure: joined, they would look like one line and be none.
    """
    for column in ("base", "measure"):
        found = sorted(points[column].unique())
        if len(found) > 1:
            raise ValueError(
                f"{' and '.join(found)} are different {column}s and cannot be one line; choose one"
            )
    return points.pivot(index="period", columns="subject", values=value).sort_index()


def days_in(period: str) -> int:
    """Return the length of a year or a month in days."""
    if dates.precision(period) == "month":
        return calendar.monthrange(int(period[:4]), int(period[5:7]))[1]
    return 366 if calendar.isleap(int(period[:4])) else 365


def problems(paths: Paths, study: Study) -> list[Problem]:
    """Return everything that is wrong with the series; a study without series has no problem with them."""
    out: list[Problem] = []
    for name in series_names(paths):
        try:
            series = read_metadata(paths, name)
            path = paths.seeds / FOLDER / f"{name}.csv"
            rows, broken = read_rows(path, paths.show(path), Point)
        except ContentError as error:
            out += error.problems
            continue
        out += broken + _rows(rows, series, paths.show(path), study)
    folder = paths.seeds / FOLDER
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else []:
        if path.stem not in series_names(paths):
            what = "has no metadata file beside it"
            out.append(
                Problem(
                    paths.show(path), None, what, f"Write {path.stem}.yaml: producer, citation, licence ..."
                )
            )
    return out


def _rows(rows: list[Numbered[Point]], series: Series, name: str, study: Study) -> list[Problem]:
    out, seen = [], {}

    def say(line: int, point: Point, what: str, remedy: str) -> None:
        out.append(Problem(name, line, f"{point.key}: {what}", remedy))

    for n in rows:
        p = n.row
        if p.key in seen:
            say(n.line, p, f"stands on line {seen[p.key]} already", "Keep one")
        seen.setdefault(p.key, n.line)
        for what, value, valid in (
            ("measure", p.measure, series.measures),
            ("base", p.base, series.bases),
            ("subject", p.subject, series.covers.subjects),
        ):
            if value not in valid:
                say(n.line, p, f"{what} '{value}' is not in the metadata", nearest(value, valid))
        for state in p.subject.replace(">", "-").split("-"):
            if state.isupper() and state not in study.actor:
                say(n.line, p, f"'{state}' is not in the study", nearest(state, study.actor))
        if dates.precision(p.period) != series.step:
            say(n.line, p, f"is no {series.step}", "Mend the period")
        elif not dates.overlap(p.period, f"{series.covers.first}/{series.covers.last}"):
            say(n.line, p, "lies outside the coverage in the metadata", "Mend one of the two")
        for value in (p.value, p.low, p.high):
            if value is not None and not series.range[0] <= value <= series.range[1]:
                low, high = series.range
                say(n.line, p, f"{value:g} is not between {low:g} and {high:g}", "Mend the value")
        if series.complete_from is not None and p.n is not None:
            full = p.n / days_in(p.period) >= series.complete_from
            if p.complete is not full:
                word = "true" if full else "false"
                say(n.line, p, f"holds {p.n:g} of {days_in(p.period)} days", f"Write {word} into complete")
    return out
