"""Which way a date without a year looks: back, ahead, or to the nearest, by the verbs around it."""

from __future__ import annotations

import re
from bisect import bisect_left

# 'near' stands for forms that look both ways: "was planned for June", "agreed to meet on Friday".
CUES = re.compile(
    r"\b(?:(?P<near>(?:was|were|been|originally|initially|earlier) (?:originally |initially |earlier |previously )?(?:planned|scheduled|expected|due|slated|set|supposed)\b"
    r"|would\b|to (?:meet|visit|hold|sign|travel|arrive|begin|start|take|attend|host|convene|launch|open|resume|discuss|come|go|run|last|be)\b)"
    r"|(?P<future>will|shall|won't|'ll|going to|plans?|planned|planning|scheduled|expected|expects?|slated|due|set to|"
    r"upcoming|forthcoming|intends?|intended|(?:is|are) to|hopes?|hoping|aims?|wants? to|tentatively|next|can|could|may|might|should|must|until further)\b"
    r"|(?P<past>was|were|had|did|didn't|wasn't|weren't|been|met|held|took|came|went|made|gave|paid|became|began|left|saw|won|sent|fell|"
    r"rose|grew|ran|spoke|led|brought|bought|sold|built|flew|hit|stood|said|told|put|lost|broke|drew|fought|struck|wrote|fled|shot|threw|drove|chose|swore|felt|kept|spent|thought|taught|caught|heard|found|sought|dealt|swept|shook|froze|withdrew|overthrew|undertook|got|said|told|lay|hung|dug|fed|slid|swung|wore|won|lent|bore|beat|withstood|underwent|overtook|oversaw|forecast|[a-z]{2,}(?<!spe)(?<!ne)ed)\b)"
)
# Verbs of saying date the report, not what is said.
SAYING = frozenset(
    {
        "announced",
        "reported",
        "added",
        "stated",
        "noted",
        "stressed",
        "emphasised",
        "emphasized",
        "said",
        "told",
    }
)
LATE, EARLY = (
    330,
    6,
)  # days: how far ahead 'future' may reach, how far ahead of the report a past date may fall
CLOSES = re.compile(r" that\b|[,.;\"]|$")
AROUND = 600  # characters before and after a date within which a verb can speak of it
BESIDE = 14  # characters from the start of a verb of saying to the date that it owns


class Tense:
    """The verbs around a date in [first, last), its sentence; read once for all dates of a sentence of common length."""

    def __init__(self, low: str, first: int, last: int, begin: int, stop: int):
        start, end = max(first, begin - 2 * AROUND), min(last, stop + 2 * AROUND)
        self.from_, self.to = (
            (start + AROUND if start > first else start),
            (end - AROUND if end < last else end),
        )
        self.low = low
        found: list[tuple[int, str]] = []
        after = -2  # where the cue before ends
        for m in CUES.finditer(low, start, end):
            way = "saying" if m.group() in SAYING else m.lastgroup or "past"
            # "will be held", "due to be signed": the participle follows the verb that counts
            passive = way in ("past", "saying") and low.startswith("be ", m.start() - 3)
            # "expected to visit", "due to be held"
            ruled = way == "near" and m.group().startswith("to ") and found and m.start() - after <= 1
            after = m.end()
            if not passive and not ruled:
                found.append((m.start(), way))
        self.at = [p for p, _ in found]
        self.way = [w for _, w in found]

    def covers(self, start: int, end: int) -> bool:
        """Tell whether the verbs that matter to a date at [start, end) were read."""
        return self.from_ <= start and end <= self.to

    def direction(self, start: int, end: int) -> str:
        """Return past, future, near or none (no verb says) for a date at [start, end): the verb before decides, else the next."""
        i = bisect_left(self.at, start)
        if (
            i
            and self.way[i - 1] == "saying"
            and (start - self.at[i - 1] <= BESIDE or CLOSES.match(self.low, end))
        ):
            return "past"  # "said on Friday they will", "told the guild in an interview on Friday that they will"
        while i and self.way[i - 1] == "saying":
            i -= 1
        if i:
            return self.way[i - 1]
        j = bisect_left(self.at, end)
        if j == len(self.way):
            return "none"
        return "past" if self.way[j] == "saying" else self.way[j]
