"""Frames of dealing: who signs, relates, trades, arms, sanctions, joins and fights with whom."""

from __future__ import annotations

from dyadbook.extraction.events_party import Party
from dyadbook.extraction.events_reading import (
    Args,
    Reading,
    actors_of,
    args_of,
    is_place,
    owners,
    people_of,
)
from dyadbook.extraction.events_triggers import Trigger

SIGNING = frozenset(
    [
        "sign",
        "signs",
        "signed",
        "signing",
        "ink",
        "inks",
        "inked",
        "inking",
        "initial",
        "initialed",
        "initialled",
    ]
)
BORDERS = frozenset(["border", "borders", "frontier"])  # a state whose border is near takes no part
AGREED = frozenset(["reached", "concluded", "struck", "achieved", "signed"])
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


def sign(r: Reading, t: Trigger) -> Args | None:
    """Somebody signs, initials or concludes something with somebody."""
    sent = r.sent
    lo, hi = sent.clause(t.a)
    documents = r.lexicon.classes["documents"]
    words = sent.words[lo : max(hi, min(sent.hi, t.j + 9))]
    signs = sent.words[t.i] in SIGNING and sent.word(t.j) not in ("up", "of", "off", "language")
    if not t.phrase and not signs and documents.isdisjoint(words):
        return None
    subject = r.subject(t)
    rest = [p for p in r.parties if t.j <= p.i < min(hi, t.j + 30) and p.kind != "place" and not is_place(p)]
    tied = [p for p in rest if p.before in ("with", "between", "by")]
    partners = [p for p in rest if tied and p.i >= tied[0].i]
    if not subject and not partners:
        partners = [p for p in r.between(lo, hi) if not is_place(p) and p.kind != "place"]
    return args_of((*subject, *partners))


def agree(r: Reading, t: Trigger) -> Args | None:
    """Two sides agree on something; one alone only with whom the clause names."""
    subject = r.subject(t)
    if not subject and not t.verb.passive:
        return None
    partners = [p for p in r.objects(t, 12) if p.before == "with"]
    joint = len(subject) > 1 or any(p.kind == "group" for p in subject) or bool(partners) or t.verb.passive
    joint = joint or r.dyad_in(r.parties)
    return args_of((*subject, *partners), lone=joint)


def document_noun(r: Reading, t: Trigger) -> Args | None:
    """A document named as a noun: its parties stand beside it, or it is what the text has been speaking of."""
    sent = r.sent
    lo, hi = sent.clause(t.a)
    inside = [p for p in r.between(lo, hi) if not is_place(p) and p.kind != "place"]
    if t.verb.tag in "bsdxng":
        held = t.phrase or not r.lexicon.classes["documents"].isdisjoint(sent.words[lo:hi])
        return args_of(inside) if held else None
    if len(actors_of(inside)) >= 2:
        near = [p for p in inside if abs(p.i - t.j) < 14]
        return args_of(near, lone=False)
    if any(w in AGREED for w in sent.words[t.j : min(hi, t.j + 5)]):
        return args_of(inside)
    previous = sent.words[max(sent.lo, t.i - 6) : t.i]
    if (
        "and" in previous
        and any(o.rule.frame == "sign" for o in r.triggers if o.i < t.i)
        and ("a" in previous or "an" in previous)
    ):
        return args_of(inside)
    return None


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
    clause = [
        p for p in r.between(lo, hi) if set(p.actors) & set(r.dyad) or not p.actors or _takes_part(p, t)
    ]
    inside = [p for p in clause if p.kind not in ("place", "person", "role") and not is_place(p)] or clause
    people = [p for p in clause if p.kind in ("person", "role")]
    actors = actors_of((*subject, *inside, *people))
    joint = any(w in r.lexicon.classes["joint_words"] for w in sent.words[lo:hi])
    group = joint or any(p.kind == "group" and p.head != "they" for p in inside)
    bare = not actors and (sent.word(lo) in ("this", "these", "it", "such") or t.i == sent.lo)
    documents = r.lexicon.classes["documents"]
    bare = bare or (not actors and t.phrase and any(w in documents for w in sent.words[lo : t.i]))
    if not actors and not group and not bare and r.dyad_in(r.parties):
        return Args(r.dyad, joint=True)
    lone = group or bare or len(actors) >= 2 or (t.rule.type == "sanctions" and bool(actors))
    return Args(actors, people_of(people), lone=lone, joint=True)


def _takes_part(p: Party, t: Trigger) -> bool:
    """Tell whether a third party belongs to a relationship: an organisation, a partner, or named before it as a cause."""
    if p.kind == "organisation" and not p.owner:
        return True
    return p.before in ("with", "between", "among") or (p.i < t.a and p.before in ("", "of", "by"))


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
    joint = joint or (not actors and "turnover" in words)
    flows = any(w in FLOWS for w in words)
    figure = any(w.isdigit() or w in ("$", "€") for w in sent.words[lo : min(sent.hi, hi + 6)])
    lone = (
        joint
        or (flows and (figure or len(actors) == 1))
        or (words[:1] == ["it"] or "it" in words[:4])
        and figure
    )
    return Args(actors, lone=lone and not (len(actors) == 0 and not flows and not figure and not joint))


def supply(r: Reading, t: Trigger) -> Args | None:
    """One side gives, sells or brings something to the other."""
    if r.sent.words[t.i].startswith("provid") and r.sent.word(t.j) == "for":
        return None
    lo, hi = r.sent.clause(t.a)
    subject = r.subject(t)
    places = t.rule.type == "cooperation"  # who drills in a field deals with the state that it lies in
    inside = [p for p in r.between(lo, hi) if p.kind != "place" or (places and p.actors)]
    return args_of((*subject, *inside), lone=any(p.kind in ("group", "pronoun") for p in (*subject, *inside)))


def arms(r: Reading, t: Trigger) -> Args | None:
    """Arms or know-how change hands, or are made together."""
    lo, hi = r.sent.clause(t.a)
    inside = [p for p in r.between(lo, hi) if p.kind != "place" and r.sent.word(p.j) not in BORDERS]
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
    return args_of(
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
    return args_of((*subject, *inside), lone=group)


def conflict(r: Reading, t: Trigger) -> Args | None:
    """One state attacks another."""
    lo, hi = r.sent.clause(t.a)
    inside = r.between(lo, hi)
    before = [p for p in inside if t.i - 8 < p.j <= t.i][-1:]
    actors = actors_of((*before, *[p for p in inside if t.j <= p.i < t.j + 8]))
    return Args(actors, lone=False, joint=True) if len(actors) >= 2 else None
