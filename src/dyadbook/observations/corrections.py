"""What was taken out of the evidence or mended in it, and a guard that fails once an entry is no longer needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from dyadbook.observations.evidence import Address
from dyadbook.study.models import AnyDate, KebabId, Record
from dyadbook.study.paths import Paths
from dyadbook.study.problems import Problem
from dyadbook.study.reading import line_of, read_model, read_text

FILE = "corrections.yaml"


class Expect(Record):
    """What must hold for an entry to be needed: a row that is absent, or a cell that holds a value."""

    table: Literal["chronicle", "observations"]
    row: str
    absent: bool = False
    column: str | None = None
    value: AnyDate | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.absent == bool(self.column):
            raise ValueError(
                "expect needs either 'absent: true' or a column with its value; write one of the two"
            )
        return self


class Correction(Record):
    id: KebabId
    row: str = Field(description="Id of the row concerned")
    kind: Literal["withdrawn", "merged", "mended", "rechecked", "documented_error"]
    into: str | None = Field(None, description="Row that a merged one is part of now")
    said: str = Field(description="What the row or the page said")
    reason: str = Field(description="Why it went, or what it is now")
    pages: tuple[Address, ...] = Field(min_length=1, description="Where it was said")
    against: tuple[Address, ...] = Field((), description="What speaks against it, or for the mended form")
    expect: Expect


class Corrections(Record):
    """The content of `corrections.yaml`."""

    corrections: tuple[Correction, ...]


def read_corrections(paths: Paths) -> tuple[Correction, ...]:
    """Read `corrections.yaml`, which a study may lack; ContentError names file, line and remedy."""
    path = paths.seeds / FILE
    if not path.is_file():
        return ()
    return read_model(path, paths.show(path), Corrections).corrections


def correction_problems(paths: Paths, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Return the entries whose guard fails. `tables` holds `chronicle` and `observations` (errors included)."""
    path = paths.seeds / FILE
    name = paths.show(path)
    text = read_text(path, name) if path.is_file() else ""
    corrections = read_corrections(paths)
    out = []
    for i, c in enumerate(corrections):
        line = line_of(text, ("corrections", i, "id"))
        if c.id in {other.id for other in corrections[:i]}:
            out.append(Problem(name, line, f"'{c.id}' is used twice", "Rename one of the two"))
        table = tables[c.expect.table]
        found = table[table["id"] == c.expect.row]
        if c.expect.absent:
            if not found.empty:
                what = f"'{c.id}' says that {c.expect.row} was taken out, but the {c.expect.table} holds it"
                out.append(Problem(name, line, what, "Give the row a new id, or take this entry out"))
        elif found.empty:
            what = f"'{c.id}' is about {c.expect.row}, which the {c.expect.table} does not hold"
            out.append(Problem(name, line, what, "Mend the id"))
        elif c.expect.column not in table:
            out.append(
                Problem(name, line, f"'{c.id}': there is no column '{c.expect.column}'", "Mend the column")
            )
        elif str(found[c.expect.column].iloc[0]) != c.expect.value:
            what = (
                f"'{c.id}' expects {c.expect.row} to have {c.expect.column} '{c.expect.value}', but it has "
                f"'{found[c.expect.column].iloc[0]}'"
            )
            out.append(
                Problem(name, line, what, "Think the entry through again: it may not be needed any more")
            )
        if c.into and c.into not in set(tables[c.expect.table]["id"]):
            out.append(
                Problem(name, line, f"'{c.id}' was merged into '{c.into}', which is no row", "Mend the id")
            )
    return out + _gaps(tables["chronicle"], corrections, name)


def _gaps(chronicle: pd.DataFrame, corrections: tuple[Correction, ...], name: str) -> list[Problem]:
    """Find ids between the first and the last that are neither in use nor accounted for."""
    held = {int(i[1:]) for i in chronicle["id"]}
    gone = {
        int(c.row[1:]) for c in corrections if c.kind in ("withdrawn", "merged") and c.row.startswith("E")
    }
    missing = sorted(set(range(1, max(held, default=0) + 1)) - held - gone)
    return [
        Problem(
            name,
            None,
            f"E{n:03d} is neither in the chronicle nor accounted for",
            "Add an entry that says why it went",
        )
        for n in missing
    ]
