"""What a text is speaking of: events before their dates are inherited, and the thread from which they inherit them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.events_afterwards import interval
from dyadbook.extraction.events_triggers import Trigger
from dyadbook.extraction.events_when import ANCHORS, is_calendar

UNREAL = frozenset({"planned", "proposed", "hypothetical", "forecast"})
TIMELESS = UNREAL | {"ongoing"}
PUNCTUAL_FRAMES = frozenset({"found", "sanction"})
POINTING = frozenset({"it", "this", "these", "that"})


@dataclass(slots=True, eq=False)
class Draft:
    """An event before its date and place are inherited."""

    sent: Sent
    trigger: Trigger
    start: int
    end: int
    actors: tuple[str, ...]
    people: tuple[str, ...]
    bilateral: bool
    tier: str
    status: str
    date: str | None
    place: str | None
    object: str | None
    anaphoric: bool
    override: str | None = None  # the type where its words change it: "military cooperation"
    pledged: bool = False  # a paper that is on its way: the day is that of the pledge
    after: str | None = None  # the person after whose visit it took place

    @property
    def kind(self) -> str:
        return self.trigger.rule.type if self.override is None else self.override


@dataclass
class Thread:
    """The day a report is about, its latest dated visit or meeting, and the paragraph's own date."""

    main: str
    anchor: Draft | None = None
    place: str | None = None
    paragraph: int = -1
    here: str | None = None  # date of the latest anchor in this paragraph
    trade: str | None = None  # date of the latest figure in this paragraph
    last: Draft | None = None
    dated: str | None = None  # date of the latest dated event about the pair
    visits: dict[str, str] = field(default_factory=dict)  # date of each person's latest visit

    def place_in_time(self, d: Draft) -> str:
        """Fill in the date and place of `d`; return its tier."""
        if d.sent.paragraph != self.paragraph:
            self.paragraph, self.here, self.trade = d.sent.paragraph, None, None
        tier = d.tier
        if d.date is None and d.after in self.visits:
            d.date = interval(self.visits[d.after], d.sent.doc.published)
            tier = "inferred" if d.date else tier
        if d.date is None:
            d.date = self._date(d)
            if d.date is not None and tier == "explicit":
                tier = "inherited"
        if d.place is None and d.bilateral and d.status not in UNREAL | {"postponed"} and d.kind in (
            "visit", "meeting", "agreement",
        ):  # fmt: skip
            d.place = self._place(d)
        return tier

    def _same_sentence(self, d: Draft) -> bool:
        return self.last is not None and self.last.sent.index == d.sent.index

    def _date(self, d: Draft) -> str | None:
        kind, last = d.kind, self.last
        if d.status == "planned" and kind in ("visit", "meeting", "agreement") and not d.pledged:
            return "FUTURE_REF"
        if kind in ANCHORS and (d.pledged or d.status not in TIMELESS):
            if last and self._same_sentence(d) and last.date and last.kind in ANCHORS and last.status not in (
                "planned", "postponed",
            ):  # fmt: skip
                return last.date
            if d.anaphoric and self.anchor is not None:
                return self.anchor.date
            return self.here or self.main
        if d.sent.word(d.sent.lo) in POINTING and d.status != "planned" and last and (
            kind not in ANCHORS and self.dated
        ):  # fmt: skip
            return self.dated
        if kind == "trade" and self.trade and d.status == "occurred":
            return self.trade
        verb = d.trigger.verb
        if (
            d.sent.index <= 1
            and d.status in ("occurred", "reported")
            and verb.tag in "xds"
            and "have" not in verb.aux
        ):
            return self.here or self.main
        if d.trigger.rule.frame in PUNCTUAL_FRAMES and d.status in ("occurred", "reported"):
            return self.here or self.main
        if (
            d.trigger.rule.id.endswith("evade")
            and d.trigger.verb.tag in "xd"
            and d.status in ("occurred", "reported")
        ):
            return self.here or self.main
        return None

    def _place(self, d: Draft) -> str | None:
        if self._same_sentence(d) and self.last and self.last.place:
            return self.last.place
        if d.date == self.main or (self.anchor and d.date == self.anchor.date):
            return self.place
        return None

    def follow(self, d: Draft, finer: Callable[[str, str], bool]) -> None:
        """Take note of `d`, now dated; `finer(new, old)` tells whether one place should replace another."""
        if d.bilateral:
            calendar = is_calendar(d.date)
            fine = calendar and d.date is not None and len(d.date) >= 7
            real = d.status in ("occurred", "signed")
            if d.kind == "visit" and real and fine and d.date:
                self.visits |= dict.fromkeys(d.people, d.date)
            if d.kind in ("visit", "meeting") and real and fine and d.after is None:
                self.anchor, self.here = d, d.date
            elif d.kind == "agreement" and real and fine:
                self.here = d.date
            if (
                d.kind in ("visit", "meeting")
                and real
                and d.place
                and (self.place is None or finer(d.place, self.place))
            ):
                self.place = d.place
            if d.kind == "trade" and calendar:
                self.trade = d.date
            if calendar and d.status not in UNREAL:
                self.dated = d.date
        self.last = d
