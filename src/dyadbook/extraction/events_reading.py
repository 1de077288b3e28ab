"""One sentence as the frames see it: who is the subject of a verb, what stands to its right, whose a noun is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.events_party import Memory, Party
from dyadbook.extraction.events_rules import Lexicon
from dyadbook.extraction.events_triggers import Trigger
from dyadbook.extraction.gazetteer import Gazetteer

RELATIVE = frozenset(["who", "which", "whose", "where", "when", "as", "while", "that", "whom"])
# after one of these, "of" belongs to another noun
CLOSERS = frozenset({"with", "between", "sidelines", "margins", "invitation"})
# after one of these, a possessive belongs to another noun
NEW_NOUN = frozenset({"and", "to", "of", "in", "during", "for", "with"})
ADVERBIAL = frozenset(
    ["during", "after", "before", "at", "in", "on", "following", "since", "ahead", "within", "of"]
)
APART = frozenset({"after", "before", "following", "unlike", "like"})  # "after X, Y went": Y goes without X
COORDINATORS = frozenset({"and", "the", "both", "with", "as", "well", "his", "her", "their"})
PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "inside", "outside", "into"])


@dataclass(slots=True, eq=False)
class Args:
    """What a frame found: actors named (in order), destination, whether the clause may borrow its other party."""

    actors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str | None = None
    lone: bool = True  # one party, or none, may be completed from what the text said before
    joint: bool = False  # all actors of the clause belong to the event, third ones too


@dataclass
class Reading:
    """One sentence with its parties, as the frames see it."""

    sent: Sent
    parties: list[Party]
    memory: Memory
    gazetteer: Gazetteer
    lexicon: Lexicon
    active: bool  # the pair of the study is what the text is speaking of
    triggers: list[Trigger] = field(default_factory=list)
    last_subject: tuple[Party, ...] = ()
    windows: dict[Trigger, tuple[int, int]] = field(default_factory=dict)

    @property
    def dyad(self) -> tuple[str, str]:
        return self.gazetteer.dyad

    def between(self, lo: int, hi: int) -> list[Party]:
        """Return the parties whose words lie in `lo` to `hi`."""
        return [p for p in self.parties if p.i >= lo and p.j <= hi]

    def window(self, t: Trigger) -> tuple[int, int]:
        """Return the words that belong to a trigger: its clause, cut at the triggers beside it."""
        if t not in self.windows:
            self.windows[t] = self._window(t)
        return self.windows[t]

    def _window(self, t: Trigger) -> tuple[int, int]:
        lo, hi = self.sent.clause(t.a)
        for other in self.triggers:
            if other is t or other.rule.weak:
                continue
            if lo < other.j <= t.i and not (other.noun or t.noun) and other.verb.tag != "N" != t.verb.tag:
                lo = other.j
            elif t.j <= other.i < hi and other.verb.tag in "bsdxng" and not (t.noun or other.verb.to):
                hi = min(hi, other.verb.first)
        return lo, max(hi, t.j)

    def subject(self, t: Trigger) -> tuple[Party, ...]:
        """Return who does what the verb says (coordinated parties together); empty where the sentence does not say."""
        sent, first = self.sent, t.verb.first
        lo, _ = sent.clause(min(first, t.i))
        reduced = t.verb.tag in "xn" and not t.verb.aux and "by" in sent.words[t.j : t.j + 3]
        if t.verb.passive or reduced:
            agent = self._by(t)
            if agent or t.verb.passive:
                return agent
        resumed = sent.word(lo) in RELATIVE and "," in sent.gap(first) and lo < first
        if resumed:
            found = self._nearest(sent.lo, lo)
        else:
            found = self._nearest(lo, first)
            if found and self._shares(t, lo, found):
                found = self.last_subject
            before = self.between(sent.lo, lo)
            if not found and before and sent.word(lo) in RELATIVE:
                found = self._coordinated(self.parties.index(before[-1]))
        if not found and (self._continues(t, lo)):
            found = self.last_subject
        if found:
            self.last_subject = found
        return found

    def _shares(self, t: Trigger, lo: int, found: tuple[Party, ...]) -> bool:
        """Tell whether the party before "and met" is the object of a verb before, whose subject goes on."""
        first = t.verb.first
        if self.sent.word(first - 1) != "and" or t.verb.tag not in "dx" or not self.last_subject:
            return False
        verbs = [o for o in self.triggers if lo <= o.i < first and o.verb.tag in "dx" and not o.noun]
        return bool(verbs) and verbs[-1].j <= found[0].i and self.last_subject[0].j <= verbs[-1].i

    def _continues(self, t: Trigger, lo: int) -> bool:
        """Tell whether the verb goes on with the subject before it: "and signed", "pledging", "to discuss"."""
        if t.verb.tag == "g" or t.verb.to:
            return True
        start = self.sent.word(lo)
        return (
            start in ("and", "but", "then", "where", "while", "after", "before", "when", "as")
            or lo < t.i
            or start == self.sent.word(t.i)
        )

    def _by(self, t: Trigger) -> tuple[Party, ...]:
        """Return the agent of a passive: "by X and Y"."""
        _, hi = self.window(t)
        for p in self.parties:
            if t.j <= p.i and p.j <= hi and "by" in (p.before, self.sent.word(p.i - 1)):
                return self.coordinated(p)
        return ()

    def _nearest(self, lo: int, hi: int) -> tuple[Party, ...]:
        inside = [k for k, p in enumerate(self.parties) if p.i >= lo and p.j <= hi]
        for k in reversed(inside):
            p = self.parties[k]
            if p.agent and not p.before and (p.j < hi or not p.owner):
                return self._coordinated(k)
        for k in reversed(inside):  # "the presidents of Gondor and Arnor", "representatives from Gondor"
            p = self.parties[k]
            if (
                p.kind in ("state", "metonym", "group", "modifier", "body", "person")
                and p.before in ("of", "from", "between", "both")
                or p.kind == "modifier"
            ):
                return self._coordinated(k)
        return ()

    def coordinated(self, party: Party) -> tuple[Party, ...]:
        """Return a party with those coordinated to its right: "with Gondor and Rohan"."""
        return self._coordinated(self.parties.index(party), forward=True)

    def _coordinated(self, k: int, forward: bool = False) -> tuple[Party, ...]:
        """Return party `k` with those that "and" or a comma ties to it, on one side, in text order."""
        parties, sent, step = self.parties, self.sent, 1 if forward else -1
        found, m = [parties[k]], k + step
        while 0 <= m < len(parties):
            a, b = (found[-1], parties[m]) if forward else (parties[m], found[-1])
            between, gap = sent.words[a.j : b.i], sent.gap(b.i)
            tied = len(between) <= 3 and COORDINATORS.issuperset(between) and not set(";:(") & set(gap)
            if not forward and not between and sent.word(a.i - 1) in APART:
                break
            if not tied or (not between and gap.strip() and not set(",-") & set(gap)):
                break
            found.append(parties[m])
            m += step
        return tuple(found if forward else reversed(found))

    def objects(self, t: Trigger, reach: int = 14) -> list[Party]:
        """Return the parties to the right of a trigger, within its clause and `reach` words."""
        _, hi = self.window(t)
        return [p for p in self.parties if p.i >= t.j and p.i < min(hi, t.j + reach)]

    def dyad_in(self, parties: Iterable[Party]) -> bool:
        """Tell whether both members of the study's pair are among the parties."""
        return set(self.dyad) <= set(actors_of(parties))

    def sentence_subject(self, t: Trigger) -> tuple[Party, ...]:
        """Return the first party that acts and stands after the trigger, else the first before it."""
        free = [p for p in self.parties if p.agent and not p.before and p.kind != "organisation"]
        return tuple([p for p in free if p.i >= t.j][:1] or [p for p in free if p.j <= t.i][:1])


def actors_of(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the distinct actors of the parties, in order."""
    return tuple(dict.fromkeys(a for p in parties for a in (*p.actors, *((p.posted,) if p.posted else ()))))


def people_of(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the distinct ids of the people among the parties, in order."""
    return tuple(dict.fromkeys(p.person for p in parties if p.person))


def is_place(p: Party) -> bool:
    """Tell whether a party is named as the place where something happens."""
    return p.place is not None and p.before in PLACE_PREPOSITIONS


def adverbial(r: Reading, t: Trigger) -> bool:
    """Tell whether a noun only dates something else: "during the visit", "after their meeting"."""
    sent, k = r.sent, t.i - 1
    while k >= sent.lo and k > t.i - 8:
        word = sent.words[k]
        if word in ADVERBIAL:
            return True
        if any(c in sent.gap(k + 1) for c in ",;:()"):
            return False
        k -= 1
    return False


def predicate(r: Reading, t: Trigger) -> bool:
    """Tell whether the noun is the subject of its clause: "the visit was postponed", "a session will be held"."""
    sent = r.sent
    if not r.lexicon.classes["postpone_cues"].isdisjoint(sent.words[t.j : min(sent.hi, t.j + 2)]):
        return True
    if adverbial(r, t):
        return False
    _, hi = sent.clause(t.a)
    verbs = r.lexicon.classes["hold_verbs"]
    following = sent.words[t.j : min(hi, t.j + 24)]
    if following[:1] and "," in sent.gap(t.j):
        following = sent.words[t.j : min(sent.hi, t.j + 12)]
    return any(w in verbs for w in following)


def owners(r: Reading, t: Trigger) -> tuple[Party, ...]:
    """Return whose visit or meeting it is: a possessive or a demonym before the noun, "of" or "by" after it."""
    sent = r.sent
    for p in r.parties:
        if (
            p.i >= t.j
            and p.i < t.j + 10
            and p.agent
            and p.before in ("of", "by")
            and sent.same_clause(t.b - 1, p.i)
        ):
            if (CLOSERS | r.lexicon.classes["events"]).isdisjoint(sent.words[t.j : p.i]):
                return (p,)
            break
    before = [p for p in r.parties if p.j <= t.i and p.j > t.i - 7]
    for p in reversed(before):
        gap_words = sent.words[p.j : t.i]
        if (p.owner or p.kind == "modifier") and NEW_NOUN.isdisjoint(gap_words):
            return (p,)
    k = t.i - 1
    while k >= sent.lo and k > t.i - 7:
        word = sent.words[k]
        if word in ("his", "her", "their", "its"):
            last = [p for p in r.parties if p.i < k and p.human] or [
                p for p in r.parties if p.i >= t.j and p.human and not p.before
            ]
            if word == "their":
                return tuple(last[-2:])
            if last:
                return (last[-1],)
            return (r.memory.person,) if r.memory.person else ()
        if (
            word not in r.lexicon.classes["adjective"]
            and not word.isdigit()
            and not (
                len(word) > 2
                and word[:3]
                in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
            )
        ):
            break
        k -= 1
    return ()


def args_of(parties: Iterable[Party], **more: bool | str | None) -> Args:
    """Return the arguments that some parties make, in their order."""
    parties = list(parties)
    return Args(actors_of(parties), people_of(parties), **more)
