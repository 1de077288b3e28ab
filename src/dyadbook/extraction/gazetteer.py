"""Who and what the study names: every spelling of its states, people, places and offices, ready for lookup by word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dyadbook.extraction.doc import TOKEN, fold
from dyadbook.study.models import Actor, Person, Publisher, Study

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one spelling stands for.

    `form` is state, demonym, metonym (a capital or palace that may stand for its government), place, body (company,
    ministry, organisation, group), publisher or person. `actor` is the state it acts for, else its own id; None for a person whose
    actor depends on the day. `place` is the name to report where the spelling is used as a place.
    """

    form: str
    actor: str | None = None
    person: str | None = None
    place: str | None = None
    exact: bool = False  # an abbreviation: only in the spelling given, so that "us" is not the "US"


def tokens(name: str) -> Words:
    """Return the words of a name as the tokeniser of `Doc` cuts them.

    >>> tokens("U.S. Ar-Pharazon")
    ('u', 's', 'ar', 'pharazon')
    """
    return tuple(TOKEN.findall(fold(name.removeprefix("the ").removeprefix("The "))))


@dataclass(eq=False)
class Gazetteer:
    """Spellings by their first word; `find` gives the longest one at a place in a text."""

    study: Study
    names: dict[str, list[tuple[Words, Entry]]] = field(default_factory=dict)
    titles: dict[str, list[tuple[Words, str]]] = field(default_factory=dict)  # first word -> title, office id
    publishers: tuple[Publisher, ...] = ()
    dyad: tuple[str, str] = ("", "")

    @classmethod
    def from_study(cls, study: Study) -> Gazetteer:
        """Index every name, alias, demonym and metonym of the study, and the titles of its offices."""
        gazetteer = cls(study, publishers=study.publishers, dyad=study.dyad)
        for actor in study.actors:
            gazetteer._actor(actor)
        for place in study.places:
            for name in (place.name, *place.aliases):
                gazetteer._place(tokens(name), place.name, place.actor)
        titles = {tokens(t)[0] for office in study.offices for t in office.titles}
        for publisher in study.publishers:
            for name in (publisher.name, *publisher.aliases):
                words = tokens(name)
                # "President of X" cites a web site in brackets and is an office-holder everywhere else
                if len(words) > 1 and words[0] not in titles:
                    gazetteer._put(name, Entry("publisher"))
        for person in study.people:
            for name in (person.name, *person.aliases):
                gazetteer._put(name, Entry("person", person=person.id))
        for office in study.offices:
            for title in office.titles:
                words = tokens(title)
                gazetteer.titles.setdefault(words[0], []).append((words, office.id))
        for index in (gazetteer.names, gazetteer.titles):
            for entries in index.values():
                entries.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        return gazetteer

    def _actor(self, actor: Actor) -> None:
        acts_for = self.acts_for(actor.id)
        state = actor.kind == "state"
        for name in (actor.name, *actor.aliases):
            entry = Entry("state" if state else "body", acts_for, place=actor.name if state else None)
            self._put(name, entry)
        for name in actor.demonyms:
            self._put(name, Entry("demonym", acts_for))
        for name in actor.metonyms:
            self._put(name, Entry("metonym", acts_for, place=name))

    def _put(self, name: str, entry: Entry) -> None:
        words = tokens(name)
        if not words:
            return
        letters = [c for c in name if c.isalpha()]
        if entry.form != "person" and len(letters) <= 5 and all(c.isupper() for c in letters):
            entry = Entry(entry.form, entry.actor, entry.person, entry.place, exact=True)
        listed = self.names.setdefault(words[0], [])
        if (words, entry) not in listed:
            listed.append((words, entry))

    def _place(self, words: Words, name: str, actor: str | None) -> None:
        listed = self.names.setdefault(words[0], [])
        for k, (known, entry) in enumerate(listed):
            if known == words and entry.form in ("metonym", "state"):
                listed[k] = (words, Entry(entry.form, entry.actor, place=name, exact=entry.exact))
                return
        listed.append((words, Entry("place", actor, place=name)))

    def acts_for(self, actor_id: str) -> str:
        """Return the state that an actor acts for, following `part_of` upwards; itself where it acts for none."""
        seen = {actor_id}
        while (part_of := self.study.actor[actor_id].part_of) and part_of not in seen:
            seen.add(part_of)
            actor_id = part_of
        return actor_id

    def find(
        self, words: Sequence[str], starts: Sequence[int], text: str, i: int, end: int
    ) -> tuple[int, list[Entry]] | None:
        """Return how many words from `i` (never past `end`) spell a name, and what it may stand for; None if none do.

        A name counts only where the text writes it with a capital.
        """
        candidates = self.names.get(words[i])
        if candidates is None or not text[starts[i]].isupper():
            return None
        best, found = 0, []
        for spelling, entry in candidates:
            n = len(spelling)
            if n < best:
                break
            if n > 1 and (i + n > end or words[i + 1] != spelling[1] or tuple(words[i : i + n]) != spelling):
                continue
            last = starts[i + n - 1]
            if n > 1 and last - starts[i] > 3 * sum(map(len, spelling)) + 3:
                continue
            if entry.exact and not text[starts[i] : last + len(spelling[-1])].replace(".", "").isupper():
                continue
            best = n
            found.append(entry)
        return (best, found) if found else None

    def title(self, words: Sequence[str], i: int, end: int) -> tuple[int, str] | None:
        """Return the length and the office id of the longest office title that starts at word `i`."""
        for spelling, office in self.titles.get(words[i], ()):
            n = len(spelling)
            if i + n <= end and (n == 1 or tuple(words[i : i + n]) == spelling):
                return n, office
        return None

    @cached_property
    def _holders(self) -> dict[tuple[str, str], list[Person]]:
        held: dict[tuple[str, str], list[Person]] = {}
        for person in self.study.people:
            for office in person.offices:
                held.setdefault((office.office, self.acts_for(office.actor)), []).append(person)
        return held

    @cached_property
    def _within(self) -> dict[str, str]:
        """Name of a city or a capital -> name of the state that it lies in."""
        states = self.study.actor
        capitals = {m: a.name for a in self.study.actors if a.kind == "state" for m in a.metonyms}
        return capitals | {p.name: states[p.actor].name for p in self.study.places if p.actor}

    def finer(self, new: str, old: str) -> bool:
        """Tell whether the place `new` should replace `old`: never a state one of its own cities."""
        return self._within.get(old) != new

    def holder(self, office: str, actor: str, day: dt.date | None) -> str | None:
        """Return who held an office of `actor` on `day`; None where nobody, or more than one person, is known to."""
        found = {
            p.id
            for p in self._holders.get((office, actor), ())
            if any(o.office == office and self.acts_for(o.actor) == actor for o in p.held(day))
        }
        return found.pop() if len(found) == 1 else None

    def actor_of(self, person_id: str, day: dt.date | None) -> str | None:
        """Return the state that a person acts for on `day`, or at any time where no term covers the day."""
        person = self.study.person[person_id]
        held = person.held(day) or person.offices
        return self.acts_for(held[0].actor) if held else None

    def person(self, entries: Sequence[Entry], day: dt.date | None) -> Entry:
        """Choose among people of one name: who held an office on `day`, else the first listed."""
        people = [e for e in entries if e.person]
        for entry in people:
            if self.study.person[entry.person].held(day):
                return entry
        return people[0]
