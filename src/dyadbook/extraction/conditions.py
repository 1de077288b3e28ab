"""What a rule asks beyond its pattern: a capital, words before or after, a sense of 'May' that is the month."""

from __future__ import annotations

import re
from functools import cache

from dyadbook.extraction.doc import Doc
from dyadbook.extraction.rulebook import Rule

LOOK = 30  # characters before and after a match that a condition may read
SHORT_MONTHS = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
# Month names that are words, names or verbs as well: they need a word before them that only a date follows.
DOUBLE = frozenset({"may", "march", "august", *SHORT_MONTHS})
LEADS_MONTH = re.compile(
    r"(?:^|[\s(\"-])(?:in|of|since|until|till|by|from|to|for|during|early|mid|late|last|next|this|that|and|or|through|between|"
    r"before|after|his|her|its|their|the|a|[a-z]+'s?|than|every|each|previous|late in|as of|beginning|end|start|end of)[ -]$"
)
NAME_AFTER = re.compile(r" [A-Z][a-z]+(?: [A-Z]|['’]s| (?:said|told|of))")
NOT_YEAR_BEFORE = re.compile(
    r"(?:[$€£¥#№]|\bno\.?|\bnumber|\bresolution|\barticle|\blaw|\bdecree|\bflight|\broute|\bboeing|\broom|\border|\bunit|\bnearly|"
    r"\balmost|(?<!sooner )(?<!later )(?<!earlier )\bthan|\bover|\bsome|\babout|\bexactly|\bpage|\bpeugeot|\bleast|\bonly|\busd|\beur|\brub|\bbyn|\bup to|[a-z]-|\d[.,](?! )) ?$"
)
LEADS_YEAR = re.compile(
    r"(?:\b(?:in|from|since|during|by|until|till|early|mid|late|before|after|around|circa|year|through|spring|summer|autumn|winter|fall|"
    r"than in|back in)[ -](?:the )?|\bthe |'s? |\()$"
)
OLD_YEAR = re.compile(
    r"\b(?:in|of|since|by|until|from|during|around|before|after|to|circa|year|and|between|early|mid|late)[ -](?:the )?$"
)
COUNTED = re.compile(
    r" (?:(?![a-z-]+(?:ing|ed) )[a-z-]+ )?(?!(?:was|is|has|as|plus|its|his|versus|this|thus|across|towards|besides)\b)[a-z]{2,}[^s\W]s\b"
)
DAY_WORDS = re.compile(r"\b(?:in|for|within|than|least|just|only|after|lasted|lasts|every|of) $")
# "5 million dollars a year", "1,000 tractors a year": how often, not how long
RATE = re.compile(
    r"(?:[0-9][0-9,.]*[a-z]{0,3}|%|\b(?:million|billion|trillion|thousand|hundred|times|once|twice))(?: [a-z-]+){0,4} $"
)


def holds(rule: Rule, m: re.Match[str], doc: Doc) -> bool:
    """Tell whether what `rule` needs beyond its pattern is there."""
    start, end = m.start(), m.end()
    if (
        rule.capital
        and not doc.text[start].isupper()
        and "month" not in rule.needs
        and not _lower_month(m, doc)
    ):
        return False
    if not rule.needs:
        return True
    before = doc.low[max(0, start - LOOK) : start]
    after = doc.low[end : end + LOOK]
    for name, wanted in rule.needs.items():
        if name == "before" and not compiled(wanted).search(before):
            return False
        if name == "before_not" and compiled(wanted).search(before):
            return False
        if name == "after" and not compiled(wanted).search(after):
            return False
        if name == "after_not" and compiled(wanted).search(after):
            return False
        if name in CHECKS and not CHECKS[name](m, doc, before, after, wanted):
            return False
    return True


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _lower_month(m: re.Match[str], doc: Doc) -> bool:
    """Let 'on 5 august' pass where a text is written without capitals: only what cannot be another word."""
    word = (m.groupdict().get("month") or "may").strip(". ")
    return word not in DOUBLE


def _month(m: re.Match[str], doc: Doc, before: str, after: str, wanted: object) -> bool:
    word = (m["month"] or "").strip(".")
    led = bool(LEADS_MONTH.search(before))
    if not doc.text[m.start("month")].isupper():
        return (
            led
            and word not in ("may", "march", "mar", "sep", "dec", "jan", "apr")
            and bool(re.search(r"\b(?:in|since|until|this|last|next) $", before))
        )
    if NAME_AFTER.match(doc.text, m.end()) and not re.search(r"\b(?:in|since|until|by|of) $", before):
        return False
    if word == "may" and re.search(r"\b(?:they|we|it|he|she|you|i|that|who|which|and) $", before):
        return False
    return led or word not in DOUBLE


def _year(m: re.Match[str], doc: Doc, before: str, after: str, wanted: object) -> bool:
    year = int(m["year"])
    if NOT_YEAR_BEFORE.search(before) and not re.search(
        r"\b(?:in|since|mid|early|late|pre|post|non|end)[ -]$", before
    ):
        return False
    if 1300 <= year <= 1450 and re.search(r"\byear,? $", before):
        return False  # another calendar's
    if year < 1900 or year > 2060:
        return bool(OLD_YEAR.search(before)) and not COUNTED.match(after)
    if LEADS_YEAR.search(before):
        return True
    if re.search(r"[a-z] ?-$", before) and not re.search(
        r"(?:mid|pre|post|early|late|end|non|since)-$", before
    ):
        return False
    return not COUNTED.match(after)


def _duration(m: re.Match[str], doc: Doc, before: str, after: str, wanted: object) -> bool:
    num, unit = (m["num"] or "").strip(), m["unit"] or ""
    if num in ("a", "an", "one", "") and unit in ("second", "minute", "quarter"):
        return num == "one" and unit == "minute"
    if unit.startswith("quarter"):
        return bool(re.search(r"\b(?:consecutive|straight|last|past|next)\b", m.group())) or after.startswith(
            " in a row"
        )
    if (
        num in ("a", "an")
        and RATE.search(before)
        and not re.search(
            r"\b(?:for|in|after|within|over|than|about|almost|nearly|of|lasted|every) $", before
        )
    ):
        return False
    if num == "one" and unit == "day" and "-" not in m.group():
        return bool(DAY_WORDS.search(before))
    if re.search(r"\b(?:no|article|chapter|resolution|group of|p5|g)[ -+]$", before):
        return False
    return not (
        num in ("a", "an")
        and unit in ("day", "hour", "week", "month", "year")
        and re.match(r" (?:of|for|when|that|to remember)\b", after)
        and unit == "day"
    )


def _anaphoric(m: re.Match[str], doc: Doc, before: str, after: str, wanted: object) -> bool:
    rel = m["rel"] or ""
    if rel == "next":
        return before.endswith("the ")
    if rel == "that":
        return not re.search(r"\b(?:said|says|saying|believes?|noted|so|told|adding|added) $", before) or m[
            "unit"
        ] in ("day", "year")
    if rel == "same":
        return bool(re.search(r"\b(?:the|that|very) $", before)) and not after.startswith(" as")
    return True


def _above(m: re.Match[str], doc: Doc, before: str, after: str, wanted: object) -> bool:
    return int(m["year"]) > int(wanted)  # type: ignore[call-overload]


def _capital_group(m: re.Match[str], doc: Doc, before: str, after: str, wanted: object) -> bool:
    return doc.text[m.start(str(wanted))].isupper() or (m[str(wanted)] or "").strip(".") not in (
        "may",
        "march",
        "mar",
    )


CHECKS = {
    "month": _month, "year": _year, "duration": _duration, "anaphoric": _anaphoric, "above": _above,
    "capital_group": _capital_group,
}  # fmt: skip
