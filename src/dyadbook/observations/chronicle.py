"""The hand-coded chronicle: one event a row, each with its source, and what can be wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Self

import pandas as pd
from pydantic import Field, StringConstraints, model_validator

from dyadbook.observations.evidence import Cited, exists
from dyadbook.study import dates
from dyadbook.study.codebook import Codebook
from dyadbook.study.models import Actor, Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.rows import Numbered, frame, read_rows

EventId = Annotated[str, StringConstraints(pattern=r"^E\d{3,}$")]
FILE = "chronicle.csv"
COLUMNS = [
    "id",
    "date",
    "precision",
    "type",
    "subtype",
    "dimension",
    "status",
    "initiator",
    "target",
    "actors",
    "place",
    "amount",
    "unit",
    "description",
    "source_url",
    "publisher",
    "pub_date",
    "coder",
    "checked",
    "check_url",
    "same_as",
    "note",
]


class Event(Cited):
    """One hand-coded event. Phases are computed, never coded."""

    id: EventId = Field(description="Never reused, not even after the row is withdrawn")
    date: str = Field(description="First day, of the precision that the source gives (EDTF)")
    precision: str = Field(description="Precision of the date, as the codebook defines it")
    type: str = Field(description="Event type of the codebook")
    subtype: str = Field(description="The finer hand-coded type")
    dimension: str = Field(description="economic, political, security or societal")
    status: str = Field(description="Status as the sources give it")
    initiator: str | None = Field(description="Who acts, where there is direction")
    target: str | None = Field(
        description="On or towards whom, where there is direction; several joined with ;"
    )
    actors: str = Field(description="Everybody involved, joined with ;")
    place: str | None = Field(description="Where, only if a source says so")
    amount: float | None = Field(ge=0, description="How much or how many")
    unit: str | None = Field(description="Unit of the amount")
    description: str = Field(description="What happened, in this project's words")
    coder: str = Field(description="Who coded it, and whether anybody coded it again")
    same_as: EventId | None = Field(
        description="The row that stands for the same event; this one is another report of it"
    )

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if not exists(self.date):
            raise ValueError(
                f"date '{self.date}' does not exist; Write it as 2007, 2007-05, 2007-05-21 or 2007-05/2007-09"
            )
        if (fits := dates.precision(self.date)) != self.precision:
            raise ValueError(
                f"date '{self.date}' has the precision {fits}, not {self.precision}; Write {fits}, or mend the date"
            )
        if (self.amount is None) != (self.unit is None):
            raise ValueError("an amount and its unit belong together; Fill in both or neither")
        return self

    def codes(self) -> list[str]:
        """Return every actor code that the row uses."""
        cells = (self.actors, self.initiator, self.target)
        return list(dict.fromkeys(code for cell in cells if cell for code in cell.split(";")))


def chronicle_file(paths: Paths) -> str:
    return paths.show(paths.seeds / FILE)


def read_chronicle(paths: Paths) -> pd.DataFrame:
    """Return the chronicle in the order of its file, columns as in `COLUMNS`; ContentError names every broken row."""
    rows, problems = read_rows(paths.seeds / FILE, chronicle_file(paths), Event)
    if problems:
        raise ContentError(problems)
    return frame(rows, Event)[COLUMNS]


def main_rows(chronicle: pd.DataFrame) -> pd.DataFrame:
    """Return one row an event: without those that only report the same event in another way."""
    return chronicle[chronicle["same_as"].isna()]


def chronicle_problems(paths: Paths, study: Study, codebook: Codebook) -> list[Problem]:
    """Return everything that is wrong with the chronicle."""
    name = chronicle_file(paths)
    rows, problems = read_rows(paths.seeds / FILE, name, Event)
    for n in rows:
        problems += [
            Problem(name, n.line, f"{n.row.id}: {what}", remedy) for what, remedy in _codes(n.row, codebook)
        ]
        problems += [
            Problem(name, n.line, f"{n.row.id}: {what}", remedy) for what, remedy in _actors(n.row, study)
        ]
        if n.row.checked in ("contradicted", "not_found"):
            what = f"{n.row.id}: nothing supports it (checked: {n.row.checked})"
            problems.append(Problem(name, n.line, what, "Take the row out and say why in corrections.yaml"))
    return problems + _ids(rows, name) + _duplicates(rows, name)


def _codes(event: Event, codebook: Codebook) -> Iterator[tuple[str, str]]:
    for column, valid in (
        ("type", codebook.event_type),
        ("status", codebook.status),
        ("dimension", [d.id for d in codebook.dimensions]),
        ("precision", [p.id for p in codebook.precisions]),
    ):
        value = getattr(event, column)
        if value not in valid:
            yield f"{column} '{value}' is not in the codebook", nearest(value, valid)
    finer = codebook.hand_type.get(event.subtype)
    if codebook.hand_types and finer is None:
        yield f"subtype '{event.subtype}' is not in the codebook", nearest(event.subtype, codebook.hand_type)
    elif finer and event.type in codebook.event_type and event.type not in finer.event_types:
        what = f"subtype '{event.subtype}' does not belong to type '{event.type}'"
        yield what, f"It belongs to {', '.join(finer.event_types)}"


def _actors(event: Event, study: Study) -> Iterator[tuple[str, str]]:
    for code in event.codes():
        actor = study.actor.get(code)
        if actor is None:
            yield f"actor '{code}' is not in the study", nearest(code, study.actor)
        elif (actor.since or actor.until) and not dates.overlap(event.date, term := _term(actor)):
            what = f"{actor.name} did not exist at {dates.show(event.date)} (it existed {dates.show(term)})"
            yield what, "Mend the date or the actor"
    members = event.actors.split(";")
    for column in ("initiator", "target"):
        for code in (getattr(event, column) or "").split(";"):
            if code and code not in members and code in study.actor:
                yield f"{column} '{code}' is not among the actors", "Add it to actors, or mend it"


def _term(actor: Actor) -> str:
    return f"{actor.since or '..'}/{actor.until or '..'}"


def _ids(rows: list[Numbered[Event]], name: str) -> list[Problem]:
    seen: dict[str, int] = {}
    out = []
    ids = {n.row.id for n in rows}
    for n in rows:
        if n.row.id in seen:
            what = f"{n.row.id}: this id stands on line {seen[n.row.id]} already"
            out.append(Problem(name, n.line, what, "Give the newer row the next free id"))
        seen.setdefault(n.row.id, n.line)
        if n.row.same_as and (n.row.same_as not in ids or n.row.same_as == n.row.id):
            what = f"{n.row.id}: same_as names '{n.row.same_as}', which is no other row"
            out.append(Problem(name, n.line, what, nearest(n.row.same_as, ids - {n.row.id})))
    return out


def _duplicates(rows: list[Numbered[Event]], name: str) -> list[Problem]:
    """Find pairs with one date, type, actors and place, unless one of the two names the other."""
    groups: dict[tuple, list[Numbered[Event]]] = defaultdict(list)
    for n in rows:
        key = (n.row.date, n.row.type, frozenset(n.row.actors.split(";")), n.row.place)
        groups[key].append(n)
    out = []
    for group in groups.values():
        for i, late in enumerate(group):
            for early in group[:i]:
                if late.row.id == early.row.id or _named(late.row, early.row) or _named(early.row, late.row):
                    continue
                what = f"{late.row.id}: has the date, type, actors and place of {early.row.id} (line {early.line})"
                remedy = (
                    "If it is the same event, write that id into same_as; if not, say in the note how they differ"
                    f" and name {early.row.id}"
                )
                out.append(Problem(name, late.line, what, remedy))
    return out


def _named(one: Event, other: Event) -> bool:
    return one.same_as == other.id or other.id in (one.note or "")
