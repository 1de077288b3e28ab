"""The names that a study gives the reader of citations: its publishers, and what is no publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dyadbook.extraction.doc import fold
from dyadbook.extraction.rulebook import raw_rules


@dataclass(frozen=True)
class Names:
    """Folded spellings. `reporters` finds those publishers that report; institutions and office-holders act instead."""

    publishers: dict[str, str]  # spelling -> the publisher's name
    reporters: re.Pattern[str] | None
    others: frozenset[str]  # places, people, states


# A gazetteer is read once; it is kept here so that its identity is not given to another.
_read: dict[int, tuple[Any, Names]] = {}
KEPT = 8


def names_of(gazetteer: Any) -> Names:
    """Return the names of a gazetteer (see `Doc` for what is read from it), read once for each."""
    kept = _read.get(id(gazetteer))
    if kept is None or kept[0] is not gazetteer:
        if len(_read) >= KEPT:
            _read.clear()
        kept = _read[id(gazetteer)] = (gazetteer, _names(gazetteer))
    return kept[1]


def _names(gazetteer: Any) -> Names:
    listed = getattr(gazetteer, "publishers", None) or ()
    if hasattr(listed, "items"):
        publishers = {fold(k): str(v) for k, v in listed.items()}
    else:
        publishers = {fold(s): p.name for p in listed for s in (p.name, *p.aliases)}
    study = getattr(gazetteer, "study", None)
    others: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    if study is not None:
        states = tuple(a for a in study.actors if a.kind == "state")
        named = (*study.places, *study.people, *states)
        others = frozenset(fold(n) for p in named for n in (p.name, *p.aliases, *getattr(p, "metonyms", ())))
        titles = tuple(f"{fold(title)} " for office in study.offices for title in office.titles)
    return Names(publishers, _reporters(publishers, titles), others)


def _reporters(publishers: dict[str, str], titles: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern of the publishers that report, longest first."""
    institution = re.compile(rf"\b(?:{'|'.join(raw_rules('citations')['institutions'])})\b")
    names = [
        n for n in publishers
        if len(n) > 1 and ("news agency" in n or not (institution.search(n) or n.startswith(titles)))
    ]  # fmt: skip
    if not names:
        return None
    body = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<![\w.@-])(?:{body})(?![\w@]|-[a-z])")
