"""What a series is: who made it, under what licence, what it covers and what it does not, and how it may be read."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from dyadbook.study.models import CalendarDate, Record
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.reading import read_model

CodeId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
FOLDER = "series"


class Covers(Record):
    """Which periods and which states or pairs of states a series holds."""

    first: CalendarDate
    last: CalendarDate
    subjects: tuple[str, ...] = Field(min_length=1)


class Test(Record):
    """What of a series is held against the boundaries of the phases."""

    __test__ = False  # not a test of pytest's

    measure: CodeId
    base: CodeId
    subjects: tuple[str, ...] = Field(min_length=1)
    rate: bool = Field(
        False, description="whether values are divided by n first, so that short periods compare"
    )


class Series(Record):
    """The content of `series/<id>.yaml`."""

    id: CodeId
    title: str
    producer: str
    citation: str
    doi: str | None = Field(description="none where the producer has none; never invented")
    licence: str = Field(description="licence of its own, or what was found where none was stated")
    download: bool = Field(False, description="whether that licence lets others pass the values on as a file")
    unit: str
    step: Literal["year", "month", "day"]
    range: tuple[float, float] = Field(description="lowest and highest value that can be true")
    complete_from: float | None = Field(
        None, description="share of days from which a period counts as complete"
    )
    measures: dict[CodeId, str] = Field(min_length=1)
    bases: dict[CodeId, str] = Field(min_length=1, description="what must never be joined into one line")
    coverage: str
    covers: Covers
    dyad: str | None = Field(description="the subject that is the dyad; none where states stand alone")
    compare: tuple[str, ...] = Field((), description="placebo pairs: pairs that share a state with the dyad")
    test: Test | None = Field(
        None, description="none where the series is too short to hold against a boundary"
    )
    reads: Literal["closer", "apart", "pressure"] = Field(description="what a higher value means")
    method: str
    caveats: tuple[str, ...] = Field(min_length=1)
    obtained_through: str
    not_covered: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _subjects(self) -> Self:
        tested = self.test.subjects if self.test else ()
        for subject in filter(None, (self.dyad, *self.compare, *tested)):
            if subject not in self.covers.subjects:
                raise ValueError(
                    f"'{subject}' is not among the subjects; {nearest(subject, self.covers.subjects)}"
                )
        if self.test and not (self.test.measure in self.measures and self.test.base in self.bases):
            raise ValueError("test names a measure or a base that is not listed; use those of this file")
        return self


def series_names(paths: Paths) -> list[str]:
    """Return the names of all series of the study, sorted; an empty list in a study that has none."""
    folder = paths.seeds / FOLDER
    return sorted(p.stem for p in folder.glob("*.yaml")) if folder.is_dir() else []


def read_metadata(paths: Paths, name: str) -> Series:
    """Read `series/<name>.yaml`; ContentError names file, line and remedy, or the nearest series there is."""
    path = paths.seeds / FOLDER / f"{name}.yaml"
    if not path.is_file():
        known = series_names(paths)
        remedy = nearest(name, known) or "This study has no series"
        raise ContentError([Problem(paths.show(path), None, f"there is no series '{name}'", remedy)])
    series = read_model(path, paths.show(path), Series)
    if series.id != name:
        what = f"the id is '{series.id}', the file is called '{name}'"
        raise ContentError([Problem(paths.show(path), 1, what, "Give both one name")])
    return series
