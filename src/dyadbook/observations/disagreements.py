"""Where the evidence disagrees: hand-kept, with both sides, the rule for the value printed first, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

import pandas as pd
from pydantic import BeforeValidator, Field, model_validator

from dyadbook.observations.evidence import Address
from dyadbook.study.models import AnyDate, KebabId, Record
from dyadbook.study.paths import Paths
from dyadbook.study.problems import Problem, nearest
from dyadbook.study.reading import line_of, read_model, read_text

FILE = "disagreements.yaml"
Text = Annotated[AnyDate, BeforeValidator(lambda v: str(v) if isinstance(v, float) else v)]


class Position(Record):
    """One side: a value and what it rests on."""

    value: Text
    rests_on: tuple[str, ...] = Field((), description="rows, series or source documents, by id")
    pages: tuple[Address, ...] = Field(
        (), description="addresses that hold the position and have no row of their own"
    )
    noted_in: tuple[str, ...] = Field((), description="rows whose note records the position")
    note: str | None = None

    @model_validator(mode="after")
    def _supported(self) -> Self:
        if not (self.rests_on or self.pages or self.noted_in):
            raise ValueError(f"position '{self.value}' rests on nothing; add rests_on, pages or noted_in")
        return self


class Disagreement(Record):
    id: KebabId
    about: str = Field(description="What is in question, in words")
    attribute: str = Field(description="date, amount, documents, interval, nature, period ...")
    positions: tuple[Position, ...] = Field(min_length=2)
    headline: Text | None = Field(description="The value printed first; none where the evidence cannot say")
    rule: str = Field(description="Why that value, or why none")
    difference: str = Field(description="How far the positions lie apart")
    changes: str = Field(description="What depends on it")

    @model_validator(mode="after")
    def _headline_is_a_position(self) -> Self:
        values = [p.value for p in self.positions]
        if len(set(values)) < len(values):
            raise ValueError("two positions have one value; join them")
        if self.headline is not None and self.headline not in values:
            raise ValueError(f"headline '{self.headline}' is no position; {nearest(self.headline, values)}")
        return self


class Disagreements(Record):
    """The content of `disagreements.yaml`."""

    disagreements: tuple[Disagreement, ...]


def read_disagreements(paths: Paths) -> tuple[Disagreement, ...]:
    """Read `disagreements.yaml`, which a study may lack; ContentError names file, line and remedy."""
    path = paths.seeds / FILE
    if not path.is_file():
        return ()
    return read_model(path, paths.show(path), Disagreements).disagreements


def disagreement_frame(disagreements: Iterable[Disagreement]) -> pd.DataFrame:
    """Return one line a position: id, position, about, attribute, value, rests_on, pages, noted_in, note, headline, rule,
    difference, changes. Lists are joined with ; and `headline` is a boolean."""
    rows = [
        {
            "id": d.id,
            "position": number,
            "about": d.about,
            "attribute": d.attribute,
            "value": p.value,
            "rests_on": ";".join(p.rests_on) or None,
            "pages": ";".join(p.pages) or None,
            "noted_in": ";".join(p.noted_in) or None,
            "note": p.note,
            "headline": p.value == d.headline,
            "rule": d.rule,
            "difference": d.difference,
            "changes": d.changes,
        }
        for d in disagreements
        for number, p in enumerate(d.positions, 1)
    ]
    # object, so that a missing cell stays None
    return pd.DataFrame(rows, dtype=object).astype({"headline": bool}) if rows else pd.DataFrame()


def disagreement_problems(paths: Paths, known: Iterable[str]) -> list[Problem]:
    """Return the ids that no row, series or source has. `known` lists all of those: E001, O001, series:name, bne."""
    path = paths.seeds / FILE
    name = paths.show(path)
    text = read_text(path, name) if path.is_file() else ""
    disagreements, known = read_disagreements(paths), set(known)
    out = []
    for i, d in enumerate(disagreements):
        line = line_of(text, ("disagreements", i, "id"))
        if d.id in {other.id for other in disagreements[:i]}:
            out.append(Problem(name, line, f"'{d.id}' is used twice", "Rename one of the two"))
        for j, p in enumerate(d.positions):
            for ref in (*p.rests_on, *p.noted_in):
                if ref not in known:
                    where = line_of(text, ("disagreements", i, "positions", j))
                    what = f"'{d.id}': position '{p.value}' rests on '{ref}', which is not in the evidence"
                    out.append(
                        Problem(name, where, what, nearest(ref, known) if len(known) < 40 else "Mend the id")
                    )
    return out
