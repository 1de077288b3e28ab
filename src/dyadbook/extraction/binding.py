"""Binds an amount to the period that it speaks of, to what it measures, and to what it is per."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from dyadbook.extraction.doc import Doc
from dyadbook.extraction.mention import Mention
from dyadbook.extraction.rulebook import raw_rules
from dyadbook.study import dates as edtf

COMPARED = re.compile(
    r"\b(?:than|from|compared (?:to|with)|comparison with|against|versus|opposed to|vs\.?|since|relative to|the level of|"
    r"(?:percent|per cent|%|increase|rise|growth|improvement|gain|up|drop|decline|fall|down) (?:over|on)|"
    r"year-on-year|exceeding)(?: (?:the|a|in|for|during|of|at|same|similar|corresponding|previous|prior|respective|analogous|period|"
    r"quarter|months?|year|half|time|level|figures?|indicators?|end|that|those|one))*[ (]*$"
)
FOLLOWS = re.compile(
    r"(?: worth)? ?(?:(?!and\b|but\b|while\b|or\b)[a-z]+ ){0,2}(?:in|for|during|by|over|within|as of|at the end of|at end|at|on|of|until|through) (?:the |early |late |mid-|end of |whole of |full |all of )*"
)
DIRECT = re.compile(r" ?\(? ?")
PER = re.compile(
    r" ?(?:,? ?per|an?|each|/|for (?:a|one|each)|for every) ?(?P<per>1,000 cubic met(?:er|re)s|thousand cubic met(?:er|re)s|(?:metric )?ton(?:ne)?|barrel|kilogram(?:me)?|kilo|kg|litre|liter|"
    r"year|month|week|day|hour|annum|unit|share|head|person|capita|kilowatt[- ]hour|kwh|gallon|bushel|ounce|square met(?:er|re)|dozen|piece|vehicle|tractor|"
    r"student|passenger|child|family|household|seat|night|kilomet(?:er|re)|mile|hectare|container|trip)\b(?! (?:before|earlier|ago|later|after|and a half))"
    r"|(?P<yearly> annually| yearly)"
)
NEAR = 400  # characters around an amount: no sentence ties it to a date further off
GAP = 90  # characters between an amount and a period before it
LEADS = ("in", "for", "during", "by", "over", "within")
TRADE = ("turnover", "exports", "imports", "balance")


@dataclass(slots=True)
class Bound:
    date: str | None = None
    tier: str = "explicit"
    measure: str | None = None
    per: str | None = None
    against: str | None = None
    rule: str | None = None  # id of the rule that named the measure
    compared: bool = False  # the amount is what another is compared with


@cache
def _measures() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    table = raw_rules("measures")
    names = {m["id"].replace("-", "_"): m["measure"] for m in table["measures"]}
    body = "|".join(f"(?P<{m['id'].replace('-', '_')}>{m['pattern']})" for m in table["measures"])
    return re.compile(rf"\b(?:{body})"), re.compile(table["aims"][0]["pattern"]), names


class Binder:
    """Binds the amounts of one document in order; remembers the period and the measure that a text goes on about."""

    def __init__(self, doc: Doc):
        self.doc = doc
        self.period: tuple[int, str] | None = None  # sentence, date
        self.measured: tuple[int, str] | None = None

    def bind(self, kind: str, start: int, end: int) -> Bound:
        """Return what the amount at [start, end) is bound to."""
        doc = self.doc
        index = doc.sentence_of(start)
        here = doc.sentences[index]
        near = doc.within("date", max(here.start, start - NEAR), min(here.end, end + NEAR))
        dates = [m for m in near if m.date and edtf.is_calendar(m.date)]
        out = Bound()
        before = doc.low[max(here.start, start - 60) : start]
        out.compared = bool(COMPARED.search(before))
        self._measure(out, index, start, end, kind)
        self._period(out, dates, index, start, end, kind)
        if out.measure == "target" and out.date and self._past(out.date):
            out.date = None  # what is aimed at is not of a year gone by
        if kind != "ratio" and (m := PER.match(doc.low, end, here.end)):
            out.per = "year" if m["yearly"] or m["per"] == "annum" else m["per"]
        if out.date is None and out.measure in (*TRADE, None) and kind != "count" and self.period:
            at, value = self.period
            same = doc.sentences[at].paragraph == here.paragraph and index - at <= 2
            # what is measured must go on being trade: a fine after a sentence on trade has no year from it
            if same and not out.compared and out.measure in TRADE:
                out.date, out.tier = value, "inherited"
        if kind == "ratio":
            self._against(out, dates, start, end)
        elif out.date and out.tier == "explicit" and not out.compared and kind == "money":
            self.period = (index, out.date)
        return out

    def _past(self, value: str) -> bool:
        last = edtf.span(value)[1]
        return last is not None and last < self.doc.published

    def _period(self, out: Bound, dates: list[Mention], index: int, start: int, end: int, kind: str) -> None:
        """Bind to the date right before a bracket, the one that follows, the one before, the one further on."""
        doc, low = self.doc, self.doc.low
        after = next((d for d in dates if d.start >= end), None)
        before = [d for d in dates if d.end <= start]
        zone = doc.zone_at("parenthesis", start)
        if before and zone and 0 <= zone.start - before[-1].end <= 1 and start - zone.start <= 12:
            out.date, out.compared = before[-1].date, True  # "in 2011 ($33 million)"
            return
        if after and after.start - end <= 40 and self._follows(out, after, end):
            out.date = after.date
            return
        vague = next(iter(doc.within("date", end, end + 40)), None)
        if vague and vague.norm in ("FUTURE_REF", "PAST_REF") and FOLLOWS.fullmatch(low[end : vague.start]):
            return  # "in the next few years": not of the year named before
        if out.compared:
            return
        usable = [d for d in before if self._own(d)]
        if usable:
            near = usable[-1]
            coarse = [d for d in usable if edtf.precision(d.date) != "day"]
            if kind == "money" and coarse and start - coarse[-1].end <= 2 * GAP:
                near = coarse[-1]
            if ";" not in low[near.end : start] and start - near.end <= 3 * GAP:
                out.date = near.date
                return
        if after and after.link in LEADS and after.start - end <= 60 and edtf.precision(after.date) != "day":
            gap = low[end : after.start]
            if "," not in gap and not COMPARED.search(gap):
                out.date = after.date

    def _own(self, d: Mention) -> bool:
        """Tell whether a date before an amount is not merely what it is compared with: "from January to May" is its own."""
        if "/" in (d.date or "") and d.link == "from":
            return True
        return not COMPARED.search(self.doc.low[max(0, d.start - 30) : d.start])

    def _follows(self, out: Bound, after: Mention, end: int) -> bool:
        """Tell whether a date after an amount is its own: "in 2011", "last year", not "than in 2011"."""
        low = self.doc.low
        gap = low[end : after.start]
        beside = FOLLOWS.fullmatch(gap) or (
            gap == " " and after.rule.startswith(("date-relative", "date-shifted", "date-ago"))
        )
        return bool(beside) and (out.compared or not COMPARED.search(low[max(0, end - 12) : after.start]))

    def _measure(self, out: Bound, index: int, start: int, end: int, kind: str) -> None:
        doc = self.doc
        here = doc.sentences[index]
        pattern, target, names = _measures()
        floor = max(here.start, start - 220)
        floor = max(floor, doc.low.rfind(";", floor, start) + 1)
        found = None
        for m in pattern.finditer(doc.low, floor, start):
            found = m
        if found is None:
            found = pattern.search(doc.low, end, min(here.end, end + 60))
        if found is not None:
            out.measure = names[found.lastgroup or ""]
            out.rule = (found.lastgroup or "").replace("_", "-")
            self.measured = (index, out.measure)
        elif (
            self.measured
            and index - self.measured[0] == 1
            and re.match(
                r"(?:[^,]{0,30}, )?(?:it|this|that|the (?:figure|volume|total|amount|indicator))\b",
                doc.low[here.start : here.start + 60],
            )
        ):
            out.measure = self.measured[1]
        if kind == "money" and out.measure in TRADE and target.search(doc.low, floor, start):
            out.measure, out.rule = "target", "measure-target"

    def _against(self, out: Bound, dates: list[Mention], start: int, end: int) -> None:
        low = self.doc.low
        for d in dates:
            if (
                d.start >= end
                and d.start - end <= 130
                and COMPARED.search(low[max(end - 12, d.start - 60) : d.start])
            ):
                out.against = d.date
                if out.date == d.date:
                    out.date = None
                return


def pair_respectively(doc: Doc, found: list[Mention]) -> list[Mention]:
    """Pair as many dates as amounts in the order of a sentence that says "respectively"."""
    out = list(found)
    at = doc.low.find("respectively")
    while at >= 0:
        here = doc.sentences[doc.sentence_of(at)]
        dates = [d for d in doc.within("date", here.start, here.end) if d.date and edtf.is_calendar(d.date)]
        for kind in ("money", "ratio", "count"):
            places = [i for i, m in enumerate(out) if m.kind == kind and here.start <= m.start < here.end]
            if len(places) == len(dates) > 1:
                for i, d in zip(places, dates, strict=True):
                    out[i] = replace(out[i], date=d.date)
        at = doc.low.find("respectively", max(at + 1, here.end))
    return out
