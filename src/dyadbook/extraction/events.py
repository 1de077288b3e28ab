"""Finds who did what with whom: events of the study's pair and of others, each with its date, place and status."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dyadbook.extraction import events_when as when_
from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.events_parties import Memory, Party, PartyReader
from dyadbook.extraction.events_rules import Lexicon, lexicon
from dyadbook.extraction.events_status import status as status_of
from dyadbook.extraction.events_triggers import Trigger, find_triggers
from dyadbook.extraction.frames import FRAMES, Args, Reading, actors_of
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.mention import Mention
from dyadbook.study import dates

ANAPHORA = re.compile(
    r"\b(?:during|in the course of|within|at|after|following|at the end of|on the sidelines of)\s+(?:the|this|that|their|his|her|these|those|today's)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:visit|trip|meeting|talks|negotiations|session|summit|stay|event|forum|ceremony)\b"
)
JOINT_TYPES = frozenset(
    {"cooperation", "membership", "west_relations", "sanctions", "military", "conflict", "trade"}
)
SHORT_QUOTE = 45  # a shorter quotation is a name or a scare quote, and its words are the text's own


@dataclass
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
    chained: bool = False  # its sentence dates or places another event before it


class Finder:
    """Goes through one document, sentence by sentence, and remembers what it has read."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, words: Lexicon):
        self.doc, self.gazetteer, self.lexicon = doc, gazetteer, words
        self.memory = Memory()
        self.reader = PartyReader(gazetteer, self.memory, words)
        self.drafts: list[Draft] = []
        self.dyad = set(gazetteer.dyad)
        self.quiet = 0  # sentences since the pair was last spoken of

    def run(self) -> list[Mention]:
        """Return the events of the document, in text order."""
        doc = self.doc
        starts = doc.starts
        lo = 0
        for index, sentence in enumerate(doc.sentences):
            lo = bisect_left(starts, sentence.start, lo)
            hi = bisect_left(starts, sentence.end, lo)
            if (
                hi > lo
                and sentence.zone not in ("furniture", "byline")
                and not doc.masked(sentence.start, sentence.start + 1)
            ):
                self._sentence(Sent(doc, self.lexicon, index, lo, hi))
            lo = hi
        return self._finish()

    def _quoted(self, offset: int) -> bool:
        zone = self.doc.zone_at("quotation", offset)
        if zone is not None and zone.end - zone.start > SHORT_QUOTE:
            return True
        return self.doc.masked(offset, offset + 1)

    def _sentence(self, sent: Sent) -> None:
        all_dates = when_.dates_in(self.doc, sent.start, sent.end)
        day = when_.sentence_day(all_dates, self.doc.published)
        parties = self.reader.read(sent, day)
        triggers = find_triggers(sent, parties, self.lexicon, self._quoted)
        states = [a for a in actors_of(parties)]
        if triggers:
            reading = Reading(
                sent, parties, self.memory, self.gazetteer, self.lexicon, self._active(states), triggers
            )
            before = len(self.drafts)
            for t in triggers:
                self._event(reading, t, all_dates)
            self._prune(before)
            self._respectively(before, sent, parties, all_dates)
        self._remember(parties, states)

    def _active(self, states: list[str]) -> bool:
        pair_on = self.dyad <= set(self.memory.pair) and self.quiet <= 12
        return pair_on or self.dyad <= set(states)

    def _third(self, actors: Iterable[str]) -> list[str]:
        study = self.gazetteer.study.actor
        return [a for a in actors if a not in self.dyad and study[a].kind == "state"]

    def _remember(self, parties: list[Party], states: list[str]) -> None:
        memory = self.memory
        agents = [p for p in parties if p.agent and p.actors]
        subject = next((p for p in agents if not p.before and p.kind != "pronoun"), None)
        if subject:
            memory.subject = subject
        human = next((p for p in agents if p.kind in ("person", "role") and not p.before), None)
        if human:
            memory.person = human
        named = [a for a in states if self.gazetteer.study.actor[a].kind == "state"]
        if self.dyad <= set(named):
            memory.pair = tuple(a for a in named if a in self.dyad)
            self.quiet = 0
        elif len(named) == 2 and not self.dyad.isdisjoint(named):
            if len([p for p in parties if p.actors and p.actors[0] in named and p.kind != "modifier"]) >= 2:
                memory.pair = tuple(named)
        else:
            self.quiet += 1

    def _event(self, r: Reading, t: Trigger, all_dates: list[when_.When]) -> None:
        args = FRAMES[t.rule.frame](r, t)
        if args is None:
            return
        sent = r.sent
        settled = self._settle(r, t, args)
        if settled is None:
            return
        actors, bilateral, tier = settled
        lo, hi = r.window(t)
        if t.verb.tag in "bsdxng" and t.verb.first < lo:
            lo = max(sent.lo, t.verb.first)
        state = status_of(sent, t, self.lexicon, lo, hi)
        wide_lo, wide_hi = lo, hi
        date = when_.own_date(sent, t, wide_lo, wide_hi, all_dates, state)
        place = args.place or when_.own_place(r.parties, t, lo, hi)
        start, end = self._span(sent, t, lo, hi, r)
        text = self.doc.low[sent.start : sent.end]
        anaphoric = bool(ANAPHORA.search(text)) if ("during" in text or "the " in text) else False
        self.drafts.append(
            Draft(sent, t, start, end, actors, args.people, bilateral, tier, state, date, place,
                  self._object(sent, t, hi), anaphoric)
        )  # fmt: skip

    def _settle(self, r: Reading, t: Trigger, args: Args) -> tuple[tuple[str, ...], bool, str] | None:
        """Decide who is involved and whether it is the pair: (actors, bilateral, tier), None where nobody is."""
        members = [a for a in args.actors if a in self.dyad]
        third = self._third(args.actors)
        others = [a for a in args.actors if a not in self.dyad]
        joint = args.joint and t.rule.type in JOINT_TYPES
        tail = tuple(others) if joint else ()
        in_sentence = [a for a in actors_of(r.parties) if a in self.dyad]
        if len(set(members)) == 2:
            return (*members, *tail), True, "explicit"
        if args.lone and not third:
            if members and len(set(in_sentence)) == 2 and not self._third(actors_of(r.parties)):
                other = next(a for a in in_sentence if a not in members)
                return (*members, other, *tail), True, "explicit"
            if r.active and (members or not self._third(actors_of(r.parties)) or not args.actors):
                if members:
                    other = next(a for a in self.gazetteer.dyad if a not in members)
                    return (members[0], other, *tail), True, "inherited"
                if not others or t.rule.type != "statement":
                    pair = [a for a in self.memory.pair if a in self.dyad] or list(self.gazetteer.dyad)
                    return (*pair, *tail), True, "inherited"
        actors = tuple(args.actors)
        if len(actors) >= 2 and members:
            return actors, False, "explicit"
        return None

    def _span(self, sent: Sent, t: Trigger, lo: int, hi: int, r: Reading) -> tuple[int, int]:
        subject = [p for p in r.last_subject if p.j <= t.i and p.i >= sent.clause(t.i)[0]]
        first = min([lo, t.i, *[p.i for p in subject]]) if not t.noun or t.phrase else lo
        return sent.starts[first], sent.stop(max(hi, t.j) - 1)

    def _object(self, sent: Sent, t: Trigger, hi: int) -> str | None:
        classes = self.lexicon.classes
        heads = (
            classes["documents"]
            if t.rule.type == "agreement"
            else classes["events"]
            if t.rule.type in ("visit", "meeting")
            else None
        )
        if heads is None:
            return None
        for k in range(t.a, t.b):
            if sent.words[k] in heads:
                return sent.words[k]
        for k in [*range(t.j, min(sent.hi, t.j + 12)), *range(t.i - 1, max(sent.lo, t.i - 8), -1)]:
            if sent.words[k] in heads:
                return sent.words[k]
        return None

    def _prune(self, before: int) -> None:
        """Drop weak events beside a strong one in the same clause, and whatever a statement only talks about."""
        fresh = self.drafts[before:]
        strong = [d for d in fresh if not d.trigger.rule.weak]
        speech = [d for d in strong if d.trigger.rule.type == "statement"]
        kept: list[Draft] = []
        for d in fresh:
            sent, t = d.sent, d.trigger
            if t.rule.weak and any(
                sent.same_clause(min(t.a, s.trigger.a), max(t.a, s.trigger.a)) for s in strong
            ):
                continue
            if t.rule.weak and speech and speech[0].trigger.i < t.i:
                continue
            if t.rule.weak and any(
                k.trigger.rule.weak and sent.same_clause(min(t.a, k.trigger.a), max(t.a, k.trigger.a))
                for k in kept
            ):
                continue
            if d in speech and any(
                k in speech and k is not d and sent.same_clause(k.trigger.a, t.a) for k in kept
            ):
                continue
            if (
                d not in speech
                and d.trigger.rule.type in ("cooperation", "trade", "sanctions", "west_relations")
                and any(s.trigger.i < t.i for s in speech)
            ):
                continue
            kept.append(d)
        self.drafts[before:] = kept

    def _respectively(
        self, before: int, sent: Sent, parties: list[Party], all_dates: list[when_.When]
    ) -> None:
        """Split "A and B joined in 1420 and 1421, respectively" into one event each."""
        if "respectively" not in sent.words[sent.lo : sent.hi]:
            return
        out: list[Draft] = []
        for d in self.drafts[before:]:
            members = [a for a in d.actors if a in self.dyad]
            later = [w for w in all_dates if w.at >= sent.starts[d.trigger.a]]
            if d.bilateral and len(members) == 2 and len(later) == 2:
                rest = tuple(a for a in d.actors if a not in self.dyad)
                out += [
                    replace(d, actors=(a, *rest) if rest else d.actors, date=w.value)
                    for a, w in zip(members, later, strict=True)
                ]
            else:
                out.append(d)
        self.drafts[before:] = out

    def _finish(self) -> list[Mention]:
        """Give every draft its date and place, inheriting what its clause does not say."""
        doc = self.doc
        dated = [
            (d.date, d.trigger.rule.type, d.bilateral)
            for d in self.drafts
            if d.date and d.status not in ("planned", "proposed")
        ]
        main = when_.main_date(doc, dated, when_.dateline_date(doc))
        out: list[Mention] = []
        anchor: Draft | None = None  # the latest dated visit or meeting
        place: str | None = None
        paragraph, here = -1, None  # date of the paragraph's latest anchor
        last: Draft | None = None
        for d in self.drafts:
            kind = d.trigger.rule.type
            if d.sent.paragraph != paragraph:
                paragraph, here = d.sent.paragraph, None
            date, tier = d.date, d.tier
            same = last is not None and last.sent.index == d.sent.index
            if (
                date is None
                and d.status not in ("ongoing", "planned", "proposed", "hypothetical", "forecast")
                or (date is None and d.status == "planned" and kind == "statement")
            ):
                if (
                    same
                    and last.date
                    and kind in when_.ANCHORS
                    and last.trigger.rule.type in when_.ANCHORS
                    and last.status not in ("planned", "postponed")
                ):
                    date = last.date
                elif d.anaphoric and anchor is not None:
                    date = anchor.date
                elif kind in when_.ANCHORS:
                    date = here or main
                elif kind in (
                    "cooperation",
                    "trade",
                    "military",
                    "membership",
                    "sanctions",
                    "west_relations",
                ):
                    date = None
                if date is not None and tier == "explicit":
                    tier = "inherited"
            elif date is None and d.status == "planned" and kind in ("visit", "meeting"):
                date = "FUTURE_REF"
            where = d.place
            if (
                where is None
                and kind in ("visit", "meeting", "agreement")
                and d.bilateral
                and d.status not in ("planned", "proposed", "postponed")
            ):
                where = (
                    last.place
                    if same and last.place
                    else place
                    if date == (anchor.date if anchor else None) or date == main
                    else None
                )
            d.date, d.place = date, where
            if d.bilateral and kind in ("visit", "meeting") and d.status == "occurred" and d.date:
                if dates.is_calendar(d.date):
                    anchor, here = d, d.date
                if where and (place is None or self._finer(where, place)):
                    place = where
            elif (
                d.bilateral
                and kind == "agreement"
                and d.status in ("signed", "occurred")
                and d.date
                and dates.is_calendar(d.date)
            ):
                here = d.date
            last = d
            out.append(self._mention(d, tier))
        return when_.as_mentions(out)

    def _finer(self, new: str, old: str) -> bool:
        """Tell whether `new` should replace `old`: a city its state, another state anything."""
        states = {a.name: a.id for a in self.gazetteer.study.actors}
        within = {p.name: p.actor for p in self.gazetteer.study.places}
        return not (new in states and within.get(old) == states[new])

    def _mention(self, d: Draft, tier: str) -> Mention:
        sent, t = d.sent, d.trigger
        tstart, tend = sent.starts[t.a], sent.stop(t.b - 1)
        return Mention(
            file=self.doc.file, kind="event", start=d.start, end=d.end, rule=t.rule.id, norm=t.rule.type,
            tier=tier, date=d.date, actors=d.actors, bilateral=d.bilateral, place=d.place, status=d.status,
            trigger=self.doc.text[tstart:tend], tstart=tstart, tend=tend, people=d.people, object=d.object,
        )  # fmt: skip


def find_events(doc: Doc, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Return the events of a document whose dates and citations have been found (`mentions`, all of them in `doc`)."""
    del mentions  # read through `doc`, which indexes them
    if not doc.words:
        return []
    return Finder(doc, gazetteer, lexicon()).run()
