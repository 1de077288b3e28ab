"""The word lists of rules.yaml, ready to use: kinds of types, statuses, and words for one thing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


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
    for start in range(len(words)):
        rest = " ".join(words[start:])
        if rest in rules()["says_nothing"].get(type_, ()):
            return None
        if rest in _same_object():
            return _same_object()[rest]
    return " ".join(words) or None


def types_alike(a: str, b: str) -> bool:
    """Tell whether two event types may be two words for one happening."""
    return any(a in pair and b in pair for pair in rules()["alike"])


def status_group(status: str | None) -> str:
    """Return real, intended, doubtful or other for a status of the codebook."""
    for group in ("real", "intended", "doubtful"):
        if status in rules()[group]:
            return group
    return "other"
