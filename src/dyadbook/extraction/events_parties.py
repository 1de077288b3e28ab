"""Who is spoken of in a sentence: names, titles with a state, "the Gondorian side", "both countries", "he"."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.events_party import Memory, Party
from dyadbook.extraction.events_rules import Lexicon
from dyadbook.extraction.events_titles import TitleReader
from dyadbook.extraction.gazetteer import Entry, Gazetteer
from dyadbook.study.models import in_term

PRONOUNS = frozenset(
    [
        "both",
        "two",
        "the",
        "they",
        "he",
        "she",
        "it",
        "sides",
        "parties",
        "his",
        "her",
        "these",
        "their",
        "our",
    ]
)
BARE_PLURALS = frozenset({"presidents", "ministers", "leaders", "delegations"})
GROUP_WORDS = frozenset(
    {"two", "both", "friendly", "allied", "brotherly", "neighbouring", "contracting", "negotiating"}
)
GROUP_STARTS = frozenset({"both", "two", "the", "these", "their", "our", "sides", "parties"})
MARKS = frozenset(',;:"()')


@lru_cache(maxsize=8)
def _starters(gazetteer: Gazetteer, lexicon: Lexicon) -> frozenset[str]:
    """Return the words at which a party can begin: made once, since there are thousands of names."""
    return (
        frozenset(gazetteer.names)
        | lexicon.classes["titles"]
        | frozenset(gazetteer.titles)
        | PRONOUNS
        | BARE_PLURALS
    )


class PartyReader:
    """Reads the parties of one sentence after the other; keeps what it learns in `memory`."""

    def __init__(self, gazetteer: Gazetteer, memory: Memory, lexicon: Lexicon):
        self.reader = TitleReader(gazetteer, memory, lexicon)
        self.gazetteer, self.memory = gazetteer, memory
        classes = lexicon.classes
        self.classes = classes
        self.titles, self.plural_titles = classes["titles"], classes["plural_titles"]
        self.modifiers, self.bodies = classes["title_modifiers"], classes["bodies"]
        self.joint_heads, self.prepositions = classes["joint_heads"], classes["preposition"]
        self.skip = classes["determiner"] | classes["adjective"] | {"republic", "city", "capital"}
        self.after_the = self.joint_heads | self.modifiers | self.skip | GROUP_WORDS
        self.starters = _starters(gazetteer, lexicon)

    def read(self, sent: Sent, day: dt.date) -> list[Party]:
        """Return the parties of a sentence in order, none overlapping."""
        out: list[Party] = []
        self.reader.doc = sent.doc
        self._latest: Party | None = None  # the last state named in this sentence
        words, starters, names, masked = sent.words, self.starters, self.memory.names, sent.doc.masked
        holes = masked(sent.start, sent.end)
        i = sent.lo
        while i < sent.hi:
            word = words[i]
            party = None
            if holes and masked(sent.starts[i], sent.starts[i] + 1):
                i += 1
                continue
            if word == "the":  # names are stored without it, so only a group can begin here
                if i + 1 < sent.hi and words[i + 1] in self.after_the:
                    party = self._group(sent, i)
            elif word in starters:
                party = self._at(sent, i, day)
            if party is None and names and word in names and sent.capital(i):
                actor, person = names[word]
                party = Party(i, i + 1, "person", (actor,) if actor else (), person)
            if party is None:
                i += 1
                continue
            if party.kind != "publisher":
                party = self._finish(sent, party)
                out.append(party)
                if party.kind in ("state", "metonym"):
                    self._latest = party
            i = party.j
        return out

    def _finish(self, sent: Sent, party: Party) -> Party:
        """Add the preposition before a party and the possessive after it."""
        k = party.i - 1
        while k >= sent.lo and k >= party.i - 5:
            gap = sent.gap(k + 1)
            if gap != " " and not MARKS.isdisjoint(gap):
                break
            word = sent.words[k]
            if word in self.prepositions:
                party.before = word
                if word == "with" and sent.word(k - 1) in ("border", "borders", "frontier"):
                    party.kind = "place"
                break
            if word not in self.skip and not word.isdigit():
                break
            k -= 1
        if party.j < sent.hi:
            gap = sent.gap(party.j)
            if gap == "'" and sent.words[party.j] == "s":
                party.owner = True
                party.j += 1
            elif gap.startswith("'") and sent.words[party.j - 1].endswith("s"):
                party.owner = True
        return party

    def _at(self, sent: Sent, i: int, day: dt.date) -> Party | None:
        gazetteer, words = self.gazetteer, sent.words
        word = words[i]
        found = gazetteer.find(words, sent.starts, sent.doc.text, i, sent.hi)
        if found:
            return self._named(sent, i, *found, day)
        if word in self.titles or word in gazetteer.titles:
            return self.reader.titled(sent, i, day)
        if word in ("he", "she"):
            last = self.memory.person
            return Party(
                i, i + 1, "pronoun", last.actors if last else (), last.person if last else None, head=word
            )
        if word == "it":
            if self._expletive(sent, i):
                return None
            last = self._latest or self.memory.subject
            return Party(
                i, i + 1, "pronoun", last.actors if last and len(last.actors) == 1 else (), head=word
            )
        if word == "they":
            return Party(i, i + 1, "group", self.memory.pair, head=word)
        if word in ("his", "her", "their"):
            return self._counterpart(sent, i)
        return self._group(sent, i)

    def _expletive(self, sent: Sent, i: int) -> bool:
        """Tell whether "it" stands for nothing: "it is known that", "it was the king who"."""
        verb, after = sent.word(i + 1), sent.word(i + 2)
        if verb in ("seems", "appears", "follows", "turned"):
            return True
        return verb in ("is", "was", "remains") and (
            after in self.classes["expletives"]
            or (i + 2 < sent.hi and (after == "the" or sent.capital(i + 2)))
        )

    def _group(self, sent: Sent, i: int) -> Party | None:
        """ "the two presidents", "both sides", "the parties", "the sides"."""
        words = sent.words
        if words[i] in BARE_PLURALS and (
            i == sent.lo or (i == sent.lo + 1 and words[sent.lo] in self.modifiers)
        ):
            return Party(i, i + 1, "group", self.memory.pair, head=words[i])  # "Ministers confer in ..."
        if words[i] not in GROUP_STARTS:
            return None
        if sent.word(i - 1) in ("all", "other", "many", "among", "some", "several"):
            return None
        j = i + 1
        numbered = words[i] in ("both", "two")
        while j < min(sent.hi, i + 5):
            word = words[j]
            if word in self.joint_heads and (numbered or word not in ("men", "companies")):
                if sent.word(j + 1) == "of" and sent.word(j + 2) == "state":
                    j += 2
                if (
                    words[i] in ("the", "these", "their", "our")
                    and not numbered
                    and word
                    in ("countries", "states", "nations", "governments", "peoples", "ministers", "presidents")
                    and sent.word(j + 1) in ("of", "in", "that", "around", "across")
                ):
                    return None
                return Party(i, j + 1, "group", self.memory.pair, head=word)
            if word in ("two", "both"):
                numbered = True
                if (
                    j + 1 >= sent.hi
                    or words[j + 1] in self.classes["auxiliary"]
                    or words[j + 1] in ("also", "signed", "agreed", "met", "discussed", "established", "held")
                ):
                    return Party(i, j + 1, "group", self.memory.pair, head="two")
            elif not (
                word in self.modifiers or word in self.skip or word.endswith("ern") or word in GROUP_WORDS
            ):
                break
            j += 1
        if words[i] == "both" and (
            i + 1 >= sent.hi or words[i + 1] in self.classes["auxiliary"] or words[i + 1] == "of"
        ):
            return Party(i, i + 1, "group", self.memory.pair, head="both")
        if words[i] in ("sides", "parties"):
            return Party(i, i + 1, "group", self.memory.pair, head=words[i])
        return None

    def _counterpart(self, sent: Sent, i: int) -> Party | None:
        for j in range(i + 1, min(sent.hi, i + 6)):
            word = sent.words[j]
            if word in ("counterpart", "counterparts", "opposite"):
                return Party(i, j + 1, "counterpart", head=word)
            if word in self.starters and sent.capital(j) or any(c in sent.gap(j) for c in ",;"):
                return None
        return None

    def _named(self, sent: Sent, i: int, n: int, entries: list[Entry], day: dt.date) -> Party | None:
        words, gazetteer = sent.words, self.gazetteer
        j = i + n
        if entries[0].person:
            entry = gazetteer.person(entries, day)
            actor = gazetteer.actor_of(entry.person, day)
            party = Party(i, j, "person", (actor,) if actor else (), entry.person)
            return self.reader.remember(party)
        entry = entries[0]
        actors = (entry.actor,) if entry.actor else ()
        if entry.actor and self._gone(entry.actor, day):
            return None
        if entry.form == "publisher":
            return Party(i, j, "publisher")
        possessive = words[j] == "s" and sent.gap(j) == "'" if j < sent.hi else False
        after = j + 1 if possessive else j
        bare_s = j < sent.hi and sent.gap(j).startswith("'") and not possessive
        if (
            entry.form == "demonym"
            or possessive
            or bare_s
            or (entry.form in ("state", "metonym") and self.reader.title_next(sent, j))
        ):
            role = self.reader.role(sent, i, after, entry.actor, day)
            if role:
                return role
        if (entry.form == "demonym" or possessive or bare_s) and sent.word(after) == "capital":
            return self._capital(i, after + 1, entry.actor, sent)
        if entry.form == "demonym":
            k = j
            if (
                sent.word(j) in ("made", "led", "backed", "brokered", "built", "designed")
                and sent.gap(j) == "-"
            ):
                return Party(i, j, "modifier", actors if entry.actor in gazetteer.dyad else (), head=words[j])
            while k < min(sent.hi, j + 4) and not any(c in sent.gap(k) for c in ',;:"()'):
                if words[k] in self.bodies or words[k] in self.plural_titles:
                    return Party(i, k + 1, "body", actors, head=words[k])
                if words[k] not in self.modifiers and words[k] not in self.skip:
                    break
                k += 1
            head = words[j] if j < sent.hi and not any(c in sent.gap(j) for c in ',;:"()') else ""
            if (
                not head
                or head in self.classes["auxiliary"]
                or (words[i].endswith("s") and head in self.prepositions)
            ):
                return Party(i, j, "body", actors, head="people")
            return Party(i, j, "modifier", actors, head=head)
        if entry.form == "body":
            kind = "organisation" if entry.actor and not self._is_state(entry.actor) else "body"
            return Party(i, j, kind, actors)
        if entry.form == "place":
            return Party(i, j, "place", actors, place=entry.place)
        return Party(i, j, entry.form, actors, place=entry.place)

    def _gone(self, actor: str, day: dt.date) -> bool:
        """Tell whether an actor had ceased to be before `day`: "a former ... republic" names nobody who acts."""
        until = self.gazetteer.study.actor[actor].until
        return until is not None and not in_term(None, until, day)

    def _capital(self, i: int, j: int, actor: str | None, sent: Sent) -> Party:
        """ "the Gondorian capital": the place that the study lists first as a metonym of the state."""
        study = self.gazetteer.study
        names = study.actor[actor].metonyms if actor in study.actor else ()
        known = (
            self.gazetteer.find(sent.words, sent.starts, sent.doc.text, j, sent.hi) if j < sent.hi else None
        )
        if known and known[1][0].form in ("metonym", "place") and known[1][0].actor == actor:
            j += known[0]
        return Party(
            i, j, "metonym", (actor,) if actor else (), place=names[0] if names else None, head="capital"
        )

    def _is_state(self, actor: str) -> bool:
        return self.gazetteer.study.actor[actor].kind == "state"
