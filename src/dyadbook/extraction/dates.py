"""Finds dates and durations: looks each word up, tries the rules that may start there, resolves the longest match."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from dyadbook.extraction.conditions import compiled, holds
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.mention import Mention
from dyadbook.extraction.moments import Moment, Setting, day_of
from dyadbook.extraction.rulebook import DIGITS, Rule, dispatch, expand, raw_rules, rules
from dyadbook.extraction.tense import Tense
from dyadbook.extraction.timevalues import VALUES
from dyadbook.study import dates as edtf

FILES = ("dates_absolute", "dates_relative", "dates_durations")
REACH = 90  # characters: no expression of time is longer
BEHIND = 28  # characters before a date that can hold a modifier or the word that leads it in
LINK = re.compile(
    r"\b(by|since|until|till|before|after|for|in|from|of|on|during|through|between|to|as of|than|over)"
    r" (?:the |just |only |about |around |early |late |mid-|at |end of |beginning of |start of |his |her |their )*$"
)
GOES_ON = re.compile(r"\b(?:later|then|again|already|finally|afterwards|subsequently)(?:,| in| on| that)* $")


@cache
def _table() -> tuple[dict[str, tuple[Rule, ...]], frozenset[str], frozenset[str]]:
    starts = raw_rules("starts")
    return dispatch(*FILES), frozenset(starts["article"].split()), frozenset(starts["after_article"].split())


@cache
def _modifiers() -> tuple[re.Pattern[str], dict[str, Rule]]:
    """Return one pattern of all modifiers, each a named group, that ends where the date begins."""
    book = {rule.id.replace("-", "_"): rule for rule in rules("dates_modifiers")}
    body = "|".join(
        f"(?P<{name}>{expand(raw['pattern'])})"
        for name, raw in zip(book, raw_rules("dates_modifiers")["rules"], strict=True)
    )
    return re.compile(rf"(?<![\w-])(?:{body})$"), book


class Finder:
    """One pass over one document; keeps what later expressions refer back to."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.done = 0
        self.sentence = -1
        self.tense: Tense | None = None
        self.found: list[Mention] = []
        self.previous: Mention | None = None  # the latest calendar date of the story
        self.explicit: Mention | None = None  # the latest that names its year

    def run(self) -> Iterator[Mention]:
        table, articles, after_article = _table()
        doc, digits = self.doc, table[DIGITS]
        words, starts = doc.words, doc.starts
        last = len(words) - 1
        for i, word in enumerate(words):
            candidates = table.get(word)
            if candidates is None:
                if not "0" <= word[0] <= "9" or len(word) > 4:
                    continue
                candidates = digits
            elif word in articles and (i == last or words[i + 1] not in after_article):
                continue
            start = starts[i]
            if start >= self.done and self._free(start, word) and (m := self._try(start, candidates)):
                yield m

    def _free(self, start: int, word: str) -> bool:
        """Tell whether a word or number stands by itself: not 300 in S-300, not 5 in 3.5, nothing masked."""
        low = self.doc.low
        if start == 0:
            return not self.doc.masked(0, 1)
        before = low[start - 1]
        if before.isalnum() or before == "_" or self.doc.masked(start, start + 1):
            return False
        if word[0] <= "9" and start > 1:
            if before in ".,:/" and low[start - 2].isdigit():
                return False
            if before == "-" and low[start - 2].isalnum():
                return bool(
                    re.search(
                        r"(?<!\w)(?:mid|pre|post|end|early|late|since|non)-$", low[max(0, start - 8) : start]
                    )
                )
        return not (
            before in "-'" and start > 1 and low[start - 2].isalpha() and word in ("may", "sat", "sun", "a")
        )

    def _try(self, start: int, candidates: tuple[Rule, ...]) -> Mention | None:
        doc = self.doc
        index = doc.sentence_of(start)
        here = doc.sentences[index]
        limit = min(here.end, start + REACH)
        matches = []
        for rule in candidates:
            m = rule.pattern.match(doc.low, start, limit)
            if m and m.end() > start and holds(rule, m, doc):
                matches.append((m.end(), m, rule))
        if not matches:
            return None
        if index != self.sentence:
            self.sentence, self.tense = index, None
        for _, m, rule in sorted(matches, key=lambda found: -found[0]):
            setting = self._setting(m.start(), m.end())
            moment = VALUES[rule.value](m.groupdict(), setting)
            if moment is not None:
                return self._mention(m, rule, moment)
        return None

    def _setting(self, start: int, end: int) -> Setting:
        doc = self.doc

        def direction() -> str:
            if self.tense is None or not self.tense.covers(start, end):
                s = doc.sentences[self.sentence]
                # a sentence of a thousand words and more is no sentence: look at what stands around
                self.tense = Tense(doc.low, s.start, s.end, start, end)
            return self.tense.direction(start, end)

        last = self.previous
        near = last is not None and (
            self.sentence - doc.sentence_of(last.start) <= 2
            or doc.sentences[self.sentence].paragraph - doc.sentences[doc.sentence_of(last.start)].paragraph
            <= 1
        )
        setting = Setting(doc.published, direction, last=(last.date or last.norm) if near and last else None)
        given = self.explicit
        if given is not None and (first := self._shared(given, start, end, direction)):
            setting.year = first.year
            setting.lent_month = first.month if edtf.precision(given.date) in ("day", "month") else None
            setting.goes_on = bool(GOES_ON.search(doc.low, max(0, start - BEHIND), start))
        return setting

    def _shared(self, given: Mention, start: int, end: int, direction: Callable[[], str]) -> dt.date | None:
        """Return the first day of `given` where it lends its year to a month or day after it: the text goes on telling.

        'In March 1998 A came. In May B went': May shares 1998. A date of the future, one in another paragraph, or
        one after a mere aside ('the steward, named in 1998', 'since 1998') does not.
        """
        doc = self.doc
        at = doc.sentence_of(given.start)
        if given.link in ("since", "until", "from") and self.sentence != at:
            return None
        if self.sentence - at > 1 or doc.sentences[at].paragraph != doc.sentences[self.sentence].paragraph:
            return None
        value = given.date or given.norm
        fine = edtf.precision(value) in ("day", "month") or (
            edtf.precision(value) == "range" and value.count("-") > 1
        )
        opens = given.start - doc.sentences[at].start <= 12
        here = doc.sentences[self.sentence]
        if not (fine or opens) or (self.sentence != at and start - here.start > 40):
            return None
        if direction() == "future":
            return None
        return day_of(value)

    def _mention(self, m: re.Match[str], rule: Rule, moment: Moment) -> Mention:
        doc, start = self.doc, m.start()
        low, end = doc.low, m.end()
        while end > start and low[end - 1] in " .,":
            end -= 1
        if low[end : end + 1] == "." and low[end - 2 : end] in (".m",):
            end += 1
        name, mod = rule.id, moment.mod
        calendar = edtf.is_calendar(moment.date or moment.norm)
        lasting = moment.norm.startswith("P") and moment.norm[1] in "0123456789TX"
        pattern, book = _modifiers()
        floor = max(self.done, start - BEHIND, doc.sentences[self.sentence].start)
        if (calendar or lasting) and (p := pattern.search(low[floor:start])):
            modifier = book[p.lastgroup or ""]
            wanted = modifier.needs.get("before")
            led = wanted is None or compiled(wanted).search(low[max(floor - 12, 0) : floor + p.start()])
            if led and modifier.value in ("any", "calendar" if calendar else "duration"):
                start = floor + p.start()
                mod = modifier.needs["mod"]
                name = f"{name}+{modifier.id}"
        link = LINK.search(low[max(0, start - BEHIND) : start])
        found = Mention(
            file=doc.file,
            kind="date",
            start=start,
            end=end,
            rule=name,
            norm=moment.norm,
            mod=mod,
            tier=moment.tier,  # type: ignore[arg-type]
            date=moment.date or (moment.norm if calendar else None),
            link=link[1] if link else None,
        )
        self.done = end
        if calendar and doc.sentences[self.sentence].zone == "body":
            # "in May 1998, some ten years ago": what follows counts from May 1998
            glossed = (
                rule.value == "ago"
                and self.previous is not None
                and self.previous.start >= doc.sentences[self.sentence].start
            )
            self.previous = self.previous if glossed else found
            if moment.tier in ("explicit", "inherited") and rule.value not in ("anaphoric", "year_before"):
                self.explicit = found
        return found


def find_dates(doc: Doc) -> Iterator[Mention]:
    """Yield the dates, durations, sets and vague references of `doc`, in order."""
    return _days_of_clocks(doc, Finder(doc).run()) if doc.sentences else iter(())


def _days_of_clocks(doc: Doc, found: Iterator[Mention]) -> Iterator[Mention]:
    """Give a time of day the day that follows it: "at 3:15 p.m. on January 20"."""
    held: Mention | None = None
    for m in found:
        if held is not None:
            beside = doc.low[held.end : m.start] in (" ", " on ", ", ", ", on ", " local time on ")
            if beside and m.date and edtf.precision(m.date) == "day" and held.norm:
                held = replace(held, norm=m.date + held.norm[held.norm.index("T") :], date=m.date)
            yield held
            held = None
        if m.rule == "date-clock":
            held = m
        else:
            yield m
    if held is not None:
        yield held
