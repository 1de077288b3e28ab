"""Argument frames: from a trigger and the parties of its sentence to who is involved, on which footing, and where.

Each frame answers for one kind of predicate: somebody travels somewhere, meets somebody, signs, says, supplies. It names
the parties that the clause itself gives; `settle` then decides, with what the text said before, whether the pair of the
study is involved. A frame returns None where the predicate has not the parties that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.events_parties import Memory, Party
from dyadbook.extraction.events_rules import Lexicon
from dyadbook.extraction.events_triggers import Trigger
from dyadbook.extraction.gazetteer import Gazetteer

RELATIVE = frozenset("who which whose where when as while that whom".split())
PLACE_PREPOSITIONS = frozenset("in at near inside outside into".split())
EVENT_HEADS = frozenset("counterpart counterparts".split())


@dataclass(frozen=True, slots=True)
class Args:
    """What a frame found: actors named (in order), destination, whether the clause may borrow its other party."""

    actors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str | None = None
    lone: bool = True  # one party, or none, may be completed from what the text said before
    joint: bool = False  # all actors of the clause belong to the event, third ones too
    posted: bool = False


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

    @property
    def dyad(self) -> tuple[str, str]:
        return self.gazetteer.dyad

    def between(self, lo: int, hi: int) -> list[Party]:
        """Return the parties whose words lie in `lo` to `hi`."""
        return [p for p in self.parties if p.i >= lo and p.j <= hi]

    def window(self, t: Trigger) -> tuple[int, int]:
        """Return the words that belong to a trigger: its clause, cut at the triggers beside it."""
        lo, hi = self.sent.clause(t.a)
        for other in self.triggers:
            if other is t or other.rule.weak:
                continue
            if lo < other.j <= t.i and not self._nested(other, t):
                lo = max(lo, other.j) if other.verb.tag in "bsdxng" and t.verb.tag in "bsdxng" else lo
            elif t.j <= other.i < hi and other.verb.tag in "bsdxng" and not t.noun:
                hi = min(hi, other.verb.first)
        return lo, max(hi, t.j)

    def _nested(self, outer: Trigger, inner: Trigger) -> bool:
        return inner.noun or outer.noun

    def subject(self, t: Trigger) -> tuple[Party, ...]:
        """Return who does what the verb says (coordinated parties together); empty where the sentence does not say."""
        sent, first = self.sent, t.verb.first
        lo, _ = sent.clause(min(first, t.i))
        if t.verb.passive or (t.verb.tag in "xn" and not t.verb.aux):
            agent = self._by(t)
            if agent or t.verb.passive:
                return agent
        resumed = sent.word(lo) in RELATIVE and "," in sent.gap(first) and lo < first
        if resumed:
            found = self._nearest(sent.lo, lo)
        else:
            found = self._nearest(lo, first)
            if not found and sent.word(lo) in RELATIVE:
                found = self._coordinated(*self._last(sent.lo, lo))
        if not found and (self._continues(t, lo)):
            found = self.last_subject
        if found:
            self.last_subject = found
        return found

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
        _, hi = self.sent.clause(t.b - 1)
        right = [p for p in self.parties if p.i >= t.j and p.j <= hi]
        for k, p in enumerate(right):
            if p.before == "by" or self.sent.word(p.i - 1) == "by":
                return (
                    self._coordinated(self.parties, self.parties.index(p), forward=True)
                    if right[k:]
                    else (p,)
                )
        return ()

    def _nearest(self, lo: int, hi: int) -> tuple[Party, ...]:
        inside = [k for k, p in enumerate(self.parties) if p.i >= lo and p.j <= hi]
        for k in reversed(inside):
            p = self.parties[k]
            if p.agent and not p.before and not (p.owner and not self._head_between(p, hi)):
                return self._coordinated(self.parties, k)
        for k in reversed(inside):  # "the presidents of Gondor and Arnor", "representatives from Gondor"
            p = self.parties[k]
            if (
                p.kind in ("state", "metonym", "group", "modifier", "body", "person")
                and p.before in ("of", "from", "between", "both")
                or p.kind == "modifier"
            ):
                return self._coordinated(self.parties, k)
        return ()

    def _head_between(self, p: Party, hi: int) -> bool:
        return p.j < hi

    def _last(self, lo: int, hi: int) -> tuple[list[Party], int]:
        inside = [k for k, p in enumerate(self.parties) if p.i >= lo and p.j <= hi]
        return self.parties, inside[-1] if inside else -1

    def _coordinated(self, parties: list[Party], k: int, forward: bool = False) -> tuple[Party, ...]:
        if k < 0:
            return ()
        found = [parties[k]]
        step = 1 if forward else -1
        m = k + step
        while 0 <= m < len(parties):
            a, b = (found[-1], parties[m]) if forward else (parties[m], found[-1])
            between = self.sent.words[a.j : b.i]
            gap = self.sent.gap(b.i)
            if (
                len(between) <= 3
                and set(between) <= {"and", "the", "both", "with", "as", "well"}
                and not any(c in gap for c in ";:(")
            ):
                if not between and "," not in gap and "-" not in gap and gap.strip():
                    break
                found.append(parties[m])
                m += step
            else:
                break
        return tuple(found if forward else reversed(found))

    def objects(self, t: Trigger, reach: int = 14) -> list[Party]:
        """Return the parties to the right of a trigger, within its clause and `reach` words."""
        _, hi = self.window(t)
        return [p for p in self.parties if p.i >= t.j and p.i < min(hi, t.j + reach)]


def actors_of(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the distinct actors of the parties, in order."""
    return tuple(dict.fromkeys(a for p in parties for a in p.actors))


def people_of(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the distinct ids of the people among the parties, in order."""
    return tuple(dict.fromkeys(p.person for p in parties if p.person))


def _args(parties: Iterable[Party], **more) -> Args:
    parties = list(parties)
    return Args(actors_of(parties), people_of(parties), **more)


def is_place(p: Party) -> bool:
    """Tell whether a party is named as the place where something happens."""
    return p.place is not None and p.before in PLACE_PREPOSITIONS


def destination(r: Reading, t: Trigger, prepositions: frozenset[str], reach: int = 12) -> Party | None:
    """Return the state, capital or place that a movement leads to."""
    _, hi = r.sent.clause(t.b - 1)
    for p in r.parties:
        if p.i >= t.j and p.i < min(hi, t.j + reach) and p.place and p.before in prepositions and not p.owner:
            return p
    return None


def travel(r: Reading, t: Trigger) -> Args | None:
    """Somebody goes somewhere: "arrived in", "left for", "is heading to"."""
    where = destination(r, t, frozenset({"to", "in", "at", "for", "into"}))
    if not where:
        return None
    movers = r.subject(t) or r.last_subject
    movers = tuple(p for p in movers if p.agent or p.kind == "modifier")
    return _moved(r, movers, where)


def _moved(r: Reading, movers: tuple[Party, ...], where: Party) -> Args | None:
    who = actors_of(movers)
    if where.actors and set(who) == set(where.actors):
        return None
    if not who and not movers and not r.active:
        return None
    if where.actors and not who and where.actors[0] not in r.dyad:
        return None
    return Args(tuple(dict.fromkeys((*who, *where.actors))), people_of(movers), place=where.place)


def visit(r: Reading, t: Trigger) -> Args | None:
    """The verb "visit": what is visited stands right after it."""
    if t.verb.passive:
        visitors = r.subject(t)
        hosts = [p for p in r.between(r.sent.lo, t.i) if p.place]
        return _moved(r, visitors, hosts[-1]) if hosts and visitors else None
    movers = r.subject(t)
    objects = r.objects(t, 9)
    for p in objects:
        if p.place and p.before in ("", "both", "to", "in"):
            return _moved(r, movers, p)
        if p.actors and p.kind in ("modifier", "body", "organisation"):
            study = r.gazetteer.study.actor[p.actors[0]]
            return _moved(
                r,
                movers,
                Party(p.i, p.j, p.kind, p.actors, place=study.name if study.kind == "state" else None),
            )
    words = r.sent.words[t.j : t.j + 3]
    if words[:2] == ["the", "country"] and movers and actors_of(movers):
        return Args(actors_of(movers), people_of(movers))
    return None


def visit_noun(r: Reading, t: Trigger) -> Args | None:
    """The noun "visit": its visitor before it or after "by" and "of", its destination after "to"."""
    sent = r.sent
    where = destination(r, t, frozenset({"to", "in"}), 14)
    visitors = _owners(r, t)
    if not visitors and t.phrase and t.verb.tag in "bsdxng":
        visitors = r.subject(t)
    if visitors and where:
        return _moved(r, visitors, where)
    if where and where.before == "to":
        lo, hi = sent.clause(t.a)
        others = [p for p in r.parties if p.i < t.i and p.agent and not p.before] or [
            p
            for p in r.parties
            if p.i >= t.j and p.agent and not p.before and p.kind in ("person", "role", "group", "body")
        ]
        return _moved(r, tuple(others[-1:]), where)
    if visitors and actors_of(visitors) and (where is None):
        if t.phrase or _predicate(r, t):
            return _args(visitors)
        if any(p.kind != "pronoun" for p in visitors) and sent.word(t.i - 1) != "their":
            return _args(visitors) if t.rule.id.endswith("noun") and not _adverbial(r, t) else None
        return None
    if t.phrase and t.verb.tag in "bsdxng":
        return Args()
    return Args() if _predicate(r, t) else None


def _adverbial(r: Reading, t: Trigger) -> bool:
    """Tell whether a noun only dates something else: "during the visit", "after their meeting"."""
    sent, k = r.sent, t.i - 1
    while k >= sent.lo and k > t.i - 8:
        word = sent.words[k]
        if word in (
            "during",
            "after",
            "before",
            "at",
            "in",
            "on",
            "following",
            "since",
            "ahead",
            "within",
            "of",
        ):
            return True
        if any(c in sent.gap(k + 1) for c in ",;:()"):
            return False
        k -= 1
    return False


def _predicate(r: Reading, t: Trigger) -> bool:
    """Tell whether the noun is the subject of its clause: "the visit was postponed", "a session will be held"."""
    sent = r.sent
    if _adverbial(r, t):
        return False
    _, hi = sent.clause(t.a)
    verbs = r.lexicon.classes["hold_verbs"]
    following = sent.words[t.j : min(hi, t.j + 16)]
    if following[:1] and "," in sent.gap(t.j):
        following = sent.words[t.j : min(sent.hi, t.j + 12)]
    return any(w in verbs for w in following)


def _owners(r: Reading, t: Trigger) -> tuple[Party, ...]:
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
            return (p,)
    before = [p for p in r.parties if p.j <= t.i and p.j > t.i - 7]
    for p in reversed(before):
        gap_words = sent.words[p.j : t.i]
        if p.owner or p.kind == "modifier":
            if all(w not in ("and", "to", "of", "in", "during", "for", "with") for w in gap_words):
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


def presence(r: Reading, t: Trigger) -> Args | None:
    """ "X was in Y": a person, with a place of another state right after."""
    where = destination(r, t, frozenset({"in", "to"}), 3)
    movers = tuple(p for p in r.subject(t) if p.kind in ("person", "pronoun", "role"))
    if not where or not movers or not movers[0].actors or not where.actors:
        return None
    return _moved(r, movers, where)


def host(r: Reading, t: Trigger) -> Args | None:
    """Somebody receives or welcomes somebody: both must be people or delegations."""
    subject = r.subject(t)
    if t.verb.passive:
        guests = [p for p in r.between(r.sent.lo, t.i) if p.agent]
        return _args((*guests[-2:], *subject)) if guests else None
    guests = [p for p in r.objects(t, 8) if p.human or (p.kind == "body" and p.head)]
    if not guests or not subject:
        return None
    if guests[0].owner and not guests[0].human:
        return None
    return _args((*subject, *guests))


def meet(r: Reading, t: Trigger) -> Args | None:
    """People of two sides meet, discuss or negotiate."""
    lo, hi = r.window(t)
    subject = r.subject(t)
    if not subject and not t.phrase and t.rule.id.endswith(("meet", "discuss")):
        return None
    if not any(p.agent or p.kind == "modifier" for p in subject) and not t.verb.passive:
        return None
    others = [p for p in r.objects(t, 20) if not is_place(p) and p.kind != "place"]
    if t.rule.id.endswith("discuss"):
        mates = [p for p in others if p.before in ("with", "and") or p.kind == "counterpart"]
        whole = set(actors_of((*subject, *others)))
        others = mates or [p for p in others if len(set(r.dyad) & whole) == 2 or p.kind == "organisation"]
    elif t.rule.id.endswith("meet"):
        others = [p for p in others if p.agent or p.kind in ("counterpart", "modifier")]
        if (
            not others
            and len(subject) < 2
            and subject
            and subject[0].kind not in ("group",)
            and "with" not in r.sent.words[t.j : t.j + 2]
        ):
            return None
    return _args((*subject, *others), posted=any(p.posted for p in subject))


def event_host(r: Reading, t: Trigger) -> Args | None:
    """A capital or a state hosts a gathering."""
    gathering = r.sent.words[t.j : t.j + 14]
    if not any(w in r.lexicon.classes["events"] or w in ("round", "delegation") for w in gathering):
        return None
    lo, hi = r.sent.clause(t.i)
    parties = r.between(lo, hi)
    place = next((p.place for p in parties if p.place and p.j <= t.i), None)
    return _args([p for p in parties if p.kind != "metonym"], place=place)


def talks_noun(r: Reading, t: Trigger) -> Args | None:
    """A meeting or talks as a noun, or with "hold"."""
    sent = r.sent
    lo, hi = r.window(t)
    right = [p for p in r.parties if p.i >= t.j and p.i < min(sent.clause(t.b - 1)[1], t.j + 16)]
    partners = [
        p
        for p in right
        if p.before in ("with", "between", "of", "by", "and", "from")
        and p.kind != "place"
        and not is_place(p)
    ]
    if partners:
        partners = [p for p in right if p.i >= partners[0].i and not is_place(p) and p.kind != "place"]
    if t.phrase and t.verb.tag in "bsdxng":
        subject = r.subject(t)
        return _args((*subject, *partners), posted=any(p.posted for p in subject))
    owners = _owners(r, t)
    if partners and any(p.actors or p.kind in ("group", "counterpart") for p in partners):
        if not owners and not r.dyad_in(partners):
            owners = r.sentence_subject(t)
        return _args((*owners, *partners))
    if t.phrase:
        return _args((*owners, *[p for p in r.between(*sent.clause(t.a)) if not is_place(p)]))
    before = [p for p in r.parties if p.j <= t.i and p.j > t.i - 6 and p.kind == "modifier"]
    if len(actors_of(before)) > 1:
        return _args(before)
    if _predicate(r, t):
        inside = [p for p in r.between(*sent.clause(t.a)) if not is_place(p) and p.kind != "place"]
        return _args((*owners, *inside))
    return None


def sign(r: Reading, t: Trigger) -> Args | None:
    """Somebody signs, initials or concludes something with somebody."""
    sent = r.sent
    lo, hi = sent.clause(t.a)
    documents = r.lexicon.classes["documents"]
    words = sent.words[lo:hi]
    plain = r.sent.words[t.i][:4] in ("sign", "inki", "inke", "inks", "ink", "init", "coun")
    if not t.phrase and not any(w in documents for w in words):
        if not plain or r.sent.word(t.j) in ("up", "of", "off", "language"):
            return None
    subject = r.subject(t)
    partners = [
        p for p in r.objects(t, 24) if p.before in ("with", "between", "by", "and") and p.kind != "place"
    ]
    if partners:
        partners = [p for p in r.objects(t, 30) if p.i >= partners[0].i and not is_place(p)]
    if not subject and not partners:
        partners = [p for p in r.between(lo, hi) if not is_place(p) and p.kind != "place"]
    return _args((*subject, *partners))


def agree(r: Reading, t: Trigger) -> Args | None:
    """Two sides agree on something."""
    subject = r.subject(t)
    if not subject and not t.verb.passive:
        return None
    partners = [p for p in r.objects(t, 12) if p.before == "with"]
    return _args((*subject, *partners))


def document_noun(r: Reading, t: Trigger) -> Args | None:
    """A document named as a noun: its parties stand beside it, or it is what the text has been speaking of."""
    sent = r.sent
    lo, hi = sent.clause(t.a)
    inside = [p for p in r.between(lo, hi) if not is_place(p) and p.kind != "place"]
    if t.phrase and t.verb.tag in "bsdxng":
        return _args(inside)
    if len(actors_of(inside)) >= 2:
        near = [p for p in inside if abs(p.i - t.j) < 14]
        return _args(near, lone=False)
    if any(w in AGREED for w in sent.words[t.j : min(hi, t.j + 5)]):
        return _args(inside)
    previous = sent.words[max(sent.lo, t.i - 6) : t.i]
    if (
        "and" in previous
        and any(o.rule.frame == "sign" for o in r.triggers if o.i < t.i)
        and ("a" in previous or "an" in previous)
    ):
        return _args(inside)
    return None


AGREED = frozenset("reached concluded struck achieved signed".split())


def say(r: Reading, t: Trigger) -> Args | None:
    """Somebody who acts for a state says something."""
    sent = r.sent
    subject = r.subject(t)
    if not subject or not any(p.agent for p in subject):
        k = sent.index
        inverted = [
            p
            for p in r.parties
            if t.j <= p.i <= t.j + 2 and p.kind in ("person", "role") and sent.same_clause(t.i, p.i)
        ]
        if not inverted or t.verb.aux or k < 0:
            return None
        subject = (inverted[0],)
    speakers = tuple(p for p in subject if p.agent)
    first = speakers[-1]
    if first.j <= t.verb.first:
        between = sent.words[first.j : t.verb.first]
        if (
            len(between) > 3
            and sent.same_clause(first.i, t.verb.first)
            and "," not in sent.gap(t.verb.first)
            and first.kind not in ("person",)
        ):
            if any(w in r.lexicon.classes["agencies"] for w in between):
                return None
        if between and between[-1] in r.lexicon.classes["agencies"]:
            return None
    if not actors_of(speakers) and not any(p.kind == "group" for p in speakers):
        return None
    inside = r.between(*sent.clause(t.i))
    lo, hi = sent.lo, sent.hi
    rest = [p for p in (inside if len(r.triggers) > 1 else r.between(lo, hi)) if p not in speakers]
    return Args(actors_of((*speakers, *rest)), people_of(speakers), lone=True)


def invite(r: Reading, t: Trigger) -> Args | None:
    """Somebody invites somebody to come."""
    lo, hi = r.sent.clause(t.a)
    parties = [p for p in r.between(lo, max(hi, t.j + 6)) if p.kind != "place"]
    where = next(
        (p for p in r.parties if p.i >= t.a and p.place and p.before in ("to", "in", "") and p.i < t.j + 6),
        None,
    )
    if not parties and not r.active:
        return None
    return _args((*r.subject(t), *parties), place=where.place if where else None)


def relate(r: Reading, t: Trigger) -> Args | None:
    """A relationship between parties, wherever in the clause they stand."""
    lo, hi = r.sent.clause(t.a)
    inside = [
        p
        for p in r.between(lo, hi)
        if p.kind not in ("place", "person", "role") and not (p.place and p.before in ("in", "at"))
    ] or r.between(lo, hi)
    people = [p for p in r.between(lo, hi) if p.kind in ("person", "role")]
    subject = r.subject(t) if t.verb.tag in "bsdxng" else ()
    joint = any(w in r.lexicon.classes["joint_words"] for w in r.sent.words[lo:hi])
    actors = actors_of((*subject, *inside, *people))
    group = any(p.kind == "group" and p.head != "they" for p in inside) or joint
    return Args(
        actors,
        people_of(people),
        lone=group or len(actors) >= 2 or t.rule.type == "sanctions" and bool(actors),
        joint=True,
    )


def suffer(r: Reading, t: Trigger) -> Args | None:
    """Both states suffer something from outside."""
    lo, hi = r.sent.clause(t.a)
    subject = r.subject(t)
    inside = r.between(lo, hi)
    return Args(
        actors_of((*subject, *inside)), lone=any(p.kind == "group" for p in (*subject, *inside)), joint=True
    )


def volume(r: Reading, t: Trigger) -> Args | None:
    """The volume of trade, or its change."""
    sent = r.sent
    lo, hi = sent.clause(t.a)
    inside = r.between(lo, hi)
    words = sent.words[lo:hi]
    actors = actors_of(inside)
    joint = any(w in r.lexicon.classes["joint_words"] for w in words) or any(
        p.kind == "group" for p in inside
    )
    flows = any(w in FLOWS for w in words)
    figure = any(w.isdigit() or w in ("$", "€") for w in sent.words[lo : min(sent.hi, hi + 6)])
    lone = (
        joint
        or (flows and (figure or len(actors) == 1))
        or (words[:1] == ["it"] or "it" in words[:4])
        and figure
    )
    return Args(actors, lone=lone and not (len(actors) == 0 and not flows and not figure and not joint))


FLOWS = frozenset(
    "trade turnover exports imports export import commerce supplies deliveries shipments sales".split()
)


def supply(r: Reading, t: Trigger) -> Args | None:
    """One side gives, sells or brings something to the other."""
    lo, hi = r.sent.clause(t.a)
    subject = r.subject(t)
    inside = [p for p in r.between(lo, hi) if p.kind != "place"]
    return _args((*subject, *inside), lone=any(p.kind in ("group", "pronoun") for p in (*subject, *inside)))


def arms(r: Reading, t: Trigger) -> Args | None:
    """Arms or know-how change hands, or are made together."""
    lo, hi = r.sent.clause(t.a)
    inside = [p for p in r.between(lo, hi) if p.kind != "place"]
    subject = r.subject(t) if t.verb.tag in "bsdxng" else ()
    return Args(actors_of((*subject, *inside)), people_of(subject), lone=True, joint=True)


def sanction(r: Reading, t: Trigger) -> Args | None:
    """Restrictions are imposed or lifted."""
    inside = r.between(r.sent.lo, r.sent.hi)
    return Args(actors_of(inside), lone=False, joint=True)


def join(r: Reading, t: Trigger) -> Args | None:
    """A state joins an organisation."""
    lo, hi = r.sent.clause(t.a)
    inside = r.between(lo, hi)
    bodies = [p for p in inside if p.kind == "organisation"]
    if not bodies:
        return None
    subject = r.subject(t) or r.last_subject
    return _args(
        (*[p for p in subject if p not in bodies], *[p for p in inside if p.kind != "place"]),
        lone=any(p.kind == "group" for p in inside),
        joint=True,
    )


def within(r: Reading, t: Trigger) -> Args | None:
    """The two act together within an organisation."""
    lo, hi = r.sent.clause(t.a)
    inside = r.between(lo, hi)
    return Args(actors_of((*r.subject(t), *inside)), lone=any(p.kind == "group" for p in inside), joint=True)


def found(r: Reading, t: Trigger) -> Args | None:
    """Something joint is opened, launched or closed."""
    lo, hi = r.sent.clause(t.a)
    inside = [p for p in r.between(lo, hi) if p.kind != "place"]
    subject = r.subject(t)
    joint = any(w in r.lexicon.classes["joint_words"] for w in r.sent.words[lo:hi])
    group = any(p.kind == "group" for p in (*subject, *inside)) or joint
    return _args((*subject, *inside), lone=group)


def conflict(r: Reading, t: Trigger) -> Args | None:
    """One state attacks another."""
    lo, hi = r.sent.clause(t.a)
    inside = r.between(lo, hi)
    actors = actors_of(inside)
    return Args(actors, lone=False, joint=True) if len(actors) >= 2 else None


FRAMES: dict[str, Callable[[Reading, Trigger], Args | None]] = {
    f.__name__: f
    for f in (
        travel, visit, visit_noun, presence, host, meet, event_host, talks_noun, sign, agree, document_noun, say, invite,
        relate, suffer, volume, supply, arms, sanction, join, within, found, conflict,
    )
}  # fmt: skip


def dyad_in(self: Reading, parties: Iterable[Party]) -> bool:
    """Tell whether both members of the study's pair are among the parties."""
    return set(self.dyad) <= set(actors_of(parties))


def sentence_subject(self: Reading, t: Trigger) -> tuple[Party, ...]:
    """Return the first party of the sentence that acts and stands outside the trigger's own words."""
    for p in self.parties:
        if p.agent and not p.before and p.i >= t.j:
            return (p,)
    for p in self.parties:
        if p.agent and not p.before and p.j <= t.i:
            return (p,)
    return ()


Reading.dyad_in = dyad_in  # type: ignore[attr-defined]
Reading.sentence_subject = sentence_subject  # type: ignore[attr-defined]
