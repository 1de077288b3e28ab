"""Who is spoken of in a sentence: names, titles with a state, "the Belgian side", "both countries", "he".

Titles with a state are resolved to the person who held the office on the day. A person whom the study does not list is
learnt from the text: after "the Gondorian envoy Beregond", "Beregond" acts for Gondor to the end of the document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.gazetteer import Entry, Gazetteer

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
GROUP_STARTS = frozenset({"both", "two", "the", "these", "their", "our", "sides", "parties"})
HEADS = frozenset(
    {"president", "premier", "minister", "ambassador", "envoy", "leader", "officials", "official"}
)
AGENT = frozenset({"person", "role", "state", "metonym", "body", "group", "pronoun", "organisation"})


@dataclass(frozen=True, slots=True)
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


class PartyReader:
    """Reads the parties of one sentence after the other; keeps what it learns in `memory`."""

    def __init__(self, gazetteer: Gazetteer, memory: Memory, lexicon):
        self.gazetteer, self.memory = gazetteer, memory
        classes = lexicon.classes
        self.classes = classes
        self.titles, self.plural_titles = classes["titles"], classes["plural_titles"]
        self.modifiers, self.bodies = classes["title_modifiers"], classes["bodies"]
        self.joint_heads, self.prepositions = classes["joint_heads"], classes["preposition"]
        self.skip = classes["determiner"] | classes["adjective"] | {"republic", "city", "capital"}
        self.starters = (
            frozenset(gazetteer.names) | self.titles | frozenset(gazetteer.titles)
            | {"both", "two", "the", "they", "he", "she", "it", "sides", "parties", "his", "her", "these", "their", "our"}
        )  # fmt: skip

    def read(self, sent: Sent, day: dt.date) -> list[Party]:
        """Return the parties of a sentence in order, none overlapping."""
        out: list[Party] = []
        self._latest: Party | None = None  # the last state named in this sentence
        words, starters, names, masked = sent.words, self.starters, self.memory.names, sent.doc.masked
        i = sent.lo
        while i < sent.hi:
            word = words[i]
            party = None
            if masked(sent.starts[i], sent.starts[i] + 1):
                i += 1
                continue
            if word in starters:
                party = self._at(sent, i, day)
            if party is None and word in names and sent.capital(i):
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
        k, before = party.i - 1, ""
        while k >= sent.lo and k >= party.i - 5:
            if any(c in sent.gap(k + 1) for c in ',;:"()'):
                break
            word = sent.words[k]
            if word in self.prepositions:
                before = word
                if word == "with" and sent.word(k - 1) in ("border", "borders", "frontier"):
                    party = replace(party, kind="place")
                break
            if word not in self.skip and not word.isdigit():
                break
            k -= 1
        owner = (
            sent.word(party.j) == "s"
            and sent.gap(party.j) == "'"
            or (
                party.j < sent.hi
                and sent.gap(party.j).startswith("'")
                and sent.words[party.j - 1].endswith("s")
            )
        )
        if owner and sent.word(party.j) == "s" and sent.gap(party.j) == "'":
            party = replace(party, j=party.j + 1)
        return replace(party, before=before, owner=owner)

    def _at(self, sent: Sent, i: int, day: dt.date) -> Party | None:
        gazetteer, words = self.gazetteer, sent.words
        word = words[i]
        found = gazetteer.find(words, sent.starts, sent.doc.text, i, sent.hi)
        if found:
            return self._named(sent, i, *found, day)
        if word in self.titles or word in gazetteer.titles:
            return self._titled(sent, i, day)
        if word in ("he", "she"):
            last = self.memory.person
            return Party(
                i, i + 1, "pronoun", last.actors if last else (), last.person if last else None, head=word
            )
        if word == "it":
            last = self.memory.subject
            return Party(
                i, i + 1, "pronoun", last.actors if last and len(last.actors) == 1 else (), head=word
            )
        if word == "they":
            return Party(i, i + 1, "group", self.memory.pair, head=word)
        if word in ("his", "her", "their"):
            return self._counterpart(sent, i)
        return self._group(sent, i)

    def _group(self, sent: Sent, i: int) -> Party | None:
        """ "the two presidents", "both sides", "the parties", "the sides"."""
        words = sent.words
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
                word in self.modifiers
                or word in self.skip
                or word.endswith("ern")
                or word in ("friendly", "allied", "brotherly", "neighbouring", "contracting", "negotiating")
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
            return self._remember(party)
        entry = entries[0]
        actors = (entry.actor,) if entry.actor else ()
        if entry.form == "publisher":
            return Party(i, j, "publisher")
        possessive = words[j] == "s" and sent.gap(j) == "'" if j < sent.hi else False
        after = j + 1 if possessive else j
        bare_s = j < sent.hi and sent.gap(j).startswith("'") and not possessive
        if (
            entry.form == "demonym"
            or possessive
            or bare_s
            or (entry.form in ("state", "metonym") and self._title_next(sent, j))
        ):
            role = self._role(sent, i, after, entry.actor, day)
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

    def _title_next(self, sent: Sent, j: int) -> bool:
        if j >= sent.hi or sent.gap(j) != " ":
            return False
        return sent.words[j] in self.titles and (sent.capital(j) or sent.words[j] in HEADS)

    def _role(self, sent: Sent, i: int, j: int, actor: str | None, day: dt.date) -> Party | None:
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
        """Take in what follows a title: its ministry, its posting, and a name."""
        words = sent.words
        head = words[k - 1]
        posted = None
        while (
            k < sent.hi
            and sent.gap(k) == " "
            and words[k] in self.titles
            and not sent.capital(k) == sent.capital(k - 1) is False
        ):
            head = words[k]
            k += 1
        for _ in range(2):
            if k + 1 < sent.hi and words[k] in ("to", "in", "of", "for", "on", "and") and sent.gap(k) == " ":
                m = k + 1
                while m < sent.hi and words[m] in ("the", "republic", "s"):
                    m += 1
                found = m < sent.hi and self.gazetteer.find(words, sent.starts, sent.doc.text, m, sent.hi)
                if found and not found[1][0].person:
                    if words[k] in ("of", "for") and actor is None:
                        actor = found[1][0].actor
                    elif words[k] in ("to", "in") and head in (
                        "ambassador",
                        "envoy",
                        "representative",
                        "plenipotentiary",
                        "attaché",
                        "attache",
                        "consul",
                        "diplomat",
                        "embassy",
                    ):
                        posted = found[1][0].actor
                    elif words[k] == "of" and found[1][0].actor == actor:
                        pass
                    else:
                        break
                    k = m + found[0]
                    continue
                if words[k] in ("of", "for", "and"):
                    m = k + 1
                    while (
                        m < min(sent.hi, k + 9)
                        and sent.gap(m) in (" ", ", ", "-")
                        and (
                            words[m] in self.modifiers
                            or words[m]
                            in (
                                "the",
                                "s",
                                "mine",
                                "industries",
                                "fisheries",
                                "food",
                                "jihad",
                                "organization",
                                "organisation",
                                "relations",
                                "developments",
                                "development",
                                "higher",
                                "research",
                                "promotion",
                                "aviation",
                                "civil",
                                "islamic",
                                "guidance",
                                "office",
                                "administration",
                                "joint",
                                "mixed",
                                "union",
                                "association",
                                "company",
                                "province",
                                "region",
                                "city",
                                "people",
                                "republic",
                                "representatives",
                                "assembly",
                                "national",
                                "department",
                                "directorate",
                                "protection",
                                "natural",
                                "resources",
                                "antimonopoly",
                                "regulation",
                                "housing",
                                "construction",
                                "culture",
                            )
                        )
                    ):
                        m += 1
                    if m > k + 1:
                        k = m
                        if k < sent.hi and words[k] in ("of",) and actor is None:
                            continue
            break
        party = Party(i, k, "role", (actor,) if actor else (), head=head, posted=posted)
        return self._with_name(sent, party, office, day)

    def _with_name(self, sent: Sent, party: Party, office: str | None, day: dt.date) -> Party:
        words, k = sent.words, party.j
        gap = sent.gap(k) if k < sent.hi else ""
        start = k
        if k < sent.hi and gap in (" ", ", ", " (", " - "):
            found = self.gazetteer.find(words, sent.starts, sent.doc.text, k, sent.hi)
            if found and found[1][0].person:
                entry = self.gazetteer.person(found[1], day)
                actors = party.actors
                known = self.gazetteer.actor_of(entry.person, day)
                if not actors:
                    actors = (known,) if known else ()
                if gap == " " or not known or known in actors:
                    return self._remember(
                        replace(party, j=k + found[0], kind="person", actors=actors, person=entry.person)
                    )
            elif gap == " " or gap == ", ":
                m = k
                while (
                    m < min(sent.hi, k + 5)
                    and sent.capital(m)
                    and len(words[m]) > 1
                    and words[m] not in MONTHS
                    and (m == k or sent.gap(m) in (" ", "-", "'", ". "))
                    and not (m == k and words[m] in ("in", "on", "the"))
                ):
                    m += 1
                if m - k >= 2 or (m - k == 1 and gap == " "):
                    if gap == " " or (m < sent.hi and "," in sent.gap(m)) or m == sent.hi:
                        surname = words[m - 1]
                        known = self.memory.names.get(surname)
                        actors = party.actors or ((known[0],) if known and known[0] else ())
                        if actors and surname not in self.gazetteer.names:
                            self.memory.names[surname] = (actors[0], None)
                        return self._remember(replace(party, j=m, kind="person", actors=actors, person=None))
        del start
        if party.actors and office:
            holder = self.gazetteer.holder(office, party.actors[0], day)
            party = replace(party, person=holder)
        self._learn_before(sent, party)
        return self._remember(party)

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

    def _titled(self, sent: Sent, i: int, day: dt.date) -> Party | None:
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
            last = self.memory.titles.get(head) or self.memory.titles.get(party.head)
            if party.kind == "person":
                return party
            if last and last.actors:
                party = replace(party, actors=last.actors, person=last.person)
            elif head not in (
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

    def _remember(self, party: Party) -> Party:
        if party.actors:
            if party.head:
                self.memory.titles[party.head] = party
            if party.kind in ("person", "role"):
                self.memory.person = party
        return party
