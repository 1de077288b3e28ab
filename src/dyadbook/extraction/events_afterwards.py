"""What is still ahead, and what came after something else: papers only pledged, visits paid after another's visit."""

from __future__ import annotations

import datetime as dt
import re

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.events_party import Party
from dyadbook.extraction.events_triggers import Trigger

# "a step towards a treaty": who is on the way to a paper has not signed it
STEPS = frozenset(["step", "steps", "stage", "path", "way", "road", "move", "milestone", "stone", "route"])
TOWARDS = frozenset(["towards", "toward", "to"])
PREPARING = frozenset(
    ["prepare", "prepares", "prepared", "preparing", "draft", "drafts", "drafted", "drafting", "elaborate"]
    + ["elaborates", "elaborated", "elaborating", "devise", "devises", "devised", "devising"]
)
AHEAD = frozenset(["planned", "proposed", "future", "prospective", "envisaged", "intended"])
EARLIER = frozenset(["earlier", "previous", "former", "past", "preceding", "successive"])
MEDIA = frozenset(["media", "press", "outlets", "newspapers", "reports"])
RELAY = frozenset(
    ["reported", "report", "say", "said", "claimed", "claim", "indicate", "indicated", "suggest", "suggested"]
)
MONTH_LINKS = frozenset(["in", "of", "early", "late", "mid", "since", "until", "last", "next", "by"])
LATER = frozenset(["after", "following"])
TRIPS = frozenset(["visit", "trip", "tour", "journey", "voyage", "stay"])
REACH = 9  # words before a paper among which one tells that it is only on its way
RELAY_REACH = 20  # words before a verb among which unnamed media report it


def pledged(sent: Sent, t: Trigger) -> bool:
    """Tell whether a paper is only pledged or on its way: "a step towards a treaty", "committed to a treaty"."""
    words = sent.words
    if words[t.i].startswith("commit") or words[t.i] in PREPARING:
        return True
    lo = max(sent.clause(t.a)[0], t.a - REACH)
    for k in range(lo, t.a):
        if words[k] in STEPS and words[k + 1] in TOWARDS:
            return True
        if words[k] in ("committed", "commitment", "commit", "commits") and "to" in words[k + 1 : t.a]:
            return True
    return False


def ahead(sent: Sent, t: Trigger) -> bool:
    """Tell whether a noun is itself called planned or proposed: "the planned treaty"."""
    return t.noun and not AHEAD.isdisjoint(sent.words[max(sent.lo, t.a - 2) : t.a])


def relayed(sent: Sent, t: Trigger) -> bool:
    """Tell whether unnamed media are the source: "media reported that ...". A named agency vouches for what it reports."""
    words, lo = sent.words, max(sent.lo, t.i - RELAY_REACH)
    for k in range(lo, t.i - 1):
        if words[k] in MEDIA and words[k + 1] in RELAY and "that" in words[k + 2 : t.i]:
            return True
    return False


def month(words: list[str], k: int) -> bool:
    """Tell whether word `k` is the month of May, by a number or a preposition beside it.

    >>> month(["on", "7", "may", "1416"], 2), month(["it", "may", "be"], 1)
    (True, False)
    """
    before, after = words[k - 1] if k else "", words[k + 1] if k + 1 < len(words) else ""
    return words[k] == "may" and (before.isdigit() or after.isdigit() or before in MONTH_LINKS)


def several_earlier(sent: Sent, t: Trigger) -> bool:
    """Tell whether a gathering is one of many with people who have left office: "talks with earlier kings"."""
    following = sent.words[t.j : min(sent.hi, t.j + 4)]
    return t.noun and any(
        w in EARLIER and following[k + 1 : k + 2] and following[k + 1].endswith("s")
        for k, w in enumerate(following)
    )


def after_whom(sent: Sent, parties: list[Party], people: tuple[str, ...]) -> str | None:
    """Return the person after whose visit something took place: "after Faramir's visit", "after Faramir, she went"."""
    for p in parties:
        if not p.person or p.person in people or sent.word(p.i - 1) not in LATER:
            continue
        trip = p.owner and not TRIPS.isdisjoint(sent.words[p.j : min(sent.hi, p.j + 3)])
        alone = not p.owner and p.i - 1 == sent.lo and "," in sent.gap(p.j)
        if trip or alone:
            return p.person
    return None


def interval(start: str, published: dt.date) -> str | None:
    """Return the stretch from a date to the publication, as fine as the date; None where the date is no single one.

    >>> interval("2016-03", dt.date(2016, 10, 15))
    '2016-03/2016-10'
    """
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", start):
        return None
    end = published.isoformat()[: len(start)]
    return f"{start}/{end}" if start < end else start if start == end else None
