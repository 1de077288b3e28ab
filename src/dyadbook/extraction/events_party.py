"""A party to an event as a sentence names it, and what a text has said so far of whom."""

from __future__ import annotations

from dataclasses import dataclass, field

AGENT = frozenset({"person", "role", "state", "metonym", "body", "group", "pronoun", "organisation"})


@dataclass(slots=True, eq=False)
class Party:
    """Words `i` to `j` name somebody.

    `kind`: person, role, state, metonym, body, organisation, place, modifier (a demonym before a thing), group, pronoun,
    counterpart. `actors`: the states or organisations, in order; empty where not known.
    """

    i: int
    j: int
    kind: str
    actors: tuple[str, ...] = ()
    person: str | None = None
    place: str | None = None
    head: str = ""  # the title, the noun after a demonym, the pronoun
    posted: str | None = None  # the state to which an ambassador is sent
    before: str = ""  # the preposition before it
    owner: bool = False  # written with 's

    @property
    def agent(self) -> bool:
        return self.kind in AGENT

    @property
    def human(self) -> bool:
        return self.kind in ("person", "role", "group", "pronoun", "counterpart")


@dataclass
class Memory:
    """What the text has said so far of whom: surnames learnt, last bearer of a title, last person, last pair."""

    names: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)  # surname -> actor, person
    titles: dict[str, Party] = field(default_factory=dict)
    person: Party | None = None
    subject: Party | None = None
    pair: tuple[str, ...] = ()
