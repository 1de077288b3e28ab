"""The word lists of rules.yaml, ready to use: kinds of types, statuses, and words for one thing."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

GENERAL = (
    "agreement",
    "memorandum",
    "protocol",
    "contract",
    "treaty",
)  # papers whose name does not say what they are about


@cache
def rules() -> dict:
    """Return rules.yaml as a dictionary; nobody may change it."""
    return yaml.safe_load((files(__package__) / "rules.yaml").read_text(encoding="utf-8"))


@cache
def _same_object() -> dict[str, str]:
    return {word: line[0] for line in rules()["same_object"] for word in line}


def canonical_object(type_: str, phrase: str | None) -> str | None:
    """Return the one name that stands for `phrase`, or None where it says no more than the type does.

    Leading words are dropped until something known is left, so that qualifiers do not keep two names of one thing apart.

    >>> canonical_object("agreement", "Border road map")
    'roadmap'
    """
    words = phrase.lower().split() if phrase else []
    known = next((_same_object()[r] for r in _endings(words) if r in _same_object()), None)
    if type_ == "agreement":
        return known or (words[-1] if words else None)
    return known if known in rules()["particular"].get(type_, ()) else None


def _endings(words: list[str]) -> list[str]:
    return [" ".join(words[start:]) for start in range(len(words))]


def qualifiers(phrase: str | None) -> frozenset[str]:
    """Return the words before the name of a paper: 'defence memorandum' has {'defence'}."""
    words = phrase.lower().split() if phrase else []
    for start, ending in enumerate(_endings(words)):
        if ending in _same_object():
            return frozenset(words[:start])
    return frozenset(words[:-1])


def full_name(type_: str, head: str | None, sentence: str) -> str | None:
    """Return the name of a thing as the sentence has it, put together from our own words only.

    Extraction gives the head noun ('map', 'statement'). The longest known name in the sentence that ends in it is taken ('road map',
    'joint statement'), then known qualifiers that stand before it, then what the paper is about.

    >>> full_name("agreement", "agreement", "They signed an agreement on the transfer of convicted persons.")
    'prisoner transfer agreement'
    """
    text = sentence.lower()
    if type_ != "agreement":
        particular = rules()["particular"].get(type_, ())
        if type_ == "sanctions":  # "help" is what the rule found, whatever words the sentence has for it
            return head if head in particular else None
        known = [w for w, name in _same_object().items() if name in particular]
        found = [w for w in known if re.search(rf"\b{w}s?\b", text)]
        return max(found, key=lambda w: (len(w), w), default=None)
    if not head:
        return None
    head = _number(head.lower(), text)
    longer = [w for w in _same_object() if w.endswith(f" {head}") and re.search(rf"\b{w}\b", text)]
    name = max(longer, key=lambda w: (len(w), w), default=head)
    if _same_object().get(name, name) not in GENERAL:
        return name
    before = re.search(rf"((?:\b(?:{'|'.join(rules()['qualifiers'])})\s+)+){name}\b", text)
    if before:
        return " ".join(rules()["spelling"].get(w, w) for w in (*before[1].split(), *name.split()))
    for topic, telling in rules()["topics"].items():
        if re.search(rf"\b{name}\b.*\b({'|'.join(telling)})\b", text):
            return f"{topic} {name}"
    return name


def _number(head: str, text: str) -> str:
    """Return the plural where the sentence has only that: 'agreements' are a package, 'an agreement' is one paper."""
    alone = re.search(rf"\b{head}\b", text)
    return f"{head}s" if not alone and re.search(rf"\b{head}s\b", text) else head


def types_alike(a: str, b: str) -> bool:
    """Tell whether two event types may be two words for one happening."""
    return any(a in pair and b in pair for pair in rules()["alike"])


def status_group(status: str | None) -> str:
    """Return real, intended, doubtful or other for a status of the codebook."""
    for group in ("real", "intended", "doubtful"):
        if status in rules()[group]:
            return group
    return "other"
