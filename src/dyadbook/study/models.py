"""What defines one book: the dyad, its people and places with their names, and the phases."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from dyadbook.study import dates

KebabId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
ActorId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,11}$")]


def _text(value: object) -> object:
    # YAML reads 2007 and 2007-05-21 as number and date; a date of any precision is text here
    return str(value) if isinstance(value, (int, dt.date)) and not isinstance(value, bool) else value


def _calendar(value: str) -> str:
    if not dates.is_calendar(value):
        raise ValueError(f"'{value}' is no date; write it as 2007, 2007-05, 2007-05-21 or 2007-05/2007-09")
    first, last = dates.span(value)
    if first and last and last < first:
        raise ValueError(f"'{value}' ends before it begins; swap its ends")
    return value


AnyDate = Annotated[str, BeforeValidator(_text), Field(description="EDTF date of any precision")]
CalendarDate = Annotated[AnyDate, BeforeValidator(lambda v: _calendar(_text(v)))]


class Record(BaseModel):
    """Strict and frozen: an unknown key is an error, not a silent extra."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Actor(Record):
    """Somebody who acts in the dyad: a state, an organisation, a company, a ministry, or a group such as 'the West'."""

    id: ActorId = Field(description="ISO 3166-1 alpha-3 for states, own capitals for others")
    kind: Literal["state", "organisation", "company", "body", "group"] = "state"
    name: str
    aliases: tuple[str, ...] = Field((), description="every other spelling that a source uses")
    demonyms: tuple[str, ...] = Field((), description="adjectives and names of its people")
    metonyms: tuple[str, ...] = Field((), description="what stands for its government: the capital, a palace")
    part_of: ActorId | None = Field(None, description="the state that a company or a ministry acts for")
    since: CalendarDate | None = None
    until: CalendarDate | None = None


class OfficeHeld(Record):
    """One person's time in one office."""

    office: KebabId
    actor: ActorId
    since: CalendarDate | None = Field(
        None, description="first day, of any precision; none where no source was found"
    )
    until: CalendarDate | None = Field(None, description="last day; none where still held or not known")
    attested: CalendarDate | None = Field(
        None,
        description="when a source shows the person in the office; stands in for an end that no source gives",
    )
    source: str | None = Field(
        None, description="chronicle ids, source ids and addresses that the dates rest on"
    )

    def covers(self, day: dt.date) -> bool:
        """Tell whether the office is known to have been held on `day`.

        An end that is not known counts as open, unless `attested` is given: then the office counts from or to that time
        only, else an ambassador seen once in 1998 would be the ambassador of every year.
        """
        return in_term(self.since or self.attested, self.until or self.attested, day)


class Person(Record):
    id: KebabId
    name: str
    aliases: tuple[str, ...] = Field(
        (), description="every other spelling that a source uses, surnames alone included"
    )
    offices: tuple[OfficeHeld, ...] = ()
    note: str | None = None

    def held(self, day: dt.date | None) -> tuple[OfficeHeld, ...]:
        """Return the offices that the person held on `day` (all of them where no day is known)."""
        return tuple(o for o in self.offices if day is None or o.covers(day))


class Office(Record):
    """A post and the titles that texts call it by; a rule combines a title with a demonym or a state."""

    id: KebabId
    titles: tuple[str, ...]


class Place(Record):
    id: KebabId
    name: str
    aliases: tuple[str, ...] = ()
    actor: ActorId | None = Field(None, description="the state it lies in")


class Publisher(Record):
    """A publication as in-text citations name it."""

    name: str
    aliases: tuple[str, ...] = ()


class Phase(Record):
    """A named span of the relationship; it ends where the next begins."""

    id: KebabId
    name: str
    start: dt.date
    rule: str = Field(description="what sets the boundary, in words")
    rests_on: tuple[str, ...] = Field(description="chronicle ids and claims that the boundary rests on")
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
    question: str = Field("", description="what the chapter on this phase asks")


class Prelude(Record):
    name: str = "Before the first phase"
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#8A8A8A"


class Study(Record):
    """The content of `study.yaml`."""

    id: KebabId
    title: str
    subtitle: str = ""
    dyad: tuple[ActorId, ActorId]
    span: CalendarDate
    as_of: dt.date = Field(description="the day to which the study is complete; the default end of every run")
    actors: tuple[Actor, ...]
    people: tuple[Person, ...] = ()
    offices: tuple[Office, ...] = ()
    places: tuple[Place, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    prelude: Prelude = Prelude()
    phases: Annotated[tuple[Phase, ...], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _consistent(self) -> Study:
        def once(what: str, ids: list[str]) -> None:
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"{what} '{twice[0]}' is defined twice; keep one")

        once("actor", [a.id for a in self.actors])
        once("person", [p.id for p in self.people])
        once("office", [o.id for o in self.offices])
        once("place", [p.id for p in self.places])
        once("phase", [p.id for p in self.phases])
        actors = {a.id for a in self.actors}
        named = {*self.dyad, *(a.part_of for a in self.actors), *(p.actor for p in self.places)}
        named |= {o.actor for p in self.people for o in p.offices}
        if unknown := sorted(named - actors - {None}):
            raise ValueError(f"actor '{unknown[0]}' is used but not listed under actors; add it there")
        offices = {o.id for o in self.offices}
        if unknown := sorted({o.office for p in self.people for o in p.offices} - offices):
            raise ValueError(f"office '{unknown[0]}' is used but not listed under offices; add it there")
        for person in self.people:
            for held in person.offices:
                first, last = dates.span(held.since)[0], dates.span(held.until)[1]
                if first and last and last < first:
                    raise ValueError(
                        f"person '{person.id}' leaves the office of {held.office} before taking it; swap the dates"
                    )
        starts = [p.start for p in self.phases]
        if starts != sorted(set(starts)):
            bad = next(b for a, b in zip(self.phases, self.phases[1:], strict=False) if b.start <= a.start)
            raise ValueError(
                f"phase '{bad.id}' must start after the phase before it; put the phases in the order of their start"
            )
        first, last = dates.span(self.span)
        for phase in self.phases:
            if not (first or phase.start) <= phase.start <= self.as_of:
                raise ValueError(
                    f"phase '{phase.id}' starts outside the study, which runs from {first} to {self.as_of}; move it or widen the span"
                )
        if last and last < self.as_of:
            raise ValueError(
                "'as_of' lies after the end of 'span'; a study cannot be complete beyond its span"
            )
        return self

    @cached_property
    def actor(self) -> dict[str, Actor]:
        return {a.id: a for a in self.actors}

    @cached_property
    def person(self) -> dict[str, Person]:
        return {p.id: p for p in self.people}

    def name_of(self, actor_id: str) -> str:
        """Return an actor's name, or its id where the study does not list it."""
        return self.actor[actor_id].name if actor_id in self.actor else actor_id


def in_term(since: str | None, until: str | None, day: dt.date) -> bool:
    """Tell whether `day` lies in a term whose ends may be of any precision, or unknown (then open)."""
    first = dates.span(since)[0] if since else None
    last = dates.span(until)[1] if until else None
    return (first is None or first <= day) and (last is None or day <= last)


def slug(text: str) -> str:
    """Return `text` as a kebab-case id; an accented letter loses its accent, not its place.

    >>> slug("Annúminas, 3 May")
    'annuminas-3-may'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
