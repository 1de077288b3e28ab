"""Which of a sentence's events stand: no echo of another event, no mere topic of talk; and who did what, respectively."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.events_reading import Args, Reading
from dyadbook.extraction.events_thread import Draft
from dyadbook.extraction.events_triggers import Trigger
from dyadbook.extraction.events_when import ANCHORS, When

# What is discussed, said or agreed is no event of its own in these fields.
CONTENT = frozenset({"cooperation", "trade", "sanctions", "west_relations"})
NAMING = frozenset({"a", "an", "the", "their", "its", "called", "so"})  # before the name of a paper
MILITARY = frozenset({"military", "defence", "defense", "arms"})


def prune(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop weak events beside a strong one in the same clause, and what a statement or a meeting only talks about."""
    strong = [d for d in drafts if not d.trigger.rule.weak]
    kept: list[Draft] = []
    for d in drafts:
        if d.kind == "statement" and _closes(
            d
        ):  # "Gondor backs Arnor, the king said": the saying is the event
            kept = [k for k in kept if k.kind != "statement" or k.trigger.verb.tag not in "bsg"]
        if not (
            _beside(d, strong, kept) or _repeats(d, kept) or _topic(d, strong, kept) or _only_that(d, strong)
        ):
            kept.append(d)
    return kept


def _together(a: Draft, b: Draft) -> bool:
    first, last = sorted((a.trigger.a, b.trigger.a))
    return a.sent.same_clause(first, last)


def _beside(d: Draft, strong: list[Draft], kept: list[Draft]) -> bool:
    """A weak event beside a strong one, or beside another weak one, of its clause, or after a statement."""
    if not d.trigger.rule.weak:
        return False
    if any(
        _together(d, s) and not _apart(d.sent, s.trigger, d.trigger) and not _trails(d, s) for s in strong
    ):
        return True
    if any(s.kind == "statement" and s.trigger.i < d.trigger.i for s in strong):
        return True
    if any(_names(d, s) for s in strong):
        return True
    return any(k.trigger.rule.weak and _together(d, k) for k in kept)


def _names(d: Draft, s: Draft) -> bool:
    """Tell whether words belong to the name of what was signed, in quotation marks: "signed a 'plan of cooperation'"."""
    between = d.sent.words[s.trigger.j : d.trigger.i]
    if s.trigger.rule.frame != "sign" or s.trigger.j > d.trigger.i or len(between) > 8:
        return False
    if d.trigger.rule.frame == "document_noun":
        return NAMING.issuperset(between)
    papers = d.sent.lexicon.classes["documents"]
    return d.kind in CONTENT and NAMING.issuperset(between[:1]) and not papers.isdisjoint(between)


def _closes(d: Draft) -> bool:
    """Tell whether a verb of saying ends a sentence whose words it reports: after a comma or a quotation mark."""
    if not d.trigger.rule.id.endswith("say") or d.trigger.verb.tag == "g":
        return False
    sent, first = d.sent, d.trigger.verb.first
    marks = [k for k in range(max(sent.lo + 1, first - 7), first) if set(',"') & set(sent.gap(k))]
    return bool(marks) and marks[-1] - sent.lo > 3 and sent.hi - d.trigger.j < 12


def _second_document(d: Draft, strong: list[Draft]) -> bool:
    """A further document after the first that was signed: "signed a plan and an agreement on ..."."""
    before = d.sent.words[max(d.sent.lo, d.trigger.i - 4) : d.trigger.i]
    signed = any(s.trigger.rule.frame == "sign" and s.trigger.i < d.trigger.i for s in strong)
    return (
        d.trigger.rule.frame == "document_noun"
        and signed
        and "and" in before
        and bool({"a", "an"} & set(before))
    )


def _attached(sent: Sent, trigger: Trigger) -> bool:
    """Tell whether a clause has no verb of its own: "with a focus on military cooperation"."""
    return sent.word(sent.clause(trigger.a)[0]) in ("with", "including")


def _trails(weak: Draft, strong: Draft) -> bool:
    """A strong event behind a weak one that leaves it standing: "was there to meet", "led a mission, he said"."""
    if strong.trigger.i < weak.trigger.j:
        return False
    if strong.trigger.verb.to:
        return weak.kind not in CONTENT
    commas = any("," in weak.sent.gap(k) for k in range(weak.trigger.j, strong.trigger.i + 1))
    return strong.kind == "statement" and commas and weak.kind in ("visit", "meeting")


def _apart(sent: Sent, strong: Trigger, weak: Trigger) -> bool:
    """A weak noun after a comma that has its parties beside it stands on its own."""
    if sent.word(weak.j) not in ("between", "with"):
        return False
    if strong.rule.type not in ANCHORS and sent.word(weak.j) == "between":
        return abs(strong.a - weak.a) > 4
    return strong.j <= weak.i and any("," in sent.gap(k) for k in range(strong.j, weak.i + 1))


def _repeats(d: Draft, kept: list[Draft]) -> bool:
    """A second verb of saying in one breath: "said ..., adding ..."."""
    if d.kind != "statement":
        return False
    if d.trigger.verb.tag == "g" and any(k.kind in ("meeting", "agreement") for k in kept):
        return True  # "discussed ..., emphasising ..."
    said = [k for k in kept if k.kind == "statement"]
    return any(d.trigger.verb.tag == "g" or _together(d, k) or d.actors[:1] == k.actors[:1] for k in said)


def _only_that(d: Draft, strong: list[Draft]) -> bool:
    """ "agreed that X would visit": the visit is the event."""
    return d.trigger.phrase and d.sent.words[d.trigger.j - 1] == "that" and any(
        s.trigger.i > d.trigger.j and s.kind != "statement" for s in strong
    )  # fmt: skip


def _topic(d: Draft, strong: list[Draft], kept: list[Draft]) -> bool:
    """What is only talked about: cooperation after "said", a talk that is called for."""
    if d.kind in CONTENT:
        if any(s.kind == "statement" and s.trigger.i < d.trigger.i for s in strong):
            return True
        return any(k.kind in ANCHORS and not k.trigger.rule.weak and _together(d, k) for k in kept)
    verb = d.trigger.verb
    if d.kind == "military" and d.trigger.noun and verb.tag == "N":  # talks on the sale of arms
        return any((k.kind in ("meeting", "agreement") or k.override) and _together(d, k) for k in kept)
    if d.kind == "meeting" and (verb.to or verb.tag == "g"):
        return any(k.kind in ("meeting", "statement") and _together(d, k) for k in kept)
    return False


def military(sent: Sent, trigger: Trigger) -> bool:
    """Tell whether words just before a trigger make its cooperation military."""
    return not MILITARY.isdisjoint(sent.words[max(sent.lo, trigger.a - 3) : trigger.a])


def arms_talk(r: Reading, t: Trigger, args: Args) -> bool:
    """Tell whether states, and nobody by name, discuss making or passing on arms: talk of arms and no occasion."""
    if not t.rule.id.endswith("discuss") or args.people:
        return False
    return any(o.rule.frame == "arms" and o.noun and t.j <= o.i <= t.j + 2 for o in r.triggers)


def respectively(drafts: list[Draft], sent: Sent, all_dates: list[When], dyad: set[str]) -> list[Draft]:
    """Split "A and B joined in 1420 and 1421, respectively" into one event each."""
    if "respectively" not in sent.words[sent.lo : sent.hi]:
        return drafts
    out: list[Draft] = []
    for d in drafts:
        members = [a for a in d.actors if a in dyad]
        later = [w for w in all_dates if w.at >= sent.starts[d.trigger.a]]
        if d.bilateral and len(members) == 2 and len(later) == 2:
            rest = tuple(a for a in d.actors if a not in dyad)
            out += [
                replace(d, actors=(a, *rest) if rest else d.actors, date=w.value)
                for a, w in zip(members, later, strict=True)
            ]
        else:
            out.append(d)
    return out


def share_memberships(drafts: list[Draft], dyad: set[str]) -> None:
    """Make memberships events of the pair where the text has both members in one organisation."""
    members: dict[str, set[str]] = {}
    joined = [d for d in drafts if d.kind == "membership"]
    for d in joined:
        for body in set(d.actors) - dyad:
            members.setdefault(body, set()).update(dyad & set(d.actors))
    for d in joined:
        d.bilateral = d.bilateral or any(members[body] >= dyad for body in set(d.actors) - dyad)


def widen(drafts: list[Draft]) -> None:
    """Let the evidence of a statement take in what was said: to the next event or the end; from the start where it closes."""
    for k, d in enumerate(drafts):
        if d.kind != "statement":
            continue
        later = [e.start for e in drafts[k + 1 :] if e.start > d.sent.stop(d.trigger.j - 1)]
        text = d.sent.doc.text
        end = min([d.sent.end, *later])
        while end > d.end and text[end - 1] in " ,;\n":
            end -= 1
        d.end = max(d.end, end)
        if _closes(d):
            earlier = [e.end for e in drafts[:k]]
            d.start = max([d.sent.start, *earlier]) if not earlier or max(earlier) < d.start else d.start
