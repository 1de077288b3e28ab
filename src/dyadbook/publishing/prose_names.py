"""Names as the study spells them: no second spelling of a person, a place or a people, no unexplained acronym."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from dyadbook.publishing.prose_claims import QUOTED
from dyadbook.publishing.prose_numbers import blank
from dyadbook.publishing.prose_page import Block, Page
from dyadbook.publishing.prose_rules import Rules, literal, package_words
from dyadbook.study.models import Study
from dyadbook.study.problems import Problem

ACRONYM = re.compile(r"(?<![\w.+-])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*(?=s?(?![\w+-]))")
ALIKE = 0.75  # two words this near are one name spelled twice; below it they are two names
HIDDEN = ("code", "url", "em")


def variants(study: Study) -> dict[str, str]:
    """Return every spelling that the study knows and does not use itself, with the one it uses.

    A short form is no variant: what only leaves words out of a name or adds some to it, an acronym, a capital that stands for
    a government.
    """
    out: dict[str, str] = {}
    kept = {
        n
        for item in (*study.actors, *study.people, *study.places)
        for n in (item.name, item.name.split()[-1])
    }
    kept |= {m for actor in study.actors for m in house_forms(actor.demonyms)}
    for person in study.people:
        for alias in person.aliases:
            if not short_form(alias, person.name):
                out[alias] = short_of(person.name, alias)
    for place in study.places:
        out |= {a: place.name for a in place.aliases if not short_form(a, place.name) and not acronym(a)}
    for actor in study.actors:
        if actor.kind == "state":
            out |= {a: actor.name for a in actor.aliases if not short_form(a, actor.name) and not acronym(a)}
        for word in actor.demonyms[1:]:
            if word not in house_forms(actor.demonyms) and like(word, actor.demonyms[0]):
                out[word] = plural(actor.demonyms[0], word)
    return {a: name for a, name in out.items() if a not in kept}


def house_forms(demonyms: Iterable[str]) -> set[str]:
    """Return the first demonym and its plural, which this book writes."""
    first = next(iter(demonyms), "")
    return {first, f"{first}s"} if first else set()


def plural(first: str, word: str) -> str:
    return f"{first}s" if word.endswith("s") and not first.endswith("s") else first


def short_form(alias: str, name: str) -> bool:
    """Tell whether an alias has only words of the name, in their order, or the whole name and more."""
    a, n = alias.split(), name.split()
    return subsequence(a, n) or subsequence(n, a)


def subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def short_of(name: str, alias: str) -> str:
    """Return as much of a person's name as the alias has words: a surname for a surname."""
    return " ".join(name.split()[-len(alias.split()) :])


def acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def like(a: str, b: str) -> bool:
    return difflib.SequenceMatcher(None, a.lower(), b.lower()).ratio() >= ALIKE


def spelling(page: Page, rules: Rules, pattern: re.Pattern[str], names: dict[str, str]) -> list[Problem]:
    """Return the variants on a page, outside quotations, emphasis (titles) and source titles."""
    out = []
    for block in page.blocks:
        text = ours(block, rules)
        for match in pattern.finditer(text):
            if text[: match.start()].endswith("-"):  # the second part of a double name is no name of its own
                continue
            word = " ".join(match[0].split())
            what = f"'{word}' is spelled '{names[word]}' in this book"
            out.append(Problem(page.file, block.line_at(match.start()), what, f"Write '{names[word]}'"))
    return out


def ours(block: Block, rules: Rules) -> str:
    """Return the block's text without the words of others: quotations, titles of sources, emphasised titles, code."""
    text = blank(QUOTED, block.masked(*HIDDEN))
    return blank(literal(rules.titles), text) if rules.titles else text


def acronyms(page: Page, rules: Rules, glossary: Iterable[str]) -> list[Problem]:
    """Return the acronyms of a page that neither it nor the glossary explains, each at its first use."""
    known = {*package_words()["style"]["acronyms"], *glossary}
    study = rules.study
    things = (*study.actors, *study.places, *study.publishers)
    known |= {thing.name for thing in things}
    long = {alias: thing.name for thing in things for alias in thing.aliases if acronym(alias)}
    long |= {a.short: a.long for a in rules.declared.acronyms}
    out, before = [], ""
    for block in page.blocks:
        text = blank(rules.names, ours(block, rules))
        for match in ACRONYM.finditer(text):
            short = match[0]
            if short in known:
                continue
            known.add(short)
            line_end = block.text.find("\n", match.end())
            so_far = f"{before}\n{block.text if line_end < 0 else block.text[:line_end]}"
            if explained(short, long.get(short), so_far) or expanded_by_role(block, short):
                continue
            remedy = "Explain it at its first use, or list it under acronyms in seeds/prose.yaml or in the glossary"
            if short in long:
                remedy = f"Write '{long[short]} ({short})' at its first use, or list it in the glossary"
            out.append(
                Problem(
                    page.file, block.line_at(match.start()), f"the acronym '{short}' is not explained", remedy
                )
            )
        before += f"\n{block.text}"
    return out


def explained(short: str, long: str | None, text: str) -> bool:
    """Tell whether a text gives the long form, or puts the acronym in brackets after words with its letters."""
    flat = " ".join(text.split())
    if long and long.lower() in flat.lower():
        return True
    at = flat.find(f"({short})")
    if at < 0:
        return False
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", flat[:at])[-2 * len(short) :]).lower()
    return subsequence(list(short.lower()), list(initials))


def expanded_by_role(block: Block, short: str) -> bool:
    return any(s.kind == "role" and s.target.startswith(f"{short} (") for s in block.spans)


def terms(page: Page) -> set[str]:
    """Return the terms that a glossary page defines; `Long form (SHORT)` defines both."""
    out: set[str] = set()
    for block in page.blocks:
        first = block.text.split("\n")[0]
        if block.kind in ("term", "paragraph", "heading"):
            out |= {first.strip(), *re.findall(r"\(([A-Z][A-Z0-9]+)\)", first)}
            out |= set(ACRONYM.findall(first)) if block.kind == "term" else set()
    return out
