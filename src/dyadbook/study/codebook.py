"""The codebook: what event types, statuses, dimensions and date precisions mean, read from seeds/codebook.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from dyadbook.study.models import Record
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.reading import read_model

# The codes the package computes with. A codebook must define each of them; it may not add to them, because no rule would
# ever assign the addition.
EVENT_TYPES = (
    "visit",
    "meeting",
    "agreement",
    "cooperation",
    "military",
    "trade",
    "sanctions",
    "membership",
    "statement",
    "conflict",
    "west_relations",
)
STATUSES = (
    "occurred",
    "signed",
    "in_force",
    "ongoing",
    "planned",
    "postponed",
    "reported",
    "denied",
    "proposed",
    "forecast",
    "hypothetical",
)
DIMENSIONS = ("economic", "political", "security", "societal")
PRECISIONS = ("day", "week", "month", "year", "decade", "range", "unknown")

# PLOVER's sixteen categories by its four quadrants (manual, chapter "Event Categories"); the 2021 drafts' DEMAND is the
# published data set's REQUEST.
PLOVER_QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}

CodeId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
PloverEvent = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]


class Plover(Record):
    """One PLOVER code: what was done, how, and about what."""

    event: PloverEvent
    mode: str | None = None
    context: tuple[str, ...] = ()
    note: str | None = None

    @property
    def quad(self) -> str:
        """Return the quadrant: verbal or material, cooperation or conflict."""
        return next(quad for quad, events in PLOVER_QUADS.items() if self.event in events)

    def __str__(self) -> str:
        how = "-".join(filter(None, [self.event, self.mode]))
        return f"{how} ({', '.join(self.context)})" if self.context else how


class PloverReference(Record):
    """Which PLOVER the mapping follows, and where it is."""

    version: str
    citation: str
    address: str
    note: str = ""


class Code(Record):
    """An id with its definition."""

    id: CodeId
    definition: str
    name: str = ""

    @property
    def label(self) -> str:
        return self.name or self.id.replace("_", " ")


class EventType(Code):
    include: tuple[str, ...] = Field(min_length=1)
    exclude: tuple[str, ...] = Field(min_length=1)
    example: str
    plover: tuple[Plover, ...] = Field(min_length=1, description="the usual code first")
    dimension: CodeId


class Status(Code):
    asserts: bool = Field(
        description="whether a source that uses it says that the event happened or is happening"
    )
    used_by: Literal["both", "hand"] = "both"


class HandType(Code):
    """A finer type of hand coding; `types` where one word serves several event types, else `type`."""

    type: CodeId | None = None
    types: tuple[CodeId, ...] = ()
    dimension: CodeId | None = None

    @property
    def event_types(self) -> tuple[str, ...]:
        return self.types or ((self.type,) if self.type else ())


class Codebook(Record):
    """The content of `codebook.yaml`."""

    title: str = "Codebook"
    plover: PloverReference
    event_types: tuple[EventType, ...]
    statuses: tuple[Status, ...]
    dimensions: tuple[Code, ...]
    precisions: tuple[Code, ...]
    hand_types: tuple[HandType, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Codebook:
        _exactly("event type", EVENT_TYPES, (t.id for t in self.event_types))
        _exactly("status", STATUSES, (s.id for s in self.statuses if s.used_by == "both"))
        _exactly("dimension", DIMENSIONS, (d.id for d in self.dimensions))
        _exactly("precision", PRECISIONS, (p.id for p in self.precisions))
        _exactly("status", (s.id for s in self.statuses), (s.id for s in self.statuses))
        _exactly("hand type", (h.id for h in self.hand_types), (h.id for h in self.hand_types))
        for code in (*self.event_types, *self.hand_types):
            if code.dimension and code.dimension not in DIMENSIONS:
                raise ValueError(
                    f"'{code.id}' has the dimension '{code.dimension}', which is not defined; {nearest(code.dimension, DIMENSIONS)}"
                )
        for hand in self.hand_types:
            if not hand.event_types:
                raise ValueError(f"hand type '{hand.id}' belongs to no event type; add 'type'")
            for name in hand.event_types:
                if name not in EVENT_TYPES:
                    raise ValueError(
                        f"hand type '{hand.id}' belongs to '{name}', which is no event type; {nearest(name, EVENT_TYPES)}"
                    )
        return self

    @cached_property
    def event_type(self) -> dict[str, EventType]:
        return {t.id: t for t in self.event_types}

    @cached_property
    def status(self) -> dict[str, Status]:
        return {s.id: s for s in self.statuses}

    @cached_property
    def hand_type(self) -> dict[str, HandType]:
        return {h.id: h for h in self.hand_types}

    @property
    def asserting(self) -> tuple[str, ...]:
        """Return the ids of the statuses by which a source says that an event happened or is happening."""
        return tuple(s.id for s in self.statuses if s.asserts)

    def dimension_of(self, event_type: str, hand_type: str | None = None) -> str:
        """Return the dimension of an event: its hand type's where that has one, else its type's; KeyError if unknown."""
        finer = self.hand_type.get(hand_type) if hand_type else None
        return (finer.dimension if finer else None) or self.event_type[event_type].dimension


def _exactly(what: str, wanted: Iterable[str], given: Iterable[str]) -> None:
    wanted, given = list(dict.fromkeys(wanted)), list(given)
    if twice := sorted({g for g in given if given.count(g) > 1}):
        raise ValueError(f"{what} '{twice[0]}' is defined twice; keep one")
    if missing := [w for w in wanted if w not in given]:
        raise ValueError(f"{what} '{missing[0]}' is not defined; the package codes by it, so define it")
    if extra := [g for g in given if g not in wanted]:
        raise ValueError(f"{what} '{extra[0]}' is not known to the package; {nearest(extra[0], wanted)}")


def codebook_file(paths: Paths) -> str:
    return paths.show(paths.seeds / "codebook.yaml")


def read_codebook(paths: Paths) -> Codebook:
    """Read `codebook.yaml`; ContentError names file, line and remedy."""
    return read_model(paths.seeds / "codebook.yaml", codebook_file(paths), Codebook)


def problems(paths: Paths) -> list[Problem]:
    """Return what is wrong with the codebook; an empty list where nothing is."""
    try:
        read_codebook(paths)
    except ContentError as error:
        return error.problems
    return []
