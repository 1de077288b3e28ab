"""Counts with their noun: walks from the number to the noun that it counts, and names it in the singular."""

from __future__ import annotations

import re
from functools import cache

from dyadbook.extraction.amounts import VALUES, Quantity, read
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.numbers import plain
from dyadbook.extraction.rulebook import raw_rules

WORD = re.compile(r"[^\W\d_][\w'-]*\.?")
BEFORE = re.compile(r"([^\W\d_]+\.?)[ -]$")
LARGEST = 1e15


@cache
def _table() -> dict[str, frozenset[str] | dict[str, str]]:
    raw = raw_rules("counts")
    return {
        "stop": frozenset(str(raw["stop"]).split()),
        "not_plural": frozenset(map(str, raw["not_plural"])),
        "irregular": {str(k): str(v) for k, v in raw["irregular"].items()},
        "describing": frozenset(raw["describing_plurals"]),
        "dyad": frozenset(raw["dyad_nouns"]),
        "numbered": frozenset(map(str, raw["numbered"])),
    }


def singular(noun: str) -> str | None:
    """Return the singular of a plural noun, None where the word is no plural."""
    table = _table()
    if noun in table["irregular"]:
        return table["irregular"][noun]  # type: ignore[index]
    if (
        len(noun) < 4
        or not noun.endswith("s")
        or noun in table["not_plural"]
        or noun.endswith(("ss", "us", "is", "'s", "ous", "sis"))
    ):
        return None
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return noun[:-2]
    return noun[:-1]


def _noun(doc: Doc, start: int, end: int) -> tuple[int, str] | None:
    """Return where the noun in `text[start:end]` ends, and its singular."""
    table = _table()
    found: tuple[int, str] | None = None
    kind, describing = "", False
    for m in WORD.finditer(doc.low, start, end):
        word = m.group().rstrip(".")
        if word in table["stop"] and not (
            m.start() - start <= 1 and word in ("more", "other", "most", "such")
        ):
            break
        if word.endswith(("'", "'s")):
            return None  # "two countries' trade": whose, not what
        if any(c.isdigit() for c in word):
            continue  # a model's name describes: "two An-26 aircraft"
        if word in ("cubic", "square", "sq"):
            kind = "cubic " if word == "cubic" else "square "
            continue
        one = singular(word)
        if found and (one is None or not describing):
            break
        if one is not None:
            found = (m.start() + len(word), kind + one)
            describing = word in table["describing"]
            if word in table["irregular"] and not describing:
                break
        if m.group().endswith("."):
            break
    return found


def noun(m: re.Match[str], doc: Doc) -> list[Quantity]:
    """A number and what it counts."""
    value = read(m)
    if value is None or value > LARGEST or not _counts(m, doc, value):
        return []
    found = _noun(doc, m.start("rest"), m.end("rest"))
    if found is None:
        return []
    end, unit = found
    if doc.low.startswith("the ", m.start() - 4) and re.match(
        r" (?:also |jointly |later )?[a-z]+(?:ed|made|met)\b", m["rest"]
    ):
        return []  # "the two established offices": a verb, not an adjective
    last = doc.low[m.start("rest") : end].split()[-1]
    if value <= 5 and last in _table()["dyad"] and value != 5:
        return []
    if value == 2 and last in _table()["dyad"]:
        return []
    return [Quantity(m.start(), end, value=plain(value), unit=unit)]


def noun_range(m: re.Match[str], doc: Doc) -> list[Quantity]:
    """Two numbers and what they count: a lower and an upper bound."""
    first, second = read(m), read(m, "2", m["scale"])  # "2-3 million": the scale is of both
    if first is None or second is None or first >= second or not _counts(m, doc, first):
        return []
    found = _noun(doc, m.start("rest"), m.end("rest"))
    if found is None:
        return []
    end, unit = found
    before = doc.low[max(0, m.start() - 14) : m.start()]
    if m["joint"] == "and" and not re.search(r"\bbetween (?:some |about )?$", before):
        return []
    change = m["joint"] == "to" and re.search(r"\bfrom (?:some |about )?$", before)
    return [
        Quantity(m.start(), m.end("amount"), value=plain(first), unit=unit, mod=None if change else "min"),
        Quantity(m.start("amount2"), end, value=plain(second), unit=unit, mod=None if change else "max"),
    ]


def hyphen(m: re.Match[str], doc: Doc) -> list[Quantity]:
    """A 20-member delegation, a 1,200-kilometre border."""
    value = read(m)
    if value is None or value > LARGEST:
        return []
    unit = {
        "km": "kilometre",
        "kilometer": "kilometre",
        "meter": "metre",
        "mw": "megawatt",
        "strong": "person",
    }.get(m["unit"], m["unit"])
    return [Quantity(m.start(), m.end(), value=plain(value), unit=unit)]


def _counts(m: re.Match[str], doc: Doc, value: float) -> bool:
    """Tell whether the number counts: not Article 5, not World Cup 2010, not one."""
    text = m["amount"]
    if value <= 1 and text != "0.5" and "." not in text and "," not in text:
        return False
    if text in ("a", "an"):
        return False
    before = BEFORE.search(doc.low[max(0, m.start() - 24) : m.start()])
    if before:
        word = before[1].rstrip(".")
        if doc.low.endswith(("group of", " 1 in", "one in"), 0, m.start() - 1):
            return False
        if word in _table()["numbered"]:
            return False
        at = m.start() - len(before[0])
        # a capitalised word right before the number, inside a sentence, makes it a name's: Apollo 11, Group 7
        if (
            text[0].isdigit()
            and doc.text[at].isupper()
            and not _opens(doc, at)
            and word not in ("the", "some")
            and value < 1000
            and "," not in text
            and not any(d.end >= m.start() - 1 for d in doc.within("date", max(0, at - 30), m.start()))
        ):
            return (
                word in ("and", "or", "over", "about", "than")
                or doc.text[at : at + 1] == doc.text[at : at + 1].lower()
            )
    return True


def _opens(doc: Doc, at: int) -> bool:
    return doc.sentences[doc.sentence_of(at)].start >= at


VALUES.update({f.__name__: f for f in (noun, noun_range, hyphen)})
