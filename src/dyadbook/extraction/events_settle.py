"""Who is involved in an event, and whether it is the pair: by its clause, else its sentence, else what the text is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dyadbook.extraction.events_party import Memory
from dyadbook.extraction.events_reading import Args, Reading, actors_of
from dyadbook.extraction.events_triggers import Trigger
from dyadbook.extraction.gazetteer import Gazetteer

# With an organisation for a partner, an event of these types is not one of the pair.
PARTNERED = frozenset({"agreement", "cooperation", "meeting", "visit", "trade"})
# Third parties belong to events of these types, where their frame says so.
JOINT_TYPES = frozenset(
    {"cooperation", "membership", "west_relations", "sanctions", "military", "conflict", "trade"}
)
NEAR_BY = 3  # sentences within which a text that is about the pair still speaks of it, whoever else is named
FORGOTTEN = 12  # sentences without the pair after which nothing is understood of it any more


@dataclass
class Topic:
    """What a text is about, as far as it has been read."""

    quiet: int = 0  # sentences since the pair was last named
    focus: bool = False  # the headline or the first sentences name both members
    seen: bool = False  # the pair has been named at all


@dataclass(slots=True, eq=False)
class Settled:
    actors: tuple[str, ...]
    bilateral: bool
    tier: str


def is_active(memory: Memory, topic: Topic, named: Iterable[str], dyad: set[str]) -> bool:
    """Tell whether the pair is what the text is speaking of in a sentence that names `named`."""
    return dyad <= set(named) or (dyad <= set(memory.pair) and topic.quiet <= FORGOTTEN)


def third_states(gazetteer: Gazetteer, actors: Iterable[str]) -> list[str]:
    """Return the states among actors that are not of the pair."""
    study = gazetteer.study.actor
    return [a for a in actors if a not in gazetteer.dyad and study[a].kind == "state"]


def settle(r: Reading, t: Trigger, args: Args, topic: Topic) -> Settled | None:
    """Decide who is involved in an event; None where nobody of the pair is, or nobody is with them."""
    dyad = set(r.dyad)
    members = tuple(dict.fromkeys(a for a in args.actors if a in dyad))
    others = tuple(a for a in args.actors if a not in dyad)
    joint = args.joint and t.rule.type in JOINT_TYPES and not t.rule.id.endswith("evade")
    tail = others if joint else ()
    if len(members) == 2:
        return Settled((*members, *tail), True, "explicit")
    if args.lone and not _blocked(r, t, args, topic, members):
        borrowed = _borrow(r, t, topic, members, others)
        if borrowed:
            pair, tier = borrowed
            return Settled((*pair, *tail), True, tier)
    if len(args.actors) >= 2 and members:
        return Settled(args.actors, False, "explicit")
    return None


def _blocked(r: Reading, t: Trigger, args: Args, topic: Topic, members: tuple[str, ...]) -> bool:
    """Tell whether a third party stands in the place that the other member would have."""
    acting = {a for p in r.parties if p.kind not in ("modifier", "place") for a in p.actors}
    third = [a for a in third_states(r.gazetteer, args.actors) if a in acting]
    if t.rule.type == "statement" and members:
        both = set(r.dyad) <= set(actors_of(r.parties))
        if both or (r.active and topic.focus and topic.quiet <= NEAR_BY):
            third = []  # one of the two speaks of a third state, in a text about the pair
    bodies = [a for a in args.actors if a not in r.dyad and a not in third]
    return bool(third) or (len(members) == 1 and bool(bodies) and t.rule.type in PARTNERED)


def _borrow(
    r: Reading, t: Trigger, topic: Topic, members: tuple[str, ...], others: tuple[str, ...]
) -> tuple[tuple[str, ...], str] | None:
    """Return the pair and a tier where the sentence, or the text before it, supplies who is missing."""
    named = actors_of(r.parties)
    elsewhere = third_states(r.gazetteer, named)
    rest = [a for a in r.dyad if a not in members]
    if members and rest[0] in named and not elsewhere:
        return (*members, rest[0]), "explicit"
    session = t.rule.type == "meeting" and not r.lexicon.classes["session_words"].isdisjoint(
        r.sent.words[t.i : t.j + 6]
    )
    if not (r.active or (session and topic.seen)):
        return None
    if members:
        return (*members, rest[0]), "inherited"
    if (elsewhere and others) or (others and t.rule.type == "statement"):
        return None
    pair = tuple(a for a in r.memory.pair if a in r.dyad)
    return (pair if len(pair) == 2 else r.dyad), "inherited"
