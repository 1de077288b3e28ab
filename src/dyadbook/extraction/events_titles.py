"""Titles and the people who bear them: "the Gondorian deputy foreign minister Beregond", "the president", "his envoy".

A title with a state is resolved to the person who held the office on the day. A person whom the study does not list is
learnt from the text: after "the Gondorian envoy Beregond", "Beregond" acts for Gondor to the end of the document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.events_party import Memory, Party
from dyadbook.extraction.events_rules import Lexicon
from dyadbook.extraction.gazetteer import Gazetteer

POSTS = frozenset(
    [
        "ambassador",
        "envoy",
        "representative",
        "plenipotentiary",
        "attaché",
        "attache",
        "consul",
        "diplomat",
        "embassy",
    ]
)
MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
HEADS = frozenset(
    {"president", "premier", "minister", "ambassador", "envoy", "leader", "officials", "official"}
)
SAME_TITLE = {"state": "president", "leader": "president"}


class TitleReader:
    """Reads titles, with what stands before and after them, for the reader of parties."""

    def __init__(self, gazetteer: Gazetteer, memory: Memory, lexicon: Lexicon):
        self.gazetteer, self.memory = gazetteer, memory
        self.titles, self.modifiers = lexicon.classes["titles"], lexicon.classes["title_modifiers"]
        self.fields = lexicon.classes["fields"]
        self.doc: Doc

    def role(self, sent: Sent, i: int, j: int, actor: str | None, day: dt.date) -> Party | None:
        """A title after a demonym or a possessive: "the Gondorian deputy foreign minister Beregond"."""
        words, k = sent.words, j
        office = None
        while k < min(sent.hi, j + 8):
            gap = sent.gap(k)
            if any(c in gap for c in ';:"()') or ("," in gap and words[k] not in self.modifiers):
                return None
            title = self.gazetteer.title(words, k, sent.hi)
            if title:
                office = title[1]
                k += title[0]
                break
            if words[k] in self.titles and not (
                words[k] in self.modifiers
                and k + 1 < sent.hi
                and (words[k + 1] in self.titles or words[k + 1] in self.modifiers)
            ):
                k += 1
                break
            if words[k] not in self.modifiers and words[k] not in self.titles:
                return None
            k += 1
        else:
            return None
        return self._complete(sent, i, k, actor, office, day)

    def _complete(
        self, sent: Sent, i: int, k: int, actor: str | None, office: str | None, day: dt.date
    ) -> Party:
        """Take in what follows a title: its ministry, its state, its posting, and a name."""
        words = sent.words
        while k < sent.hi and sent.gap(k) == " " and words[k] in self.titles:
            k += 1
        head, posted = words[k - 1], None
        for _ in range(2):
            if (
                k + 1 >= sent.hi
                or sent.gap(k) != " "
                or words[k] not in ("to", "in", "of", "for", "on", "and")
            ):
                break
            named = self._state_after(sent, k)
            if named:
                state, end, body = named
                if body:  # the president of a company is not that of the state
                    office = None
                if words[k] in ("of", "for") and actor in (None, state):
                    actor = state
                elif words[k] in ("to", "in") and head in POSTS:
                    posted = state
                else:
                    break
                k = end
            elif words[k] in ("of", "for", "and"):
                field = k + 1
                while field < min(sent.hi, k + 9) and sent.gap(field) in (" ", ", ", "-") and (
                    words[field] in self.modifiers or words[field] in self.fields
                ):  # fmt: skip
                    field += 1
                if field == k + 1:
                    break
                k = field
            else:
                break
        party = Party(i, k, "role", (actor,) if actor else (), head=head, posted=posted)
        return self._with_name(sent, party, office, day)

    def _state_after(self, sent: Sent, k: int) -> tuple[str | None, int, bool] | None:
        """Return the actor named after the preposition at `k`, where its name ends, whether it is a body."""
        m = k + 1
        while m < sent.hi and sent.words[m] in ("the", "republic", "s"):
            m += 1
        found = (
            self.gazetteer.find(sent.words, sent.starts, sent.doc.text, m, sent.hi) if m < sent.hi else None
        )
        if found is None or found[1][0].person:
            return None
        return found[1][0].actor, m + found[0], found[1][0].form == "body"

    def _with_name(self, sent: Sent, party: Party, office: str | None, day: dt.date) -> Party:
        """Take in the name after a title: of the study's people, else a new one; without one, look up the holder."""
        k = party.j
        gap = sent.gap(k)
        if k < sent.hi and gap in (" ", ", ", " (", " - "):
            found = self.gazetteer.find(sent.words, sent.starts, sent.doc.text, k, sent.hi)
            if found and found[1][0].person:
                person = self.gazetteer.person(found[1], day).person
                known = self.gazetteer.actor_of(person, day) if person else None
                actors = party.actors or ((known,) if known else ())
                if gap == " " or not known or known in actors:
                    return self.remember(
                        replace(party, j=k + found[0], kind="person", actors=actors, person=person)
                    )
            elif found is None and gap in (" ", ", "):
                end = self._new_name(sent, k, gap)
                if end:
                    surname = sent.words[end - 1]
                    known = self.memory.names.get(surname, (None, None))[0]
                    actors = party.actors or ((known,) if known else ())
                    if actors and surname not in self.gazetteer.names:
                        self.memory.names[surname] = (actors[0], None)
                    return self.remember(replace(party, j=end, kind="person", actors=actors))
        if party.actors and office:
            party = replace(party, person=self.gazetteer.holder(office, party.actors[0], day))
        self._learn_before(sent, party)
        return self.remember(party)

    def _new_name(self, sent: Sent, k: int, gap: str) -> int | None:
        """Return where a name that starts at `k` ends: capitals, one after the other; after a comma two at least."""
        m = k
        while (
            m < min(sent.hi, k + 5)
            and sent.capital(m)
            and len(sent.words[m]) > 1
            and sent.words[m] not in MONTHS
            and (m == k or sent.gap(m) in (" ", "-", "'", ". "))
            and not (m == k and sent.words[m] in ("in", "on", "the"))
        ):
            m += 1
        if gap == " ":
            return m if m > k else None
        return m if m - k >= 2 and (m == sent.hi or "," in sent.gap(m)) else None

    def _learn_before(self, sent: Sent, party: Party) -> None:
        """ "Beregond son of Baranor, the Gondorian envoy, ...": learn the name before the comma."""
        k = party.i - 1
        if k >= sent.lo and sent.words[k] in ("the", "a"):
            k -= 1
        if k < sent.lo or not sent.gap(k + 1).startswith(",") or not party.actors:
            return
        m = k
        while m >= sent.lo and m > k - 4 and sent.capital(m) and (m == k or "," not in sent.gap(m + 1)):
            m -= 1
        surname = sent.words[k]
        if k - m >= 2 and surname not in self.gazetteer.names and surname not in MONTHS:
            self.memory.names[surname] = (party.actors[0], None)

    def titled(self, sent: Sent, i: int, day: dt.date) -> Party | None:
        """A title first: "Foreign Minister of Gondor Beregond", "President Elessar", "the president"."""
        words = sent.words
        k = i
        office = None
        while k < min(sent.hi, i + 6):
            title = self.gazetteer.title(words, k, sent.hi)
            if title:
                office = title[1]
                k += title[0]
                break
            if words[k] in self.titles and not (
                k + 1 < sent.hi
                and sent.gap(k + 1) in (" ", "-")
                and (
                    words[k + 1] in self.titles
                    or (words[k] in self.modifiers and words[k + 1] in self.modifiers)
                )
            ):
                k += 1
                break
            if words[k] not in self.modifiers and words[k] not in self.titles:
                return None
            k += 1
        else:
            return None
        head = words[k - 1]
        # "industry minister": the field before the title belongs to it
        while (
            i - 1 >= sent.lo
            and sent.gap(i) in (" ", "-")
            and words[i - 1] in self.modifiers
            and words[i - 1] not in ("and", "of", "former", "then", "long", "late")
        ):
            i -= 1
        party = self._complete(sent, i, k, None, office, day)
        if not party.actors:
            last = self.memory.titles.get(SAME_TITLE.get(head, head)) or self.memory.titles.get(party.head)
            if party.kind == "person":
                return party
            if last and last.actors:
                party = replace(party, actors=last.actors, person=last.person)
            elif head not in (
                "state",
                "president",
                "minister",
                "ambassador",
                "premier",
                "envoy",
                "leader",
                "speaker",
                "diplomat",
                "official",
                "counterpart",
            ):
                return None
            if party.actors:
                self.memory.person = party
        return party

    def remember(self, party: Party) -> Party:
        offset = self.doc.starts[party.i]
        if party.actors and self.doc.zone_at("quotation", offset) is None:
            if party.head:
                self.memory.titles[SAME_TITLE.get(party.head, party.head)] = party
            if party.kind in ("person", "role"):
                self.memory.person = party
        return party

    def title_next(self, sent: Sent, j: int) -> bool:
        if j >= sent.hi or sent.gap(j) != " ":
            return False
        return sent.words[j] in self.titles and (sent.capital(j) or sent.words[j] in HEADS)
