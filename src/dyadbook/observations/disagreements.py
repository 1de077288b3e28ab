"""Where the evidence disagrees: hand-kept, with both sides, the rule for the value printed first, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

import pandas as pd
from pydantic import BeforeValidator, Field, model_validator

from dyadbook.observations.evidence import Address
from dyadbook.study.models import AnyDate, KebabId, Record, slug
from dyadbook.study.paths import Paths
from dyadbook.study.problems import Problem, nearest
from dyadbook.study.reading import line_of, read_model, read_text
from dyadbook.study.tables import many

FILE = "disagreements.yaml"
NOT_DISPUTED = "The documents of this run do not disagree on it."
Text = Annotated[AnyDate, BeforeValidator(lambda v: str(v) if isinstance(v, float) else v)]


class Position(Record):
    """One side: a value and what it rests on."""

    value: Text
    rests_on: tuple[str, ...] = Field((), description="rows, series or source documents, by id")
    pages: tuple[Address, ...] = Field(
        (), description="addresses that hold the position and have no row of their own"
    )
    noted_in: tuple[str, ...] = Field((), description="rows whose note records the position")
    events: tuple[str, ...] = Field(
        (),
        description="extracted events that assert the position, by id; false where another one is printed first",
    )
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
    headline: Text | None = Field(
        None, description="The value printed first; none where the evidence cannot say"
    )
    rule: str | None = Field(None, description="Why that value, or why none")
    asked_again: str | None = Field(
        None,
        description="id of the disagreement among documents with this question; it decides, with its own rule",
    )
    difference: str = Field(description="How far the positions lie apart")
    changes: str = Field(description="What depends on it")

    @model_validator(mode="after")
    def _headline_is_a_position(self) -> Self:
        if self.asked_again and (self.headline or self.rule):
            raise ValueError("one question needs one rule; take out headline and rule, or asked_again")
        if not (self.asked_again or self.rule):
            raise ValueError("there is no rule; say why that value is printed first, or why none is")
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
    """Return one line a position: id, position, about, attribute, value, rests_on, pages, noted_in, events, note, headline,
    rule, asked_again, difference, changes. Lists are joined with ; and `headline` is a boolean."""
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
            "events": ";".join(p.events) or None,
            "note": p.note,
            "headline": p.value == d.headline,
            "rule": d.rule,
            "asked_again": d.asked_again,
            "difference": d.difference,
            "changes": d.changes,
        }
        for d in disagreements
        for number, p in enumerate(d.positions, 1)
    ]
    # object, so that a missing cell stays None
    return pd.DataFrame(rows, dtype=object).astype({"headline": bool}) if rows else pd.DataFrame()


def decide(positions: pd.DataFrame, disputed: pd.DataFrame) -> pd.DataFrame:
    """Return `positions` with headline and rule of those questions that the documents of a run dispute too.

    `positions` is what `disagreement_frame` gives, `disputed` the table `disagreements` of the run. A question that names
    one of its ids in `asked_again` prints what that one prints; where the run has no such dispute, nothing is printed first.
    ValueError where the run prints a value that is no position here.
    """
    if positions.empty:
        return positions
    out = positions.copy()
    for ident, asked in positions.drop_duplicates("id").set_index("id")["asked_again"].items():
        if not asked:
            continue
        mine = out["id"] == ident
        first = disputed[(disputed["id"] == asked) & disputed["headline"].astype(bool)]
        out.loc[mine, "rule"] = first["rule"].iloc[0] if len(first) else NOT_DISPUTED
        if len(first):
            value = first["value"].iloc[0]
            chosen = mine & (out["value"].map(_plain) == _plain(value))
            if not chosen.any():
                raise ValueError(
                    f"disagreements.yaml: '{ident}' lacks the position '{value}' of {asked}; add it"
                )
            out.loc[chosen, "headline"] = True
    return out


def _plain(value: str) -> str:
    """Return a value for comparison: '16 years and 4 months' is '16 years 4 months'."""
    return slug(value).replace("-and-", "-")


def denied_events(positions: pd.DataFrame) -> dict[str, str]:
    """Return the extracted events that the hand-kept evidence holds to be otherwise: event id to id of the disagreement."""
    if positions.empty:
        return {}
    settled = set(positions.loc[positions["headline"], "id"])
    lost = positions[positions["id"].isin(settled) & ~positions["headline"]]
    return {event: row.id for row in lost.itertuples() for event in many(row.events)}


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
