"""When and where an event took place: from its own clause, else from its sentence, its paragraph, its document."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.events_party import Party
from dyadbook.extraction.events_reading import PLACE_PREPOSITIONS
from dyadbook.extraction.events_triggers import Trigger
from dyadbook.extraction.mention import Mention
from dyadbook.study import dates

# A date after one of these says how long something is to last, not when it was agreed.
SPAN_LINKS = frozenset({"until", "till", "through"})
ANCHORS = frozenset({"visit", "meeting", "agreement", "statement"})
LEAD = 6  # so many dated events, from the top, decide what day a report is about
NEWS_DAYS = 10  # what an agency reports happened within so many days
FRESH_DAYS = 45  # the main event of a report lies no further back than this


span = lru_cache(maxsize=4096)(dates.span)


def is_calendar(value: str | None) -> bool:
    """Tell whether `value` names a stretch of the calendar."""
    return span(value) != (None, None)


@dataclass(slots=True, eq=False)
class When:
    """A date with the word offset at which it stands."""

    value: str
    at: int
    end: int
    link: str | None
    year: bool  # whether the text names the year


# First and last month of halves, quarters and seasons, for which EDTF has no plain notation.
PARTS = {
    "H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11),
}  # fmt: skip


def plain(value: str) -> str:
    """Return a TIMEX3 value in the notation of dates.py: no part of the day, halves and quarters as months.

    >>> plain("2023-03-10TEV"), plain("2023-H1")
    ('2023-03-10', '2023-01/2023-06')
    """
    if m := re.fullmatch(r"(\d{4}-\d\d-\d\d)T\w+", value):
        return m[1]
    if (m := re.fullmatch(r"(\d{4})-([HQSF][\dPUA])", value)) and m[2] in PARTS:
        first, last = PARTS[m[2]]
        return f"{m[1]}-{first:02}/{m[1]}-{last:02}"
    if m := re.fullmatch(r"(\d{4})-W(\d\d)-WE", value):
        saturday = dt.date.fromisocalendar(int(m[1]), int(m[2]), 6)
        return f"{saturday}/{saturday + dt.timedelta(1)}"
    return value


def dates_in(doc: Doc, start: int, end: int) -> list[When]:
    """Return the dates in a stretch of text that can date an event: no durations, no sets of days."""
    found = []
    for m in doc.within("date", start, end):
        value = plain(m.norm or "")
        if is_calendar(value) or value in ("FUTURE_REF", "PAST_REF"):
            named = value[:4] in doc.text[m.start : m.end]
            found.append(When(value, m.start, m.end, m.link, named))
    return found


def usable(sent: Sent, when: When, kind: str, status: str) -> bool:
    """Tell whether a date dates an event: not the years that a plan covers, not the year that a noun is named by."""
    k = bisect_left(sent.starts, when.at, sent.lo, sent.hi)
    before = [sent.word(j) for j in (k - 2, k - 1)]
    link = when.link or before[1]
    if link in SPAN_LINKS and status != "postponed":
        return False
    if (
        kind == "agreement"
        and status != "planned"
        and (link == "for" or before[1] in ("for", "to"))
        and len(when.value) != 10
    ):
        return False
    if before[1] == "than" or before[0] == "than" or (kind == "trade" and before[1] == "with"):
        return False
    return not (before[1] == "to" and kind == "trade" and status == "planned")


def own_date(
    sent: Sent, trigger: Trigger, lo: int, hi: int, all_dates: list[When], status: str
) -> str | None:
    """Return the date of an event from the words `lo` to `hi` around its trigger: the nearest, later ones first."""
    if not all_dates:
        return None
    start, end = sent.starts[lo], sent.stop(hi - 1)
    mine = [w for w in all_dates if start <= w.at < end and usable(sent, w, trigger.rule.type, status)]
    if not mine:
        return None
    at = sent.starts[trigger.a]
    after = [w for w in mine if w.at >= at]
    before = [w for w in mine if w.at < at]
    calendar_after = [w for w in after if is_calendar(w.value)] or after
    calendar_before = [w for w in before if is_calendar(w.value)] or before
    if calendar_after and calendar_before:
        first, last = calendar_after[0], calendar_before[-1]
        best = first if first.at - at <= (at - last.end) + 25 else last
    else:
        best = (calendar_after or calendar_before[::-1])[0]
    if status in ("occurred", "signed", "in_force") and not best.year:
        best_value = last_year(best.value, sent.doc.published)
        if best_value != best.value:
            return best_value
    if best.link == "since" and "/" not in best.value and is_calendar(best.value):
        return best.value + "/.."
    return best.value


def speech_date(sent: Sent, trigger: Trigger, all_dates: list[When]) -> str | None:
    """Return the day on which something was said: right after the verb, or at the head of the sentence.

    Other dates of the sentence belong to what was said.
    """
    at, end = sent.starts[trigger.verb.first], sent.stop(trigger.b - 1)
    for w in all_dates:
        if 0 <= w.at - end <= 14 and w.link not in ("since", "until", "for") and is_calendar(w.value):
            return w.value
    for w in all_dates:
        if w.end <= at and w.at - sent.start <= 12 and at - w.end <= 90 and is_calendar(w.value):
            return w.value
    for w in all_dates:  # "X, on 3 May, said"
        if w.end <= at and at - w.end <= 3:
            return w.value
    return None


def last_year(value: str, day: dt.date) -> str:
    """Return a day or month of a thing that has happened, a year earlier where it would lie after `day`."""
    first, _ = span(value)
    if first is None or first <= day or not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value):
        return value
    return f"{int(value[:4]) - 1}{value[4:]}"


def past(value: str | None, day: dt.date) -> bool:
    """Tell whether a date names a stretch of the calendar that ended before `day`."""
    if not value or value.endswith(".."):
        return False
    end = span(value)[1]
    return end is not None and end < day


def own_place(sent: Sent, parties: list[Party], trigger: Trigger, lo: int, hi: int) -> str | None:
    """Return the place that the words `lo` to `hi` name with "in" or "at", nearest after the trigger, else before it."""
    inside = [
        p for p in parties if lo <= p.i < hi and p.place and p.before in PLACE_PREPOSITIONS and not p.owner
    ]
    after = [p for p in inside if p.i >= trigger.b]
    before = [p for p in inside if p.i < trigger.a]
    if after:
        return after[0].place
    return before[-1].place if before else None


def main_date(doc: Doc, dated: list[tuple[str, str, bool]]) -> str:
    """Return the date that a report is about.

    That is the last among its first events of the days before publication; else the day in its dateline; else, in a text
    without one, the last among its first events of the weeks before; else the day of publication.
    `dated` lists (date, event type, about the pair) in text order.
    """
    lead: list[tuple[int, int, str]] = []  # days before publication, days it spans, date
    for value, kind, bilateral in dated:
        first, end = span(value)
        if not bilateral or kind not in ANCHORS or not first or not end or first > doc.published:
            continue
        age, length = (doc.published - end).days, (end - first).days
        if age <= FRESH_DAYS and length <= 31:
            lead.append(((doc.published - first).days, length, value))
            if len(lead) == LEAD:
                break
    line = dateline_date(doc)
    recent = [c for c in lead if c[0] <= NEWS_DAYS] or ([] if line else lead)
    return min(recent)[2] if recent else line or doc.published.isoformat()


def dateline_date(doc: Doc) -> str | None:
    """Return the day in the document's dateline; None where it has none."""
    for zone in doc.zones:
        if zone.kind == "dateline":
            for m in doc.within("date", zone.start, zone.end):
                if m.norm and dates.DAY.fullmatch(m.norm):
                    return m.norm
    return None


def sentence_day(all_dates: list[When], published: dt.date) -> dt.date:
    """Return the day on which a sentence's titles are to be read: its first calendar date, else publication."""
    for when in all_dates:
        first, _ = span(when.value)
        if first and first <= published:
            return first
    return published


def as_mentions(mentions: list[Mention]) -> list[Mention]:
    """Return mentions in text order."""
    return sorted(mentions, key=lambda m: (m.start, m.tstart or 0))
