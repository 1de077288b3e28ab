"""The number check: a digit or a number word that nobody computed and nobody declared does not get into the book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dyadbook.ledger import Fact, Ledger, formats
from dyadbook.publishing.prose_dates import DATE, PART, Coded, agrees, as_date
from dyadbook.publishing.prose_page import FILL, Block
from dyadbook.publishing.prose_rules import Rules, any_of, package_words

# a whole token with a digit in it, such as $1.4bn, 2015–2018, X-12
DIGITS = re.compile(r"[\w$€£%+−½⅓⅔¼¾./:,'’-]*[\d½⅓⅔¼¾][\w$€£%+−½⅓⅔¼¾./:,'’-]*")
ORDINAL = re.compile(r"\d*(?:1st|2nd|3rd|\dth)", re.IGNORECASE)
SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SCALE |= {"mn": 1e6, "mln": 1e6, "m": 1e6, "bn": 1e9, "k": 1e3}
VALUES = {formats.words(n): float(n) for n in range(100)}
VALUES |= {
    "dozen": 12.0,
    "twice": 2.0,
    "thrice": 3.0,
    "half": 0.5,
    "double": 2.0,
    "doubled": 2.0,
    "tripled": 3.0,
}
COMPUTED = ("code", "fact", "dataset")


@dataclass(frozen=True)
class Number:
    """A number that somebody typed: its words, where in the block, and whether it is a date."""

    text: str
    start: int
    end: int
    date: bool


def numbers(block: Block, rules: Rules) -> list[Number]:
    """Return the typed numbers of a block that are not exempt, in order."""
    text = block.masked(*COMPUTED)
    for span in block.within("evidence"):
        # a link to the evidence may say its date; any other number in it is typed like everywhere
        inside = blank(PART, blank(DATE, text[span.start : span.end]))
        text = text[: span.start] + inside + text[span.end :]
    text = blank(rules.names, text)
    text = blank(harmless(), text)
    found = []
    for pattern in (DATE, fractions(), words(), DIGITS):
        for match in pattern.finditer(text):
            start, end = trimmed(text, match.start(), match.end())
            if pattern is DIGITS and ORDINAL.fullmatch(text[start:end]):
                continue
            found.append(Number(block.text[start:end], start, end, pattern is DATE))
        text = blank(pattern, text)
    return joined(sorted(found, key=lambda n: n.start), block.text)


@lru_cache(maxsize=1)
def words() -> re.Pattern[str]:
    listed = package_words()["numbers"]
    units = "one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    return any_of([rf"(?:{'|'.join(listed['words'])})(?:-(?:{units}))?", listed["fold"]])


@lru_cache(maxsize=1)
def fractions() -> re.Pattern[str]:
    return any_of(package_words()["numbers"]["fractions"])


@lru_cache(maxsize=1)
def harmless() -> re.Pattern[str]:
    return any_of(package_words()["numbers"]["harmless"])


def blank(pattern: re.Pattern[str], text: str) -> str:
    """Fill what a pattern finds, so that nothing finds it again; line breaks stay for the count of lines."""
    return pattern.sub(lambda m: re.sub(r"[^\n]", FILL, m[0]), text)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what punctuation a token with a digit took along."""
    while end > start and text[end - 1] in ".,:/'’-+":
        end -= 1
    while start < end and text[start] in ".,:/'’-":
        start += 1
    return start, end


def joined(found: Iterable[Number], text: str) -> list[Number]:
    """Join what stands side by side: three hundred, $5 million, twenty-four thousand, 2004–2011."""
    out: list[Number] = []
    for number in found:
        last = out[-1] if out else None
        gap = text[last.end : number.start] if last else None
        if (
            last
            and last.date == number.date
            and gap in (("–", "-", " – ") if number.date else (" ", "-", ""))
        ):
            out[-1] = Number(text[last.start : number.end], last.start, number.end, number.date)
        else:
            out.append(number)
    return out


def value_of(text: str) -> float | None:
    """Return what a typed number means, where that is plain.

    >>> value_of("seventeen"), value_of("$1.4 billion"), value_of("three dozen")
    (17.0, 1400000000.0, 36.0)
    """
    total: float | None = None
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?", text.lower()):
        if part[0].isdigit():
            value = float(part.replace(",", ""))
        else:
            bare = part.removesuffix("s") if part.removesuffix("s") in {*SCALE, "dozen"} else part
            value = SCALE.get(bare, VALUES.get(bare, VALUES.get(bare.removesuffix("fold").rstrip("-"), -1.0)))
            if value < 0:
                return None
            if total is not None and (bare in SCALE or bare == "dozen"):
                value, total = total * value, None
        total = value if total is None else total + value
    return total


def stems(text: str) -> set[str]:
    """Return the words of a text, cut so that visit, visits and visited are one."""
    return {w[:5] for w in re.findall(r"[a-z]{3,}", text.lower())} - {"the", "and", "that", "which"}


def nearness(fact: Fact, sentence: str) -> int:
    said = stems(sentence)
    return 3 * len(stems(fact.id.replace("-", " ")) & said) + len(
        stems(f"{fact.rule} {fact.says} {fact.unit}") & said
    )


def near_facts(number: Number, sentence: str, ledger: Ledger) -> Iterator[Fact]:
    """Yield the facts that have this value, the one whose id and rule speak most of the sentence first."""
    value = value_of(number.text)
    same = [f for f in ledger if f.kind == "value" and same_value(f, value, number.text)]
    # an id with a digit in it is about one row or one year, which is seldom what a sentence without one means
    yield from sorted(
        same, key=lambda f: (-nearness(f, sentence), bool(re.search(r"\d", f.id)), len(f.id), f.id)
    )


def same_value(fact: Fact, value: float | None, text: str) -> bool:
    if fact.text.strip().lower() == " ".join(text.lower().split()):
        return True
    if value is None or not isinstance(fact.value, (int, float)) or isinstance(fact.value, bool):
        return False
    shown = fact.value * 100 if fact.unit == "share" else fact.value
    return abs(shown - value) < 1e-9 * max(1.0, abs(value))


def remedy(number: Number, sentence: str, ledger: Ledger | None, known: Mapping[str, Coded]) -> str:
    """Say what to write instead: the nearest fact, or for a date the link to its evidence."""
    same = list(near_facts(number, sentence, ledger or Ledger()))
    near = same[0] if same and nearness(same[0], sentence) else None
    if number.date:
        text = " ".join(number.text.split())
        row = near_row(text, sentence, known)
        link = f"Put it into the link of its evidence, as in {{evidence}}`{row}|{text}`"
        return f"{link}, or write {{fact}}`{near.id}`" if near else link
    declare = "or declare it in seeds/prose.yaml if it is part of a name"
    if near:
        mode = "" if any(c.isdigit() for c in number.text) else "|words"
        return f"Write {{fact}}`{near.id}{mode}`, which is {near.text}, {declare}"
    if same:
        return f"If this is meant, write {{fact}}`{same[0].id}` ({same[0].rule.rstrip('.')}); else record a fact, {declare}"
    facts = [f for f in ledger or () if f.kind == "value"]
    other = max(facts, key=lambda f: (nearness(f, sentence), -len(f.id), f.id), default=None)
    if other is None or not nearness(other, sentence):
        return f"Take it from a fact ('dyadbook evidence' lists them), {declare}"
    return f"No fact has that value; the nearest by its words is {{fact}}`{other.id}` ({other.text}). Record one, {declare}"


def near_row(text: str, sentence: str, known: Mapping[str, Coded]) -> str:
    """Return the hand-coded row of that date whose words come nearest to the sentence's; a pattern where there is none."""
    read, said = as_date(text), stems(sentence)
    if read is None:
        return "KIND:ID"
    dated = {
        ref: row for ref, row in known.items() if row.date and read[:3] in row.date
    }  # a decade, or no year
    fitting = [ref for ref, row in dated.items() if agrees(read, row.date or "")]
    shared = {ref: len(stems(dated[ref].text) & said) for ref in fitting}
    return min((ref for ref in shared if shared[ref]), key=lambda ref: (-shared[ref], ref), default="KIND:ID")
