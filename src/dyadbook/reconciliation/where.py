"""Places and people as the study knows them: which place lies in which state, who travels and who is at home."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from dyadbook.study.models import Study


@dataclass(frozen=True)
class Where:
    """Looks up places and people of one study."""

    study: Study

    @cached_property
    def _places(self) -> dict[str, tuple[str, str | None]]:
        known: dict[str, tuple[str, str | None]] = {}
        for actor in self.study.actors:
            if actor.kind == "state":
                for name in (actor.name, *actor.aliases, actor.id):
                    known.setdefault(name.casefold(), (actor.name, actor.id))
        for place in self.study.places:
            for name in (place.name, *place.aliases, place.id):
                known[name.casefold()] = (place.name, place.actor)
        return known

    def name(self, place: str | None) -> str | None:
        """Return the study's name of a place; a place it does not know keeps its own."""
        return self._places.get(place.casefold(), (place, None))[0] if place else None

    def state(self, place: str | None) -> str | None:
        """Return the id of the state that a place lies in, or None."""
        return self._places.get(place.casefold(), (None, None))[1] if place else None

    def is_state(self, place: str | None) -> bool:
        """Tell whether a place is a whole state."""
        state = self.state(place)
        return state is not None and self.name(place) == self.study.actor[state].name

    def compatible(self, a: str | None, b: str | None) -> bool:
        """Tell whether two places may be one: equal, unknown, or a town and the state that it lies in."""
        if not a or not b or self.name(a) == self.name(b):
            return True
        same_state = self.state(a) is not None and self.state(a) == self.state(b)
        return same_state and (self.is_state(a) or self.is_state(b))

    def state_of(self, person: str, day: dt.date | None = None) -> str | None:
        """Return the state that a person acted for on `day` (by any office ever held, where none then)."""
        known = self.study.person.get(person)
        if known is None:
            return None
        for office in known.held(day) or known.offices:
            actor = self.study.actor[office.actor]
            return actor.id if actor.kind == "state" else actor.part_of or actor.id
        return None

    def travellers(self, people: frozenset[str], place: str | None, day: dt.date | None) -> frozenset[str]:
        """Return those of `people` who are not at home in the state of `place`: nobody, where only hosts are named.

        Where the state of the place is unknown, all of `people` may be travelling.
        """
        host = self.state(place)
        if host is None:
            return people
        return frozenset(p for p in people if self.state_of(p, day) != host)

    def person_name(self, person: str) -> str:
        known = self.study.person.get(person)
        return known.name if known else person

    def titles(self, person: str, day: dt.date | None = None) -> tuple[str, ...]:
        """Return the titles of the offices that a person held on `day`."""
        known = self.study.person.get(person)
        held = {office.office for office in known.held(day)} if known else set()
        return tuple(title for office in self.study.offices if office.id in held for title in office.titles)
