"""Finds who did what with whom: events of the study's pair and of others, each with its date, place and status."""

from __future__ import annotations

import re
from bisect import bisect_left

from dyadbook.extraction import events_when as when
from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.events_afterwards import after_whom, pledged, several_earlier
from dyadbook.extraction.events_parties import PartyReader
from dyadbook.extraction.events_party import Memory, Party
from dyadbook.extraction.events_prune import (
    arms_talk,
    military,
    prune,
    respectively,
    share_memberships,
    widen,
)
from dyadbook.extraction.events_reading import Reading, actors_of, is_place
from dyadbook.extraction.events_rules import Lexicon, lexicon
from dyadbook.extraction.events_settle import Topic, is_active, settle
from dyadbook.extraction.events_status import status as status_of
from dyadbook.extraction.events_thread import UNREAL, Draft, Thread
from dyadbook.extraction.events_triggers import Trigger, find_triggers
from dyadbook.extraction.frames import FRAMES
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.mention import Mention

ANAPHORA = re.compile(
    r"\b(?:during|in the course of|within|at|after|following|at the end of|on the sidelines of)\s+(?:the|this|that|their|his|her|these|those|today's)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:visit|trip|meeting|talks|negotiations|session|summit|stay|forum|ceremony)\b"
)
# The class of nouns among which the object of an event of a type is looked for.
OBJECTS = {"agreement": "documents", "visit": "events", "meeting": "events"}
# Prepositions under which a state takes part in what a sentence tells.
ENGAGED = frozenset({"", "with", "and", "between", "by", "of"})
LONGEST = 200  # words; a longer sentence is read in pieces, so that time stays linear
SHORT_QUOTE = 45  # a shorter quotation is a name or a scare quote, and its words are the text's own


class Finder:
    """Goes through one document, sentence by sentence, and remembers what it has read."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, words: Lexicon):
        self.doc, self.gazetteer, self.lexicon = doc, gazetteer, words
        self.memory = Memory()
        self.reader = PartyReader(gazetteer, self.memory, words)
        self.drafts: list[Draft] = []
        self.dyad = set(gazetteer.dyad)
        self.pointed = (-1, False)  # whether a sentence, by its index, points back to a visit or a meeting
        self.topic = Topic()

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
                for first in range(lo, hi, LONGEST):
                    self._sentence(Sent(doc, self.lexicon, index, first, min(hi, first + LONGEST)))
            lo = hi
        return self._finish()

    def _quoted(self, offset: int) -> bool:
        zone = self.doc.zone_at("quotation", offset)
        if zone is not None and zone.end - zone.start > SHORT_QUOTE:
            return True
        return self.doc.masked(offset, offset + 1)

    def _sentence(self, sent: Sent) -> None:
        all_dates = when.dates_in(self.doc, sent.start, sent.end)
        day = when.sentence_day(all_dates, self.doc.published)
        parties = self.reader.read(sent, day)
        triggers = find_triggers(sent, parties, self.lexicon, self._quoted)
        states = list(actors_of(parties))
        if triggers:
            active = is_active(self.memory, self.topic, states, self.dyad)
            reading = Reading(sent, parties, self.memory, self.gazetteer, self.lexicon, active, triggers)
            before = len(self.drafts)
            self._choose(reading, all_dates)
            fresh = prune(self.drafts[before:])
            widen(fresh)
            self.drafts[before:] = respectively(fresh, sent, all_dates, self.dyad)
        self._remember(parties, states, sent.index)

    def _remember(self, parties: list[Party], states: list[str], index: int) -> None:
        memory, topic = self.memory, self.topic
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
            topic.quiet, topic.seen = 0, True
            topic.focus = topic.focus or index <= 2
        elif len(named) == 2 and not self.dyad.isdisjoint(named):
            engaged = [p for p in agents if p.actors[0] in named and p.before in ENGAGED and not is_place(p)]
            if len(actors_of(engaged)) >= 2 and (not engaged[0].before or not topic.focus):
                memory.pair = tuple(named)
        else:
            topic.quiet += 1

    def _choose(self, r: Reading, all_dates: list[when.When]) -> None:
        """Turn triggers into events; of triggers that overlap, the first by rank whose frame holds."""
        ranked = r.triggers
        taken = bytearray(r.sent.hi - r.sent.lo)
        tops: list[Trigger] = []  # what bounds the clauses of others
        for t in ranked:
            if not any(taken[t.i - r.sent.lo : t.j - r.sent.lo]):
                taken[t.i - r.sent.lo : t.j - r.sent.lo] = b"\x01" * (t.j - t.i)
                tops.append(t)
        r.triggers = sorted(tops, key=lambda t: t.i)
        made: list[Draft] = []
        for top in r.triggers:
            for t in [
                top,
                *[t for t in ranked if t is not top and t.i < top.j and t.j > top.i and t not in tops],
            ]:
                if any(t.i < d.trigger.j and t.j > d.trigger.i for d in made):
                    continue
                draft = self._event(r, t, all_dates)
                if draft:
                    made.append(draft)
                    break
        self.drafts += sorted(made, key=lambda d: d.trigger.i)

    def _event(self, r: Reading, t: Trigger, all_dates: list[when.When]) -> Draft | None:
        sent = r.sent
        if t.rule.type in ("visit", "meeting") and several_earlier(sent, t):
            return None
        args = FRAMES[t.rule.frame](r, t)
        if args is None:
            return None
        settled = settle(r, t, args, self.topic)
        if settled is None:
            return None
        lo, hi = r.window(t)
        if t.verb.tag in "bsdxng" and t.verb.first < lo:
            lo = max(sent.lo, t.verb.first)
        if t.noun and sent.word(hi) in ("which", "that"):  # "the visit, which is planned for May"
            hi = sent.next_break(hi)
        state = status_of(sent, t, self.lexicon, lo, hi)
        if t.rule.type == "statement":
            date = when.speech_date(sent, t, all_dates)
        else:
            date = when.own_date(sent, t, lo, hi, all_dates, state)
        if state == "ongoing" and t.verb.tag != "g" and when.past(date, self.doc.published):
            state = "occurred"
        place = args.place or when.own_place(sent, r.parties, t, lo, hi)
        start, end = self._span(sent, t, lo, hi, r)
        if sent.index != self.pointed[0]:
            gathering = not self.lexicon.classes["events"].isdisjoint(sent.words[sent.lo : sent.hi])
            back = gathering and ANAPHORA.search(self.doc.low, sent.start, sent.end)
            self.pointed = (sent.index, bool(back))
        anaphoric = self.pointed[1]
        override = (
            "military"
            if (t.rule.type == "cooperation" and military(sent, t)) or arms_talk(r, t, args)
            else None
        )
        pledge = t.rule.type == "agreement" and state == "planned" and pledged(sent, t)
        visit = t.rule.type == "visit" and state == "occurred"
        after = after_whom(sent, r.parties, args.people) if visit and date is None else None
        return Draft(
            sent, t, start, end, settled.actors, args.people, settled.bilateral, settled.tier, state, date, place,
            self._object(sent, t), anaphoric, override, pledge, after,
        )  # fmt: skip

    def _span(self, sent: Sent, t: Trigger, lo: int, hi: int, r: Reading) -> tuple[int, int]:
        subject = [p for p in r.last_subject if p.j <= t.i and p.i >= sent.clause(t.i)[0]]
        first = min([lo, t.i, *[p.i for p in subject]]) if not t.noun or t.phrase else lo
        return sent.starts[first], sent.stop(max(hi, t.j) - 1)

    def _object(self, sent: Sent, t: Trigger) -> str | None:
        """Return the head noun, in the singular, of what was signed or held: in the trigger, after it, before it."""
        if t.rule.about:
            return t.rule.about
        heads = self.lexicon.classes[OBJECTS[t.rule.type]] if t.rule.type in OBJECTS else frozenset()
        after, before = range(t.j, min(sent.hi, t.j + 12)), range(t.i - 1, max(sent.lo, t.i - 8), -1)
        for k in (*range(t.a, t.b), *after, *before):
            if sent.words[k] in heads:
                word = "roadmap" if sent.words[k] == "map" and sent.word(k - 1) == "road" else sent.words[k]
                return self.lexicon.singular.get(word, word)
        return None

    def _finish(self) -> list[Mention]:
        """Give every draft its date and place, inheriting what its clause does not say."""
        doc = self.doc
        dated = [
            (d.date, d.kind, d.bilateral)
            for d in self.drafts
            if d.date and d.status not in UNREAL | {"postponed"}
        ]
        share_memberships(self.drafts, self.dyad)
        thread = Thread(when.main_date(doc, dated), place=self._dateline_place())
        out: list[Mention] = []
        for d in self.drafts:
            tier = thread.place_in_time(d)
            out.append(self._mention(d, tier))
            thread.follow(d, self.gazetteer.finer)
        return when.as_mentions(out)

    def _dateline_place(self) -> str | None:
        """Return the city of the dateline where it lies in one of the two states."""
        doc = self.doc
        for zone in doc.zones:
            if zone.kind == "dateline":
                i = bisect_left(doc.starts, zone.start)
                found = (
                    self.gazetteer.find(doc.words, doc.starts, doc.text, i, len(doc.words))
                    if i < len(doc.words)
                    else None
                )
                if found and found[1][0].place and found[1][0].actor in self.dyad:
                    return found[1][0].place
        return None

    def _mention(self, d: Draft, tier: str) -> Mention:
        sent, t = d.sent, d.trigger
        tstart, tend = sent.starts[t.a], sent.stop(t.b - 1)
        return Mention(
            file=self.doc.file, kind="event", start=d.start, end=d.end, rule=t.rule.id, norm=d.kind,
            tier=tier, date=d.date, actors=d.actors, bilateral=d.bilateral, place=d.place, status=d.status,
            trigger=self.doc.text[tstart:tend], tstart=tstart, tend=tend, people=d.people, object=d.object,
        )  # fmt: skip


def find_events(doc: Doc, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Return the events of a document whose dates and citations have been found (`mentions`, all of them in `doc`)."""
    del mentions  # read through `doc`, which indexes them
    if not doc.words:
        return []
    return Finder(doc, gazetteer, lexicon()).run()
