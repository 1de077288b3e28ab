"""Whether what prose takes from the run is there, is true, and is not told the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dyadbook.ledger import Fact, Ledger
from dyadbook.ledger.refs import parse
from dyadbook.publishing.prose_dates import DATE, Coded, agrees, as_date
from dyadbook.publishing.prose_page import FILL, Block, Page, Span
from dyadbook.publishing.prose_rules import any_of, package_words
from dyadbook.study import dates
from dyadbook.study.problems import Problem, nearest

NEGATED = re.compile(r"\b(?:no|not|none|never|neither|nobody|nothing|without)\b", re.IGNORECASE)
MODES = ("", "words", "Words")


def check(page: Page, ledger: Ledger | None, known: Mapping[str, Coded]) -> list[Problem]:
    """Return what is wrong with the {fact}, {holds} and {evidence} of a page.

    `known` gives the hand-coded refs (`chronicle:E001`, `observation:O001`); what is of another kind is left to the
    build, which knows the run's tables.
    """
    out = []
    for block in page.blocks:
        for span in block.spans:
            line = block.line_at(span.start)
            wrong: Iterator[tuple[str, str]] = iter(())
            if span.kind == "fact" and ledger is not None:
                wrong = fact(span, ledger)
            elif span.kind == "holds" and ledger is not None:
                wrong = holds(span, block, ledger)
            elif span.kind == "evidence":
                wrong = evidence(span, block, known)
            out += [Problem(page.file, line, what, remedy) for what, remedy in wrong]
    return out


def missing(ident: str, kind: str, ledger: Ledger) -> tuple[str, str]:
    near = nearest(ident, [f.id for f in ledger if f.kind == kind])
    hint = near if near.startswith("Did") else "'dyadbook evidence' lists the ids"
    return f"there is no fact '{ident}' in the run", hint


def fact(span: Span, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a {fact}."""
    ident, _, mode = (part.strip() for part in span.target.partition("|"))
    if ident not in ledger:
        yield missing(ident, "value", ledger)
        return
    if ledger[ident].kind == "truth":
        yield f"'{ident}' is true or false, not a value", f"Write {{holds}}`{ident}|the claim`"
    elif mode not in MODES:
        yield f"'{mode}' is no way to print fact '{ident}'", "Write |words or |Words, or nothing"
    elif mode and not isinstance(ledger[ident].value, (int, float)):
        yield f"fact '{ident}' is '{ledger[ident].text}', which has no words", f"Write {{fact}}`{ident}`"


def holds(span: Span, block: Block, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a {holds}: not there, not a truth, not true, or the wrong way round."""
    ident = span.target
    if ident not in ledger:
        yield missing(ident, "truth", ledger)
        return
    truth = ledger[ident]
    if truth.kind != "truth":
        yield f"'{ident}' is a value, not true or false", f"Write {{fact}}`{ident}`"
        return
    words = " ".join(block.text[span.start : span.end].replace(FILL, "").split())
    if not truth.holds:
        found = f"; the run found {truth.text.rstrip('.')}" if truth.text else ""
        claim = words or truth.says.rstrip(".")
        yield (
            f"the text claims '{claim}', and truth '{ident}' is false{found}",
            "Mend the sentence, or name another truth",
        )
    elif pair := opposite(words, truth):
        yield (
            f"the words say '{pair[0]}' where truth '{ident}' says '{pair[1]}'",
            f"Say what it says: {truth.says.rstrip('.')}",
        )


def opposite(words: str, truth: Fact) -> tuple[str, str] | None:
    """Return a superlative of the words and its opposite in the truth, where the truth has not the same one too."""
    if NEGATED.search(words) or NEGATED.search(truth.says):
        return None
    for one, other in poles():
        for mine, theirs in ((one, other), (other, one)):
            said, found = mine.search(words), theirs.search(truth.says)
            if said and found and not theirs.search(words) and not mine.search(truth.says):
                return said[0].lower(), found[0].lower()
    return None


@lru_cache(maxsize=1)
def poles() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [(any_of([a]), any_of([b])) for a, b in package_words()["opposites"]]


def evidence(span: Span, block: Block, known: Mapping[str, Coded]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an {evidence}: no ref, no such row, or another date than its row has."""
    try:
        kind, _ = parse(span.target)
    except ValueError as error:
        yield str(error), "Write kind:id, such as event:2001-05-03-visit-somewhere"
        return
    if not any(ref.startswith(f"{kind}:") for ref in known):
        return
    if span.target not in known:
        near = nearest(span.target, known)
        yield f"there is no evidence '{span.target}'", near if near.startswith("Did") else "Mend the id"
        return
    there = known[span.target].date
    for said in DATE.finditer(block.text[span.start : span.end]):
        read = as_date(said[0])
        if there and read and dates.is_calendar(there) and not agrees(read, there):
            shown = dates.show(there)
            yield (
                f"the link says {' '.join(said[0].split())} where {span.target} is dated {shown}",
                "Mend the date or the id",
            )
