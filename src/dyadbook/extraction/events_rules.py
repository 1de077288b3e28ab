"""The event rules and word classes of rules/events*.yaml, compiled to look-ups by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

RULE_FILES = ("events_contacts.yaml", "events_dealings.yaml")
WORD_FILE = "events_words.yaml"
KEYS = {
    "id", "purpose", "type", "frame", "weight", "status", "about", "verbs", "nouns", "phrases", "near",
    "positive", "negative",
}  # fmt: skip
DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")  # slap, slapped; ship, shipped


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger rule; `status` is the status where nothing in the clause says otherwise, `about` the object."""

    id: str
    purpose: str
    type: str
    frame: str
    weak: bool
    status: str | None
    about: str | None  # what its events are about, where the rule's words say no more than that
    near: frozenset[str]
    positive: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a pattern: the forms it takes, with their tags, after at most `gap` other words.

    Tags: b base form, s third person, d past, n past participle, x past and participle alike, g -ing form, N noun,
    W any other word.
    """

    forms: dict[str, str]
    gap: int
    head: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    rule: Rule
    steps: tuple[Step, ...]
    head: int | None  # index of the step that is the trigger, None: all of them
    last: frozenset[str] | None  # forms of the last step: without one of them in a sentence there is no match


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything that the rule files say: patterns by their first word, and word classes by name."""

    rules: tuple[Rule, ...]
    patterns: dict[str, tuple[Pattern, ...]]
    classes: dict[str, frozenset[str]]
    singular: dict[str, str]  # plural of a document or a gathering -> its singular


def _words() -> dict[str, Any]:
    return _read(WORD_FILE)


def _read(name: str) -> Any:
    path = resources.files("dyadbook.extraction") / "rules" / name
    # the base loader keeps "no", "on" and "off" words; the safe one makes truth values of them
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def verb_forms(lemma: str, words: dict[str, Any]) -> dict[str, str]:
    """Return every form of a verb with its tag.

    >>> verb_forms("supply", {"irregular": {}, "spellings": {}})["supplied"]
    'x'
    """
    if lemma in words["irregular"]:
        third, past, participle, ing = words["irregular"][lemma]
    else:
        stem = (
            lemma[:-1] if lemma.endswith("e") else lemma + lemma[-1] if DOUBLING.fullmatch(lemma) else lemma
        )
        consonant_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
        sibilant = lemma.endswith(("s", "sh", "ch", "x", "z"))
        third = lemma[:-1] + "ies" if consonant_y else lemma + "es" if sibilant else lemma + "s"
        past = participle = lemma[:-1] + "ied" if consonant_y else stem + "ed"
        ing = lemma + "ing" if lemma.endswith("ee") else stem + "ing"
    forms = {lemma: "b", third: "s", ing: "g"}
    if past == participle:
        forms[past] = "x"
    else:
        forms |= {past: "d", participle: "n"}
    if lemma in ("read", "put", "set", "cut", "come", "become", "run", "bid"):
        forms[lemma] = "b"
    for other, usual in words["spellings"].items():
        if usual in forms:
            forms[other] = forms[usual]
    return forms


def noun_forms(lemma: str, words: dict[str, Any]) -> dict[str, str]:
    """Return singular and plural of a noun."""
    if lemma in words.get("irregular_nouns", {}):
        plurals = words["irregular_nouns"][lemma]
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        plurals = [lemma[:-1] + "ies"]
    elif lemma.endswith(("s", "sh", "ch", "x")):
        plurals = [lemma + "es"]
    else:
        plurals = [lemma + "s"]
    return dict.fromkeys([lemma, *plurals], "N")


def _alternatives(text: str, words: dict[str, Any]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for word in text.split("|"):
        if word.startswith("~"):
            forms |= verb_forms(word[1:], words)
        elif word.startswith("+"):
            forms |= noun_forms(word[1:], words)
        else:
            forms.setdefault(word, "W")
    return forms


def compile_phrase(phrase: str, rule: Rule, words: dict[str, Any]) -> Pattern:
    """Turn the notation of the rule files into a pattern.

    Raises ValueError where a phrase begins with a gap, or where a word cannot be what the tokeniser of `Doc` gives.
    """
    steps: list[Step] = []
    gap = 0
    for part in phrase.split():
        if part.startswith("*"):
            gap = int(part[1:])
            continue
        head = part.startswith("^")
        forms = _alternatives(part.removeprefix("^"), words)
        if bad := [f for f in forms if not f.isalpha() and f not in "$"]:
            raise ValueError(
                f"rule {rule.id}: '{bad[0]}' in '{phrase}' is not one word; write it as words with spaces"
            )
        steps.append(Step(forms, gap if steps else 0, head))
        gap = 0
    if not steps or phrase.startswith("*"):
        raise ValueError(f"rule {rule.id}: phrase '{phrase}' must begin with a word")
    heads = [i for i, s in enumerate(steps) if s.head]
    last = frozenset(steps[-1].forms) if len(steps) > 1 else None
    return Pattern(rule, tuple(steps), heads[0] if heads else None, last)


def read_rules(records: list[dict[str, Any]], words: dict[str, Any]) -> tuple[list[Rule], list[Pattern]]:
    """Check the records of rule files and compile them.

    Raises ValueError, naming the rule, for an unknown key, an id used twice, or a missing example.
    """
    rules: list[Rule] = []
    patterns: list[Pattern] = []
    for record in records:
        name = record.get("id", "without id")
        if unknown := sorted(set(record) - KEYS):
            raise ValueError(
                f"rule {name}: key '{unknown[0]}' is not known; use one of {', '.join(sorted(KEYS))}"
            )
        if any(r.id == name for r in rules):
            raise ValueError(f"rule {name} is defined twice; keep one")
        if not record.get("positive") or not record.get("negative"):
            raise ValueError(f"rule {name} needs at least one positive and one negative example; add them")
        rule = Rule(
            name, record["purpose"], record["type"], record["frame"], record.get("weight") == "weak",
            record.get("status"), record.get("about"), frozenset(record.get("near", ())), tuple(record["positive"]),
            tuple(record["negative"]),
        )  # fmt: skip
        rules.append(rule)
        singles = [f"~{v}" for v in record.get("verbs", ())] + [f"+{n}" for n in record.get("nouns", ())]
        patterns += [compile_phrase(p, rule, words) for p in (*singles, *record.get("phrases", ()))]
    return rules, patterns


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the compiled rules, read once a process."""
    words = _words()
    rules, patterns = read_rules([r for name in RULE_FILES for r in _read(name)], words)
    index: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        for form in pattern.steps[0].forms:
            index.setdefault(form, []).append(pattern)
    classes = {name: frozenset(members) for name, members in words["classes"].items()}
    heads = classes["documents"] | classes["events"]
    singular = {p: lemma for lemma in heads for p in noun_forms(lemma, words) if p != lemma and p in heads}
    return Lexicon(tuple(rules), {w: tuple(p) for w, p in index.items()}, classes, singular)
