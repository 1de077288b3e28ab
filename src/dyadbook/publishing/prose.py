"""The checks of prose: no typed number, sentences a reader can follow, no word that takes a side.

A number in prose is a fact of the ledger, or an exception: one and two, ordinals, names, numbers of sections and
paragraphs, and what stands inside the link of an event or another piece of evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dyadbook.ledger import Ledger
from dyadbook.ledger.formats import ONES, TENS
from dyadbook.publishing.prose_text import VALUE, Line, lines
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import Problem

DIGITS = re.compile(r"[$€£]?\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?%?")
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
WORDS = [
    *ONES[3:],
    *TENS[2:],
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "billion",
]
NUMBER_WORD = re.compile(
    rf"\b(?:{'|'.join(TENS[2:])})-(?:{'|'.join(ONES[1:10])})\b|\b(?:{'|'.join(WORDS)})\b", re.I
)
SECTION = re.compile(
    r"(?:¶|§|\b(?:sections?|chapters?|paragraphs?|figures?|tables?|versions?|article))\s?[\d.]+", re.I
)
SENTENCE = re.compile(r"[.!?][\"”’)]?\s+(?=[\"“A-Z])")
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|vs|Mr|Mrs|Dr|St|No|vol|pp?|ed|[A-Z])\.$")
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


@cache
def house_style() -> dict[str, Any]:
    """Return the style that every book keeps."""
    return yaml.safe_load((files(__package__) / "style.yaml").read_text(encoding="utf-8"))


def style_of(paths: Paths) -> dict[str, Any]:
    """Return the house style with the study's own words added."""
    style = {k: v.copy() if isinstance(v, (list, dict)) else v for k, v in house_style().items()}
    own = paths.chapters / "style.yaml"
    if own.is_file():
        for key, value in (yaml.safe_load(own.read_text(encoding="utf-8")) or {}).items():
            if isinstance(value, list):
                style[key] = [*style.get(key, []), *value]
            elif isinstance(value, dict):
                style[key] = {**style.get(key, {}), **value}
            else:
                style[key] = value
    return style


def problems(paths: Paths, study: Study, ledger: Ledger | None = None) -> list[Problem]:
    """Return what is wrong with the prose of the generic pages and of the study's chapters, with file and line."""
    style = style_of(paths)
    known = names_of(study, style)
    out = []
    for path in pages(paths):
        page = list(lines(path.read_text(encoding="utf-8")))
        name = paths.show(path)
        out += numbers(page, name, known, ledger)
        out += wording(page, name, style, known)
    return sorted(out)


def pages(paths: Paths) -> list[Path]:
    """Return the Markdown pages of a book."""
    chapters = paths.chapters.rglob("*.md") if paths.chapters.is_dir() else ()
    return [*sorted(paths.book.glob("*.md")), *sorted(chapters)]


def names_of(study: Study, style: dict[str, Any]) -> list[str]:
    """Return every name that may hold digits or capitals: actors, people, places, phases, publications, declared phrases."""
    out = [study.title, study.subtitle]
    for actor in study.actors:
        out += [actor.id, actor.name, *actor.aliases, *actor.demonyms, *actor.metonyms]
    for one in (*study.people, *study.places, *study.publishers):
        out += [one.name, *one.aliases]
    out += [phase.name for phase in study.phases]
    out += list(style.get("names") or {})
    return sorted({name for name in out if name}, key=len, reverse=True)


def numbers(
    page: Iterable[Line], name: str, known: Iterable[str] = (), ledger: Ledger | None = None
) -> list[Problem]:
    """Return a problem for every typed number, naming the fact that was probably meant."""
    with_digits = [n for n in known if re.search(r"\d", n) or NUMBER_WORD.search(n)]
    out = []
    for line in page:
        text = line.text
        for known_name in with_digits:
            text = text.replace(known_name, " ")
        text = SECTION.sub(" ", text)
        found = [m[0] for m in DIGITS.finditer(text) if not ORDINAL.search(m[0])]
        # S-300, Shahed-136 and the like are names that somebody has yet to declare, and are told so
        found += [m[0] for m in NUMBER_WORD.finditer(text)]
        for number in dict.fromkeys(found):
            out.append(Problem(name, line.number, f"the number '{number}' is typed", remedy(number, ledger)))
    return out


def remedy(number: str, ledger: Ledger | None) -> str:
    """Name the nearest fact: of those that print the number itself the one with the shortest id, else the closest value."""
    value = value_of(number)
    values = [f for f in ledger or () if f.kind == "value"]
    if same := [f for f in values if f.text == number or (value is not None and f.value == value)]:
        best = min(same, key=lambda f: (len(f.id), f.id))
        return f"Write {{fact}}`{best.id}`, or declare a name in book/chapters/style.yaml"
    numeric = [f for f in values if isinstance(f.value, (int, float)) and not isinstance(f.value, bool)]
    if value is not None and numeric:
        best = min(numeric, key=lambda f: (abs(float(f.value or 0) - value), f.id))
        return f"No fact has this value; the nearest is {{fact}}`{best.id}` ({best.text})"
    return "Take it from a fact, or declare a name in book/chapters/style.yaml"


def value_of(number: str) -> float | None:
    """Return what a number in digits or words says; None where it is vague (dozens)."""
    text = number.lower().strip("$€£%").replace(",", "")
    try:
        return float(text)
    except ValueError:
        tens, _, ones = text.partition("-")
        if text in ONES:
            return ONES.index(text)
        if tens in TENS and (not ones or ones in ONES):
            return TENS.index(tens) * 10 + (ONES.index(ones) if ones else 0)
        return {"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9}.get(text)


def wording(
    page: Iterable[Line], name: str, style: dict[str, Any], known: Iterable[str] = ()
) -> list[Problem]:
    """Return a problem for every line that breaks the style: sentences, acronyms, words that take a side."""
    page = list(page)
    whole = "\n".join(line.text for line in page)
    explained = {*style["acronyms"], *re.findall(r"\(([A-Z]{2,})\)", whole)}
    explained |= {word for one in known for word in ACRONYM.findall(one)}
    out = []
    for line in page:
        text = line.text
        for match in SENTENCE.finditer(text):
            if not line.heading and not ABBREVIATION.search(text[: match.start() + 1]):
                out.append(Problem(name, line.number, "two sentences stand on one line", "Begin a new line"))
                break
        count = len(re.findall(r"[\w\N{REPLACEMENT CHARACTER}’'-]+", text))
        if count > style["longest_sentence"]:
            what = f"the sentence has {count} words, more than {style['longest_sentence']}"
            out.append(Problem(name, line.number, what, "Make two of it"))
        for acronym in dict.fromkeys(ACRONYM.findall(text)):
            if acronym not in explained:
                what = f"'{acronym}' is not explained on this page"
                out.append(Problem(name, line.number, what, f"Write it out once, followed by ({acronym})"))
        out += loaded(line, name, style)
    return out


def loaded(line: Line, name: str, style: dict[str, Any]) -> list[Problem]:
    """Return a problem for a word that takes a side and is not given as somebody's own."""
    own = QUOTED.sub(" ", line.text)
    if any(re.search(rf"\b{re.escape(verb)}\b", own, re.I) for verb in style["attribution"]):
        return []
    found = [w for w in style["loaded"] if re.search(rf"\b{re.escape(w)}s?\b", own, re.I)]
    remedy = "Use a plain word, or say which source uses this one, in quotation marks"
    return [Problem(name, line.number, f"'{word}' takes a side", remedy) for word in found]


__all__ = ["VALUE", "house_style", "numbers", "pages", "problems", "style_of", "wording"]
