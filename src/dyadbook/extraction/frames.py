"""Argument frames: from a trigger and the parties of its sentence to who is involved, on which footing, and where.

Each frame answers for one kind of predicate: somebody travels somewhere, meets somebody, signs, says, supplies. It names
the parties that the clause itself gives; `settle` then decides, with what the text said before, whether the pair of the
study is involved. A frame returns None where the predicate has not the parties that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dyadbook.extraction.events_parties import Party
from dyadbook.extraction.events_reading import (
    Reading,
    actors_of,
    adverbial,
    is_place,
    owners,
    people_of,
    predicate,
)
from dyadbook.extraction.events_triggers import Trigger


@dataclass(frozen=True, slots=True)
class Args:
    """What a frame found: actors named (in order), destination, whether the clause may borrow its other party."""

    actors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str | None = None
    lone: bool = True  # one party, or none, may be completed from what the text said before
    joint: bool = False  # all actors of the clause belong to the event, third ones too
    posted: bool = False


def _args(parties: Iterable[Party], **more) -> Args:
    parties = list(parties)
    return Args(actors_of(parties), people_of(parties), **more)


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
    if t.verb.to and movers and actors_of(movers) and not objects:
        return Args(actors_of(movers), people_of(movers))
    words = r.sent.words[t.j : t.j + 3]
    if words[:2] == ["the", "country"] and movers and actors_of(movers):
        return Args(actors_of(movers), people_of(movers))
    return None


def visit_noun(r: Reading, t: Trigger) -> Args | None:
    """The noun "visit": its visitor before it or after "by" and "of", its destination after "to"."""
    sent = r.sent
    where = destination(r, t, frozenset({"to", "in"}), 14)
    visitors = owners(r, t)
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
        if t.phrase or predicate(r, t):
            return _args(visitors)
        if any(p.kind != "pronoun" for p in visitors) and sent.word(t.i - 1) != "their":
            return _args(visitors) if t.rule.id.endswith("noun") and not adverbial(r, t) else None
        return None
    if t.phrase and t.verb.tag in "bsdxng":
        return Args()
    return Args() if predicate(r, t) else None


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
    if guests[0].owner or guests[0].before not in ("", "of", "by"):
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
        if p.before in ("with", "between", "of", "by", "and")
        and p.kind != "place"
        and not is_place(p)
        and "," not in r.sent.gap(t.j)
    ]
    if partners:
        partners = [p for p in right if p.i >= partners[0].i and not is_place(p) and p.kind != "place"]
    if t.phrase and t.verb.tag in "bsdxng":
        subject = r.subject(t)
        return _args((*subject, *partners), posted=any(p.posted for p in subject))
    whose = owners(r, t)
    if partners and any(p.actors or p.kind in ("group", "counterpart") for p in partners):
        if not whose and not r.dyad_in(partners):
            whose = r.sentence_subject(t)
        return _args((*whose, *partners))
    if t.phrase:
        return _args((*whose, *[p for p in r.between(*sent.clause(t.a)) if not is_place(p)]))
    before = [p for p in r.parties if p.j <= t.i and p.j > t.i - 6 and p.kind == "modifier"]
    if len(actors_of(before)) > 1:
        return _args(before)
    if predicate(r, t):
        inside = [p for p in r.between(*sent.clause(t.a)) if not is_place(p) and p.kind != "place"]
        return _args((*whose, *inside))
    return None


def sign(r: Reading, t: Trigger) -> Args | None:
    """Somebody signs, initials or concludes something with somebody."""
    sent = r.sent
    lo, hi = sent.clause(t.a)
    documents = r.lexicon.classes["documents"]
    words = sent.words[lo : max(hi, min(sent.hi, t.j + 9))]
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
    """Two sides agree on something; one alone only with whom the clause names."""
    subject = r.subject(t)
    if not subject and not t.verb.passive:
        return None
    partners = [p for p in r.objects(t, 12) if p.before == "with"]
    joint = len(subject) > 1 or any(p.kind == "group" for p in subject) or bool(partners) or t.verb.passive
    return _args((*subject, *partners), lone=joint)


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


AGREED = frozenset(["reached", "concluded", "struck", "achieved", "signed"])


def _somebody_else(r: Reading, speaker: Party, t: Trigger) -> bool:
    """Tell whether another subject stands before the verb: "Gondor, the report says, ..."."""
    sent, first = r.sent, t.verb.first
    if speaker.j >= first or "," in sent.gap(first):
        return False
    comma = [k for k in range(speaker.j, first) if "," in sent.gap(k)]
    return bool(comma) and sent.words[comma[-1]] in ("the", "a", "an", "one", "some", "many")


def say(r: Reading, t: Trigger) -> Args | None:
    """Somebody who acts for a state says something."""
    sent = r.sent
    if t.verb.tag == "g" and t.verb.governor in ("for", "of", "in"):
        return None
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
    speakers = tuple(p for p in subject if p.agent and p.head != "it")
    if not speakers:
        return None
    first = speakers[-1]
    if _somebody_else(r, first, t):
        return None
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
    if t.rule.id.endswith("judge") and not t.phrase:
        target = [p for p in r.parties if t.j <= p.i <= t.j + 3 and p.actors]
        if t.verb.passive:
            target = [p for p in r.between(sent.clause(t.i)[0], t.i) if p.actors][-1:]
        both = set(r.dyad) <= set(actors_of(r.between(*sent.clause(t.i))))
        if t.verb.passive or (
            target and not both and r.gazetteer.dyad and not set(target[0].actors) & set(r.dyad)
        ):
            return Args(actors_of((*speakers, *target)), people_of(speakers), lone=False)
    rest = [p for p in (inside if len(r.triggers) > 1 else r.between(lo, hi)) if p not in speakers]
    foreign = not set(actors_of(speakers)) & set(r.dyad) and not any(p.kind == "group" for p in speakers)
    if foreign:  # "both countries" in a third state's mouth need not be the pair
        rest = [p for p in rest if p.kind not in ("group", "pronoun")]
    return Args(actors_of((*speakers, *rest)), people_of(speakers), lone=not foreign)


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
    """A relationship between parties: beside its noun ("between", "with"), else wherever in the clause they stand."""
    sent = r.sent
    lo, hi = sent.clause(t.a)
    subject = r.subject(t) if t.verb.tag in "bsdxng" else ()
    beside = _beside_noun(r, t)
    if beside:
        whose = () if sent.word(t.b) in ("between", "among") else (owners(r, t) or subject)
        parties = (*whose, *beside)
        return Args(actors_of(parties), people_of(parties), lone=len(actors_of(parties)) < 2, joint=True)
    clause = r.between(lo, hi)
    inside = [p for p in clause if p.kind not in ("place", "person", "role") and not is_place(p)] or clause
    people = [p for p in clause if p.kind in ("person", "role")]
    actors = actors_of((*subject, *inside, *people))
    joint = any(w in r.lexicon.classes["joint_words"] for w in sent.words[lo:hi])
    group = joint or any(p.kind == "group" and p.head != "they" for p in inside)
    bare = not actors and (sent.word(lo) in ("this", "these", "it", "such") or t.i == sent.lo)
    if not actors and not group and not bare and r.dyad_in(r.parties):
        return Args(actors_of(r.parties), joint=True)
    lone = group or bare or len(actors) >= 2 or (t.rule.type == "sanctions" and bool(actors))
    return Args(actors, people_of(people), lone=lone, joint=True)


def _beside_noun(r: Reading, t: Trigger) -> list[Party]:
    """Return the parties that "between" or "with" ties to the noun right before it."""
    sent = r.sent
    if sent.word(t.b) not in ("between", "among", "with") or t.b != t.a + 1:
        return []
    inside = [
        p for p in r.parties if t.b < p.i < t.b + 14 and sent.same_clause(t.a, p.i) and p.kind != "place"
    ]
    if not inside or inside[0].i > t.b + 6:
        return []
    found = [inside[0]]
    for p in inside[1:]:
        if set(sent.words[found[-1].j : p.i]) <= {"and", "the", "as", "well", "s", "of", "both"}:
            found.append(p)
        else:
            break
    return found


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
    [
        "trade",
        "turnover",
        "exports",
        "imports",
        "export",
        "import",
        "commerce",
        "supplies",
        "deliveries",
        "shipments",
        "sales",
    ]
)


def supply(r: Reading, t: Trigger) -> Args | None:
    """One side gives, sells or brings something to the other."""
    if r.sent.words[t.i].startswith("provid") and r.sent.word(t.j) == "for":
        return None
    lo, hi = r.sent.clause(t.a)
    subject = r.subject(t)
    places = t.rule.type == "cooperation"  # who drills in a field deals with the state that it lies in
    inside = [p for p in r.between(lo, hi) if p.kind != "place" or (places and p.actors)]
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
    before = [p for p in inside if t.i - 8 < p.j <= t.i][-1:]
    actors = actors_of((*before, *[p for p in inside if t.j <= p.i < t.j + 8]))
    return Args(actors, lone=False, joint=True) if len(actors) >= 2 else None


FRAMES: dict[str, Callable[[Reading, Trigger], Args | None]] = {
    f.__name__: f
    for f in (
        travel, visit, visit_noun, presence, host, meet, event_host, talks_noun, sign, agree, document_noun, say, invite,
        relate, suffer, volume, supply, arms, sanction, join, within, found, conflict,
    )
}  # fmt: skip
