"""The frame of speech: who says something, and whether for one of the two."""

from __future__ import annotations

from dyadbook.extraction.events_party import Party
from dyadbook.extraction.events_reading import (
    Args,
    Reading,
    actors_of,
    people_of,
)
from dyadbook.extraction.events_triggers import Trigger


def _somebody_else(r: Reading, speaker: Party, t: Trigger) -> bool:
    """Tell whether another subject stands before the verb: "Gondor, the report says, ..."."""
    sent, first = r.sent, t.verb.first
    if speaker.j >= first or "," in sent.gap(first):
        return False
    comma = [k for k in range(speaker.j, first) if "," in sent.gap(k)]
    return bool(comma) and sent.words[comma[-1]] in ("the", "a", "an", "one", "some", "many")


def _stranger(r: Reading, t: Trigger) -> bool:
    """Tell whether a name that the study does not know stands right before the verb: "..., Beregond said"."""
    sent, k = r.sent, t.verb.first - 1
    if k < sent.lo or t.rule.id.endswith("headline") or t.verb.tag not in "xds":
        return False
    word = sent.words[k]
    known = (
        word in r.lexicon.classes["agencies"]
        or word in r.gazetteer.names
        or any(p.i <= k < p.j for p in r.parties)
    )
    if known or not sent.capital(k) or len(word) < 4 or "," in sent.gap(k + 1):
        return False
    return k > sent.lo or sent.zone == "body"


def say(r: Reading, t: Trigger) -> Args | None:
    """Somebody who acts for a state says something."""
    sent = r.sent
    if t.verb.tag == "g" and t.verb.governor in ("for", "of", "in"):
        return None
    subject = r.subject(t)
    if not subject or not any(p.agent for p in subject):
        inverted = [
            p
            for p in r.parties
            if t.j <= p.i <= t.j + 2 and p.kind in ("person", "role") and sent.same_clause(t.i, p.i)
        ]
        if (not inverted or t.verb.aux) and not subject and r.active and _stranger(r, t):
            return Args()
        if not inverted or t.verb.aux:
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
        ) and any(w in r.lexicon.classes["agencies"] for w in between):
            return None
        if between and between[-1] in r.lexicon.classes["agencies"]:
            return None
    unknown = not actors_of(speakers) and not any(p.kind == "group" for p in speakers)
    if unknown and not (r.active and first.kind in ("role", "pronoun", "person")):
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
    foreign = (
        not unknown
        and not set(actors_of(speakers)) & set(r.dyad)
        and not any(p.kind == "group" for p in speakers)
    )
    if foreign:  # "both countries" in a third state's mouth need not be the pair
        rest = [p for p in rest if p.kind not in ("group", "pronoun")]
    return Args(actors_of((*speakers, *rest)), people_of(speakers), lone=not foreign)


def attribute(r: Reading, t: Trigger) -> Args | None:
    """A sentence opens with "according to" a person: what follows is what that person said."""
    speakers = [p for p in r.parties if t.j <= p.i <= t.j + 2 and p.kind in ("person", "role") and p.actors]
    if t.i != r.sent.lo or not speakers or not set(speakers[0].actors) & set(r.dyad):
        return None
    rest = [p for p in r.parties if p is not speakers[0]]
    return Args(actors_of((speakers[0], *rest)), people_of(speakers[:1]))
