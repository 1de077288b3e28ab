"""The real digests, extracted and reconciled, give the events and disagreements that a reader by hand found."""

import json
import re
from itertools import pairwise

import pandas as pd
import pytest

from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.observations.disagreements import (
    decide,
    denied_events,
    disagreement_frame,
    read_disagreements,
)
from dyadbook.reconciliation.claims import claims as claims_of
from dyadbook.reconciliation.claims import written
from dyadbook.reconciliation.disagreements import disagreements, mark_contested
from dyadbook.reconciliation.events import reconcile
from dyadbook.reconciliation.where import Where
from dyadbook.reconciliation.words import canonical_object
from dyadbook.sources.corpus import load_corpus
from dyadbook.study import dates
from dyadbook.study.codebook import read_codebook
from dyadbook.study.load import load_study
from dyadbook.study.tables import many

PAPERS = {"roadmap", "action plan", "agreement", "memorandum", "package of documents", "joint statement"}


@pytest.fixture(scope="module")
def found(real):
    """Return study, events, claims and disagreements of the shipped texts."""
    study = load_study(real)
    documents = load_corpus(real, study)
    gazetteer = Gazetteer.from_study(study)
    mentions = {
        d.source: extract(d.text, d.record.anchor, gazetteer, file=d.name, digest=d.digest) for d in documents
    }
    days = written(documents)
    claimed = claims_of(documents, mentions, study)
    events, claims = reconcile(claimed, study, codebook=read_codebook(real), written=days)
    chronicle = pd.read_csv(real.seeds / "chronicle.csv", dtype=str, keep_default_na=False)
    disputed = disagreements(claims, events, chronicle, study, written=days)
    return study, mark_contested(events, disputed, claims), claims, disputed


def fits(event: dict, wanted: dict, where: Where) -> bool:
    """Tell whether an event is the wanted one: type, date, place, plan, everybody named, and the paper named."""
    span = f"{event['date_first']}/{event['date_last']}"
    same = event["type"] == wanted["type"] and dates.overlap(span, wanted["date"])
    planned = (event["status"] == "planned") == (wanted.get("status") == "planned")
    words = wanted["what"].split()
    heads = [canonical_object("agreement", w) for w in (*words, *map(" ".join, pairwise(words)))]
    paper = {h for h in heads if h in PAPERS}
    named = (
        event["type"] != "agreement" or not paper or canonical_object("agreement", event["object"]) in paper
    )
    people = {
        p.id
        for p in where.study.people
        for a in (p.name, *p.aliases)
        if a in re.split(r"[ -]", wanted["what"])
    }
    there = people <= set(many(event["people"])) or event["type"] not in ("visit", "meeting")
    return same and planned and named and there and where.compatible(event["place"], wanted.get("place"))


def pair(options: dict[str, list[str]]) -> dict[str, str]:
    """Pair every wanted event with one found event of its own, as many as can be (augmenting paths)."""
    taken: dict[str, str] = {}

    def assign(want: str, seen: set[str]) -> bool:
        for event in options[want]:
            if event not in seen:
                seen.add(event)
                if event not in taken or assign(taken[event], seen):
                    taken[event] = want
                    return True
        return False

    for want in options:
        assign(want, set())
    return {want: event for event, want in taken.items()}


def test_every_event_of_the_hand_made_timeline_is_found(real, found):
    """Each of the events that a reader found has one of its own among those reconciled: type, date, place, plan."""
    path = real.seeds / "gold" / "timeline.jsonl"
    if not path.is_file():
        pytest.skip("seeds/gold/timeline.jsonl is not there")
    study, events, _, _ = found
    timeline = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows, where = events.to_dict("records"), Where(study)
    options = {w["id"]: [e["id"] for e in rows if fits(e, w, where)] for w in timeline}
    paired = pair(options)
    assert [w["id"] for w in timeline if w["id"] not in paired] == []
    assert len(set(paired.values())) == len(timeline)


def test_what_several_sources_report_is_one_event(found):
    """The visit and the roadmap of one spring are one event each, with every source that tells of them."""
    events = found[1]
    best = events[events["reports"] == events["reports"].max()]
    assert set(best["type"]) == {"visit", "agreement"}
    assert int(best["reports"].max()) == 4


def test_the_disputed_day_is_kept_with_both_positions(found):
    """Two sources date one meeting to neighbouring days; the one written soonest after is printed first."""
    disputed = found[3]
    day = disputed[disputed["attribute"] == "date"]
    assert day["id"].nunique() == 1
    assert list(day["value"]) == ["2025-08-20", "2025-08-19"]
    assert list(day["sources"]) == ["unsigned", "edm"]


def test_the_disputed_count_is_kept_with_what_reconciles_it(found):
    """Twelve papers or thirteen; the source of the lower count names a joint statement beside them."""
    disputed = found[3]
    count = disputed[disputed["attribute"] == "documents"]
    assert {(row.value, row.sources) for row in count.itertuples()} == {("12", "edm"), ("13", "unsigned")}
    assert "joint statement" in count.set_index("value").loc["12", "difference"]


def test_the_stated_interval_is_held_against_the_chronicle(found):
    """Seventeen years by two sources, sixteen years and four months by the record."""
    disputed = found[3]
    interval = disputed[disputed["attribute"] == "interval"].set_index("value")
    assert list(interval.index) == ["16 years 4 months", "17 years"]
    assert many(interval.loc["17 years", "sources"]) == ["bne", "srebrnik"]
    assert "E026" in many(interval.loc["16 years 4 months", "claims"])


def test_claims_and_events_count_each_other(found):
    """Reports and claims of every event are what the claims say, and labels never repeat a statement."""
    _, events, claims, _ = found
    for event in events.to_dict("records"):
        mine = claims[claims["event"] == event["id"]]
        assert (len(mine), mine["source"].nunique()) == (event["claims"], event["reports"])
        assert 8 < len(event["label"]) < 100
    contested = set(events.loc[events["contested"], "type"])
    assert {"visit", "meeting", "agreement"} <= contested


def test_one_question_has_one_headline(real, found):
    """Where documents and hand-kept evidence put the same question, the run decides it, and both tables print one value."""
    events, disputed = found[1], found[3]
    kept = disagreement_frame(read_disagreements(real))
    made = decide(kept, disputed)
    asked = made[made["asked_again"].notna()]
    assert set(asked["asked_again"]) <= set(disputed["id"]) and asked["id"].nunique() >= 3
    assert (asked.groupby("id")["headline"].sum() == 1).all()
    package = made[(made["id"] == "package-2025-count") & made["headline"]]
    assert package["value"].tolist() == ["13"]
    for ident, rival in disputed.groupby("id"):
        for name, mine in made[made["asked_again"] != ident].groupby("id"):
            same = set(mine["value"]) & set(rival["value"])
            assert not (len(same) > 1 and mine["attribute"].iloc[0] == rival["attribute"].iloc[0]), (
                ident,
                name,
            )
    assert set(denied_events(made)) <= set(events["id"]) and denied_events(made)
