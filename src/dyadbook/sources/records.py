"""The bibliographic record of each source, read from sources.yaml."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from dyadbook.study import dates
from dyadbook.study.models import CalendarDate, KebabId, Record
from dyadbook.study.paths import Paths
from dyadbook.study.reading import read_model


def _day(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"'{value}' is no day; write it as 2007-05-21") from None


Day = Annotated[dt.date, BeforeValidator(_day)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class SourceRecord(Record):
    """One source: what it is, how its date is known, where it stands, and what of it is shipped."""

    id: KebabId
    file: str | None = Field(None, description="name of the original in seeds/originals")
    title: str | None = Field(None, description="as published; none where the text carries none")
    author: str | None = Field(None, description="as named; none where nobody is")
    publisher: str | None = Field(None, description="none where unknown")
    published: CalendarDate = Field(description="publication date, of the precision that is known")
    published_known_by: str = Field(description="how the date is known")
    anchor: Day = Field(description="day against which relative dates are resolved; lies within `published`")
    lower_bound: Day | None = Field(None, description="first day on which it can have been written")
    stance: str = Field(description="where the source stands, for a reader")
    url: str | None = None
    url_note: str = ""
    rights: str = Field(description="whose text the original is, and what is shipped instead")
    language: str = "en"
    sha256: Sha256 | None = Field(None, description="hash of the original's bytes")
    characters: int | None = Field(None, gt=0, description="length of the original")
    paragraphs: int | None = Field(None, gt=0, description="non-empty lines of the original")
    shipped: Literal["digest", "document"] | None = Field(None, description="what seeds/texts holds of it")
    note: str | None = None

    @model_validator(mode="after")
    def _dates_agree(self) -> SourceRecord:
        anchor = self.anchor.isoformat()
        if not dates.overlap(anchor, self.published):
            raise ValueError(
                f"the anchor {anchor} of '{self.id}' lies outside its publication date {self.published}; "
                "choose a day within it"
            )
        if self.lower_bound and self.anchor < self.lower_bound:
            raise ValueError(
                f"the anchor {anchor} of '{self.id}' lies before its lower_bound {self.lower_bound}; move one of them"
            )
        return self

    @property
    def label(self) -> str:
        """What to call the source where its title may be unknown."""
        return self.title or f"untitled ({self.id})"

    def text_path(self, paths: Paths) -> Path | None:
        """Return where the shipped text is, or None where nothing is shipped: a digest is Markdown, a document plain text."""
        if self.shipped is None:
            return None
        return paths.texts / f"{self.id}{'.md' if self.shipped == 'digest' else '.txt'}"

    def original_path(self, paths: Paths) -> Path | None:
        """Return where the original is to be put, or None where its record names no file."""
        return paths.originals / self.file if self.file else None


class SourceList(Record):
    """The content of `sources.yaml`."""

    sources: tuple[SourceRecord, ...]

    @model_validator(mode="after")
    def _once(self) -> SourceList:
        # not a minimum length of the field: pydantic would report it besides the fault of the only record
        if not self.sources:
            raise ValueError("no source is listed; a book needs at least one")
        for what in ("id", "file"):
            values = [value for record in self.sources if (value := getattr(record, what))]
            if twice := sorted({v for v in values if values.count(v) > 1}):
                raise ValueError(f"{what} '{twice[0]}' is used by two sources; each needs its own")
        return self


def records_path(paths: Paths) -> Path:
    return paths.seeds / "sources.yaml"


def read_records(paths: Paths) -> dict[str, SourceRecord]:
    """Return every source's record by id, in the order of the file; ContentError names file and line of what is wrong."""
    path = records_path(paths)
    listed = read_model(path, paths.show(path), SourceList)
    return {record.id: record for record in listed.sources}
