"""The status of an event from mood and tense: occurred, planned, postponed, denied, reported and so on."""

from __future__ import annotations

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.events_afterwards import ahead, month, pledged, relayed
from dyadbook.extraction.events_rules import Lexicon
from dyadbook.extraction.events_triggers import Trigger

Classes = dict[str, frozenset[str]]
PUNCTUAL = frozenset({"visit", "meeting", "agreement", "statement"})
STATES = frozenset({"cooperation", "military", "trade", "membership", "sanctions", "west_relations"})
RELATIONS = frozenset({"cooperation", "membership", "west_relations"})
BEGUN = frozenset({"begun", "continue", "continued", "continues"})
DURING = frozenset({"during", "after", "following", "at"})
PLANNING = frozenset(
    [
        "plan",
        "plans",
        "planned",
        "schedule",
        "scheduled",
        "arrange",
        "propose",
        "proposed",
        "announce",
        "announced",
        "prepare",
        "prepares",
    ]
)
SAME_PAST = frozenset({"set", "put", "cut", "hit"})  # past and base form alike
PAST_FORMS = frozenset({"was", "were", "had", "began", "grew", "rose", "became"})
PUSHED = frozenset(
    ["pushed", "led", "forced", "prompted", "brought", "driven", "compelled", "enabled", "caused"]
)
EXPECTED = frozenset({"expected", "planned", "projected", "forecast", "due", "set"})
FUTURE = frozenset({"will", "shall"})
CONDITIONAL = frozenset({"would", "could", "might", "may", "can", "should", "must"})
PRESENT = frozenset({"is", "are", "has", "have", "remain", "remains", "continue", "continues"})
DONE = frozenset(
    ["carried", "implemented", "fulfilled", "executed"]
)  # what is to be done with a paper that is there
HELP_TO = frozenset(
    [
        "helped",
        "managed",
        "able",
        "began",
        "begun",
        "used",
        "continued",
        "continue",
        "continues",
        "failed",
        "came",
        "went",
        "continues",
        "helps",
    ]
)
PAST_SPEECH = frozenset(
    [
        "said",
        "told",
        "stated",
        "noted",
        "stressed",
        "added",
        "emphasised",
        "emphasized",
        "agreed",
        "announced",
        "promised",
    ]
)


def status(sent: Sent, trigger: Trigger, lexicon: Lexicon, lo: int, hi: int) -> str:
    """Return the status of the event of `trigger`, whose clause is the words `lo` to `hi`."""
    classes, words, kind = lexicon.classes, sent.words, trigger.rule.type
    left = words[max(lo, trigger.i - 12) : trigger.i]
    right = words[trigger.j : min(hi, trigger.j + 26)]
    clause = {*left, *words[trigger.i : trigger.j], *right[:14]}
    before = words[max(sent.lo, trigger.i - 14) : trigger.i]
    speech = kind == "statement"
    if not speech:
        if clause & classes["postpone_cues"] and kind in ("visit", "meeting", "agreement", "trade"):
            return "postponed"
        if (
            kind in ("visit", "meeting")
            and trigger.noun
            and not classes["postpone_cues"].isdisjoint(words[trigger.j : sent.hi])
        ):
            return "postponed"
        if "evidence" in before and "no" in before:
            return "denied"
        if not classes["deny_cues"].isdisjoint(before) or not classes["deny_cues"].isdisjoint(right[:8]):
            return "denied"
        if (
            not classes["report_cues"].isdisjoint(before)
            or "reports" in before
            or relayed(sent, trigger)
            or not {"reportedly", "allegedly"}.isdisjoint(right)
        ):
            return "reported"
    elif "reportedly" in clause or "allegedly" in clause:
        return "reported"
    verb = trigger.verb
    if words[trigger.a] in ("is", "are") and not EXPECTED.isdisjoint(words[trigger.b : trigger.b + 1]):
        return "forecast" if kind == "trade" else "planned"  # "trade is expected to reach"
    if kind == "agreement" and (pledged(sent, trigger) or ahead(sent, trigger)):
        return "planned"
    if trigger.rule.status and not speech:
        if trigger.rule.status == "in_force" and (
            FUTURE & set(verb.aux) or verb.to or CONDITIONAL & set(verb.aux)
        ):
            return "planned"
        return trigger.rule.status
    if trigger.phrase and words[trigger.i] in PLANNING and kind in ("visit", "meeting"):
        return "planned"
    if verb.tag in "bsdxng":
        found = _verbal(trigger, kind, speech, left, classes, words[trigger.i])
    else:
        found = _nominal(sent, trigger, kind, left, right, classes, lo)
    if found == "occurred" and kind == "agreement" and sent.words[trigger.i] in SIGNED:
        return "signed"
    return found


SIGNED = frozenset(
    [
        "sign",
        "signs",
        "signed",
        "signing",
        "ink",
        "inks",
        "inked",
        "inking",
        "initialled",
        "initialed",
        "countersigned",
    ]
)


def _verbal(trigger: Trigger, kind: str, speech: bool, left: list[str], classes: Classes, word: str) -> str:
    verb = trigger.verb
    aux = set(verb.aux)
    if verb.negated and not speech:
        return "hypothetical" if verb.to else "denied"
    if "no" in left[-5:] and not {"plans", "plan", "intention"}.isdisjoint(left[-4:]):
        return "denied"
    if verb.to and not (aux & classes["have"] and not aux & classes["be"]):
        if verb.governor in HELP_TO:
            return "ongoing" if kind in STATES and verb.governor in BEGUN else "occurred"
        if not PUSHED.isdisjoint(left[-7:]):
            return "occurred"
        if verb.governor in classes["propose_cues"] or not classes["propose_cues"].isdisjoint(left[-5:]):
            return "proposed" if not speech else "occurred"
        if speech:
            return "occurred"
        return "planned"
    if aux & FUTURE:
        return "planned"
    if aux & CONDITIONAL:
        if speech:
            return "occurred"
        if kind in PUNCTUAL or not classes["plan_cues"].isdisjoint(left) or "that" in left:
            return "planned"
        return "proposed" if aux & {"should", "must"} else "hypothetical"
    if verb.tag == "b" and not aux and word in SAME_PAST:
        return "occurred"
    if verb.tag in "bs":
        return "ongoing" if kind in STATES else "occurred"
    if verb.tag in "xn" and kind in RELATIONS and aux & {"has", "have"}:
        return "ongoing"
    if verb.tag == "g" and verb.governor in ("began", "started", "resumed"):
        return "occurred"
    if verb.tag == "g":
        if aux & {"is", "are", "been", "be", "am"}:
            return "ongoing" if kind not in ("visit", "agreement") else "planned"
        if kind in STATES and not aux:
            return "occurred" if verb.governor in ("by", "after") else "ongoing"
        return "ongoing" if aux & {"was", "were"} and kind in STATES else "occurred"
    if verb.tag in "xn" and kind in STATES and aux & {"is", "are"} and "been" not in aux:
        return "ongoing"
    return "occurred"


def _nominal(
    sent: Sent, trigger: Trigger, kind: str, left: list[str], right: list[str], classes: Classes, lo: int
) -> str:
    """A noun: read the predicate to its right, then the cues to its left."""
    if (
        kind in ("visit", "meeting")
        and not DURING.isdisjoint(left[-5:])
        and not set(left[-5:]) & {"ahead", "before", "for"}
    ):
        return "occurred"
    after = right
    if kind in ("visit", "meeting") and not {"planned", "scheduled", "expected", "slated"}.isdisjoint(
        after[:6]
    ):
        return "planned"
    for k, word in enumerate(after):
        if word in FUTURE:
            return "planned"
        been = word in ("had", "has", "have") and "been" in after[k + 1 : k + 4]
        if (been or word in ("is", "are", "was", "were", "be")) and not {
            "planned",
            "scheduled",
            "expected",
            "due",
            "set",
            "slated",
            "envisaged",
            "agenda",
        }.isdisjoint(after[k : k + 6]):
            return "planned"
        if word in ("is", "are") and after[k + 1 : k + 2] == ["to"]:
            return "occurred" if kind == "agreement" and not DONE.isdisjoint(after[k : k + 5]) else "planned"
        if word in CONDITIONAL and not month(after, k):
            return "hypothetical" if kind in ("agreement", "trade", "cooperation") else "planned"
        if word in ("has", "have", "is", "are") and kind in STATES:
            return "ongoing"
        if word in (
            "was",
            "were",
            "took",
            "held",
            "had",
            "became",
            "reached",
            "began",
            "ended",
            "opened",
            "lasted",
        ) or (
            word.endswith("ed") and len(word) > 4 and (k == 0 or after[k - 1] not in classes["determiner"])
        ):
            return "occurred"
    near = left[-6:]
    if not {"will", "shall"}.isdisjoint(near):
        return "planned"
    if not (classes["plan_cues"] - {"about", "expected", "next", "coming", "interest"}).isdisjoint(near):
        return "planned"
    if not {"next", "coming"}.isdisjoint(left[-3:]):
        return "planned"
    if not classes["propose_cues"].isdisjoint(near):
        return "proposed"
    if not {"could", "would", "might", "if", "possible"}.isdisjoint(near):
        return "hypothetical"
    if kind in STATES:
        past = any(w.endswith("ed") and len(w) > 4 or w in PAST_FORMS for w in near)
        return "occurred" if past else "ongoing"
    return "occurred"
