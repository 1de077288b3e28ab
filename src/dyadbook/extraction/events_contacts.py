"""Frames of contact: who goes where, receives whom, meets whom, invites whom."""

from __future__ import annotations

from dyadbook.extraction.events_party import Party
from dyadbook.extraction.events_reading import (
    Args,
    Reading,
    actors_of,
    adverbial,
    args_of,
    is_place,
    owners,
    people_of,
    predicate,
)
from dyadbook.extraction.events_triggers import Trigger


def travel(r: Reading, t: Trigger) -> Args | None:
    """Somebody goes somewhere: "arrived in", "left for", "is heading to"."""
    where = destination(r, t, frozenset({"to", "in", "at", "for", "into"}))
    if not where:
        return None
    if r.sent.words[t.i].startswith("head") and r.sent.word(t.j) in r.lexicon.classes["determiner"]:
        return None  # "heading a delegation"
    movers = r.subject(t) or r.last_subject
    movers = tuple(p for p in movers if p.agent or p.kind == "modifier")
    if (
        not movers
        and not t.phrase
        and not r.sent.words[t.i].startswith(("arriv", "travel", "fl", "leav", "left", "depart"))
    ):
        return None  # a plane lands, prices go up
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
    if t.verb.to and r.sent.words[t.i] == "visit" and actors_of(movers) and not objects:
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
            return args_of(visitors)
        if any(p.kind != "pronoun" for p in visitors) and sent.word(t.i - 1) != "their":
            return args_of(visitors) if t.rule.id.endswith("noun") and not adverbial(r, t) else None
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


def destination(r: Reading, t: Trigger, prepositions: frozenset[str], reach: int = 12) -> Party | None:
    """Return the state, capital or place that a movement leads to."""
    _, hi = r.sent.clause(t.b - 1)
    for p in r.parties:
        if p.i >= t.j and p.i < min(hi, t.j + reach) and p.place and p.before in prepositions and not p.owner:
            return p
    return None


def host(r: Reading, t: Trigger) -> Args | None:
    """Somebody receives or welcomes somebody: both must be people or delegations."""
    subject = r.subject(t)
    if t.verb.passive:
        guests = [p for p in r.between(r.sent.lo, t.i) if p.agent]
        return args_of((*guests[-2:], *subject)) if guests else None
    guests = [p for p in r.objects(t, 8) if p.human or (p.kind == "body" and p.head)]
    if not guests or not subject:
        return None
    if guests[0].owner or guests[0].before not in ("", "of", "by"):
        return None
    return args_of((*subject, *guests))


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
    return args_of((*subject, *others))


def event_host(r: Reading, t: Trigger) -> Args | None:
    """A capital or a state hosts a gathering."""
    gathering = r.sent.words[t.j : t.j + 14]
    if not any(w in r.lexicon.classes["events"] or w in ("round", "delegation") for w in gathering):
        return None
    lo, hi = r.sent.clause(t.i)
    parties = r.between(lo, hi)
    place = next((p.place for p in parties if p.place and p.j <= t.i), None)
    return args_of([p for p in parties if p.kind != "metonym"], place=place)


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
        partners = list(r.coordinated(partners[0]))
    if t.phrase and t.verb.tag in "bsdxng":
        subject = r.subject(t)
        return args_of((*subject, *partners))
    whose = owners(r, t)
    if partners and any(p.actors or p.kind in ("group", "counterpart") for p in partners):
        if not whose and not r.dyad_in(partners):
            whose = r.sentence_subject(t)
        return args_of((*whose, *partners))
    if t.phrase:
        return args_of((*whose, *[p for p in r.between(*sent.clause(t.a)) if not is_place(p)]))
    before = [p for p in r.parties if p.j <= t.i and p.j > t.i - 6 and p.kind == "modifier"]
    if len(actors_of(before)) > 1:
        return args_of(before)
    if predicate(r, t):
        inside = [p for p in r.between(*sent.clause(t.a)) if not is_place(p) and p.kind != "place"]
        return args_of((*whose, *inside))
    return None


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
    return args_of((*r.subject(t), *parties), place=where.place if where else None)
