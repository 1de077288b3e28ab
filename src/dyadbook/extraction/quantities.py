"""Finds money, ratios and counts: one pass over the words that can start an amount, money before ratio before count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dyadbook.extraction import counts  # noqa: F401  registers its value functions
from dyadbook.extraction.amounts import VALUES, Quantity, direction
from dyadbook.extraction.binding import Binder, pair_respectively
from dyadbook.extraction.conditions import compiled
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.mention import Mention
from dyadbook.extraction.rulebook import DIGITS, Rule, dispatch, raw_rules, rules

KINDS = {"money": "money", "ratios": "ratio", "counts": "count"}
REACH = 110  # characters: no amount with its noun is longer
BEHIND = 34  # characters before an amount that can hold a word that bounds it


@cache
def _tables() -> list[tuple[str, dict[str, tuple[Rule, ...]]]]:
    return [(kind, dispatch(name)) for name, kind in KINDS.items()]


@cache
def _triggers() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = frozenset(w for _, table in _tables() for w in table)
    starts = raw_rules("starts")
    return words, frozenset(starts["article"].split()), frozenset(starts["after_article"].split())


@cache
def _modifiers() -> tuple[re.Pattern[str], dict[str, Rule], dict[str, re.Pattern[str]]]:
    book = {r.id.replace("-", "_"): r for r in rules("amount_modifiers")}
    body = "|".join(f"(?P<{name}>{rule.pattern.pattern})" for name, rule in book.items())
    after = {mod: re.compile(p) for mod, p in raw_rules("amount_modifiers")["after"].items()}
    return re.compile(rf"(?<![\w-])(?:{body})$"), book, after


def find_quantities(doc: Doc) -> list[Mention]:
    """Return the amounts, ratios and counts of `doc`, in order; what stands in a date or a citation is none."""
    found = list(_quantities(doc))
    return pair_respectively(doc, found) if found else found


def _quantities(doc: Doc) -> Iterator[Mention]:
    if not doc.sentences:
        return
    dated = bytearray(len(doc.text))
    for d in doc.of("date"):
        dated[d.start : d.end] = b"\x01" * (d.end - d.start)
    triggers, articles, after_article = _triggers()
    binder = Binder(doc)
    words, starts = doc.words, doc.starts
    last, done = len(words) - 1, 0
    for i, word in enumerate(words):
        if word not in triggers and not "0" <= word[0] <= "9":
            continue
        if word in articles and (i == last or words[i + 1] not in after_article):
            continue
        start = starts[i]
        if start < done or dated[start] or not _free(doc, start, word):
            continue
        for mention in _try(doc, start, DIGITS if word[0].isdigit() else word, dated, binder, done):
            done = max(done, mention.end)
            yield mention


def _free(doc: Doc, start: int, word: str) -> bool:
    """Tell whether a number stands by itself: not 300 in S-300, not 5 in 3.5, nothing masked."""
    if doc.masked(start, start + 1):
        return False
    if start == 0:
        return True
    before, low = doc.low[start - 1], doc.low
    if before.isalnum() or before in "_#№":
        return False
    if "0" <= word[0] <= "9" and start > 1:
        if before in ".,:/+" and low[start - 2].isalnum():
            return False
        if before == "-" and low[start - 2].isalnum():
            return False
    return not (before == "-" and start > 1 and low[start - 2].isalpha())


def _try(doc: Doc, start: int, word: str, dated: bytearray, binder: Binder, done: int) -> Iterator[Mention]:
    here = doc.sentences[doc.sentence_of(start)]
    limit = min(here.end, start + REACH)
    for kind, table in _tables():
        matches = []
        for rule in table.get(word, ()):
            m = rule.pattern.match(doc.low, start, limit)
            if m and _holds(rule, m, doc):
                matches.append((m.end(), m, rule))
        for _, m, rule in sorted(matches, key=lambda found: -found[0]):
            found = [q for q in VALUES[rule.value](m, doc) if dated.find(1, q.start, q.end) < 0]
            if found:
                for q in found:
                    yield _mention(doc, kind, rule, q, binder, done)
                return


def _holds(rule: Rule, m: re.Match[str], doc: Doc) -> bool:
    """Tell whether what the rule needs beyond its pattern is there."""
    sign = m.groupdict().get("sign")
    if (
        sign
        and sign[0].isalpha()
        and sign.rstrip(".").isalpha()
        and not doc.text[m.start("sign")].isupper()
        and not sign.startswith("dlr")
    ):
        return False
    for name, wanted in rule.needs.items():
        if name == "before" and not compiled(str(wanted)).search(doc.low[max(0, m.start() - 40) : m.start()]):
            return False
        if name == "growth" and not direction(doc, m.start(), m.end()):
            return False
        if name == "capital_code":
            code = doc.text[m.start("code") : m.end("code")]
            if (
                not code.isupper()
                and code not in ("usd", "eur", "gbp", "rmb", "dollar")
                or code.isupper()
                and code in ("ALL", "TRY", "TOP")
            ):
                return False
        if name == "money" and _no_money(m, doc):
            return False
    return True


def _no_money(m: re.Match[str], doc: Doc) -> bool:
    """Tell whether a currency's name after a number is something else: two won, 3 real issues, 40 pound bags."""
    name = m["currency"]
    if name in (
        "won",
        "try",
        "all",
        "top",
        "real",
        "som",
        "sum",
        "lei",
        "lev",
        "rand",
        "dong",
        "br",
        "rs",
        "rm",
        "dm",
        "kip",
        "sterling",
        "pen",
        "mop",
        "cup",
        "mad",
        "lats",
        "bob",
        "gel",
        "ron",
        "buck",
        "pounds",
        "pound",
    ):
        shown = doc.text[m.start("currency") : m.end("currency")]
        if name in ("won", "buck"):
            return not (m["scale"] or re.match(r"[0-9]", m["amount"]))
        if name in ("pound", "pounds"):
            return bool(
                re.match(r" (?:of|bag|weight|shell|bomb|bass|man|woman)", doc.low[m.end() : m.end() + 8])
            )
        if len(name) == 3:
            return not shown.isupper()
    return (
        doc.low[m.end() : m.end() + 7] in (" store ", " stores", " coin w", " coin m", " signs ")
        or doc.low[m.end() : m.end() + 5] == " coin"
    )


def _mention(doc: Doc, kind: str, rule: Rule, q: Quantity, binder: Binder, done: int) -> Mention:
    here = doc.sentences[doc.sentence_of(q.start)]
    bound = binder.bind(kind, q.start, q.end)
    mod, start = q.mod, q.start
    name = rule.id if bound.rule is None or kind == "count" else f"{rule.id}+{bound.rule}"
    before_pattern, book, after = _modifiers()
    floor = max(done, here.start, q.start - BEHIND)
    if p := before_pattern.search(doc.low[floor : q.start]):
        found = book[p.lastgroup or ""]
        mod = mod or found.value
        name = f"{name}+{found.id}"
        if kind != "money":
            start = floor + p.start()
    if mod is None:
        tail = doc.low[q.end : q.end + 20]
        mod = next((m for m, pattern in after.items() if pattern.search(tail)), None)
    norm, end = q.norm, q.end - (doc.low[q.end - 1] == ".")  # "mln." may close the sentence
    if kind == "ratio":
        mod = {"min": "more", "max": "less"}.get(mod or "", mod)
        if norm and norm.startswith("x") and mod:
            if q.value is not None and q.value < 1 and mod != "approx":
                mod = "less" if mod == "more" else "more"  # more than halved: less than half is left
            norm = "x" + {"more": ">", "less": "<", "approx": "~"}[mod] + norm[1:]
    return Mention(
        file=doc.file,
        kind=kind,  # type: ignore[arg-type]
        start=start,
        end=end,
        rule=name,
        norm=norm if kind != "count" else f"{q.value} {q.unit}",
        mod=mod,
        tier=bound.tier if kind == "money" else "explicit",  # type: ignore[arg-type]
        date=bound.date,
        value=q.value,
        unit=q.unit,
        measure=bound.measure if kind != "count" else None,
        per=bound.per,
        against=bound.against,
    )
