"""Where the trigger rules match in a sentence, and which of the matches stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dyadbook.extraction.clauses import Sent, Verb
from dyadbook.extraction.events_party import Party
from dyadbook.extraction.events_rules import Lexicon, Pattern, Rule

STOPS = frozenset(';:()"\n')
# Before these, a participle is the verb of its clause and not an adjective: "agreements signed in May".
AFTER_PARTICIPLE = frozenset(
    [
        "by",
        "in",
        "on",
        "at",
        "with",
        "to",
        "for",
        "during",
        "between",
        "last",
        "this",
        "yesterday",
        "today",
        "and",
        "earlier",
        "from",
        "under",
        "after",
        "as",
        "until",
        "that",
        "a",
        "an",
        "the",
        "its",
        "his",
        "their",
    ]
)
RELATIVES = frozenset(["who", "which", "that"])
NEAR = 12  # words after a trigger among which `near` must have one
LINKS = frozenset(["and", "or", "but"])
ADVERBS_OF_PAST = frozenset(["earlier", "already"])


@dataclass(slots=True, eq=False)  # equal only to itself, and cheap to make
class Trigger:
    """Words `i` to `j` match a rule; `a` to `b` of them are the trigger itself."""

    i: int
    j: int
    a: int
    b: int
    rule: Rule
    tag: str
    verb: Verb
    phrase: bool
    steps: int  # words of the pattern that matched

    @property
    def noun(self) -> bool:
        return self.tag in "NW"


def find_triggers(
    sent: Sent, parties: list[Party], lexicon: Lexicon, quoted: Callable[[int], bool]
) -> list[Trigger]:
    """Return all triggers of a sentence by rank: strong before weak, longer before shorter, then in text order.

    They may overlap; of those that do, the first whose frame holds stands.

    `quoted(offset)` tells whether an offset lies in a quotation, whose words are the speaker's and not the text's.
    """
    patterns, words = lexicon.patterns, sent.words
    found: list[Trigger] = []
    ends = {p.j for p in parties if p.kind != "modifier"}
    present = set(words[sent.lo : sent.hi])
    inside = bytearray(sent.hi - sent.lo)
    for p in parties:
        if p.kind != "pronoun" and (p.kind != "modifier" or p.j - p.i > 1):
            inside[p.i - sent.lo : p.j - sent.lo] = b"\x01" * (p.j - p.i)
    for i in range(sent.lo, sent.hi):
        candidates = patterns.get(words[i])
        if not candidates or inside[i - sent.lo] or quoted(sent.starts[i]):
            continue
        for pattern in candidates:
            if pattern.last is not None and pattern.last.isdisjoint(present):
                continue
            trigger = _match(sent, pattern, i, ends, lexicon)
            if trigger:
                found.append(trigger)
    found.sort(key=lambda t: (t.rule.weak, -t.steps, t.i - t.j, t.i))
    return found


def _match(sent: Sent, pattern: Pattern, i: int, ends: set[int], lexicon: Lexicon) -> Trigger | None:
    words, hi, stoppers = sent.words, sent.hi, lexicon.classes["stoppers"]
    gaps, base = sent.gaps, sent.lo
    at = [i]
    k = i + 1
    for step in pattern.steps[1:]:
        last = min(hi, k + step.gap + 1)
        while k < last:
            gap = gaps[k - base]
            if gap != " " and not STOPS.isdisjoint(gap):
                return None
            if words[k] in step.forms:
                break
            if words[k] in stoppers:
                return None
            k += 1
        else:
            return None
        at.append(k)
        k += 1
    head = pattern.head
    first_tag = pattern.steps[0].forms[words[i]]
    a, b = (i, k) if head is None else (at[head], at[head] + 1)
    tag = first_tag if head is None or len(at) == 1 else pattern.steps[head].forms[words[a]]
    phrase = len(at) > 1
    verb_at = i
    if phrase and first_tag not in "bsdxng":
        for step, place in zip(pattern.steps, at, strict=True):
            if step.forms[words[place]] in "bsdxng":
                verb_at, first_tag = place, step.forms[words[place]]
                break
    if first_tag in "bsdxng":
        if not is_verb(sent, verb_at, first_tag, ends, lexicon):
            return None
        verb = sent.verb(verb_at, first_tag)
    else:
        if (
            first_tag == "N"
            and not phrase
            and is_verb(sent, i, "s" if words[i].endswith("s") else "b", ends, lexicon, strict=True)
        ):
            return None
        verb = Verb("N", first=i)
    if pattern.rule.near and not phrase:
        window = words[k : min(hi, k + NEAR)]
        if not any(w in pattern.rule.near for w in window):
            return None
    return Trigger(i, k, a, b, pattern.rule, tag, verb, phrase, len(at))


def is_verb(sent: Sent, i: int, tag: str, ends: set[int], lexicon: Lexicon, strict: bool = False) -> bool:
    """Tell whether word `i`, which has a verb form's spelling, is a verb here."""
    classes = lexicon.classes
    strict = strict or (tag in "bs" and sent.words[i] in classes["ambiguous"])
    previous = sent.word(i - 1)
    gap = sent.gap(i)
    following = sent.word(i + 1)
    if i > sent.lo and "-" in gap and len(gap) == 1:
        return False
    if tag in "dxn":
        if (
            previous in classes["determiner"]
            and previous not in ("both", "all", "each", "two")
            or previous == "s"
            and gap == " "
        ):
            return False
        if previous in classes["preposition"] and previous not in ("after", "before", "since"):
            return tag == "x" and following in AFTER_PARTICIPLE and previous not in ("of", "in", "the")
        return True
    if tag == "g":
        if previous in classes["determiner"] or previous == "s" or following == "of":
            return False
        if words_meeting(sent, i):
            return following == "with" or (
                i + 1 < sent.hi
                and sent.capital(i + 1)
                and previous
                in ("after", "before", "while", "when", "by", "on", "of", "is", "are", "was", "were", "been")
            )
        return not (previous in classes["adjective"] and following not in classes["determiner"])
    if (
        previous in classes["modal"]
        or previous in ("to", "not", "t", "did", "does", "do", "ll")
        or previous in classes["pronoun"]
    ):
        return not (
            previous == "to" and strict and (following in ("of", "by") or (following == "to" and tag == "s"))
        )
    if i in ends:
        party_gap = gap.strip()
        return (
            party_gap in ("", ",", ")", '"', '",', "-")
            and previous != "s"
            or (previous == "s" and gap == " " and sent.gap(i - 1) == "")
        )
    if previous in ("both", "each") and i - 1 in ends | {k + 1 for k in ends}:
        return True
    if previous in classes["adverb"] or (previous.endswith("ly") and len(previous) > 3):
        if strict:  # "mainly supplies" after a name
            return i - 1 in ends or sent.word(i - 2) in classes["pronoun"]
        return previous not in ("first", "in", "both", "each", "there")
    if previous in RELATIVES:
        return not strict or previous != "that"
    if (
        previous in classes["determiner"]
        or previous in classes["preposition"]
        or previous in classes["adjective"]
        or previous == "s"
    ):
        return False
    if strict:
        return False
    if previous in LINKS:
        return True
    if tag == "s":
        return not previous.endswith("s") and not (
            i > sent.lo and "," in gap and previous in classes["adjective"]
        )
    return (
        previous.endswith("s")
        or sent.word(i - 2) == "of"
        or i == sent.lo
        or previous in ("people", "men", "let")
        or "," in gap
    )


def words_meeting(sent: Sent, i: int) -> bool:
    """Tell whether word `i` is an -ing form that is mostly a noun."""
    return sent.words[i] in (
        "meeting",
        "signing",
        "opening",
        "building",
        "understanding",
        "training",
        "manufacturing",
        "beginning",
    )
