"""From a printed fact down to the source."""

from types import SimpleNamespace

import pytest

from dyadbook.ledger import Evidence, Ledger, chain
from dyadbook.study import tables
from dyadbook.study.problems import ContentError


@pytest.fixture
def evidence():
    """One event, two claims, two sources, one disagreement."""
    ledger = Ledger()
    ledger.add("visits", 1, rule="Count of visits.", rests_on=["event:3018-visit", "phase:pact"])
    frames = {
        "sources": tables.shape(
            "sources",
            [
                {
                    "id": "palantir",
                    "title": "Seen from Afar",
                    "published": "3019",
                    "sha256": "ab",
                    "original_sha256": "cd",
                },
                {"id": "scroll", "published_known_by": "the seal"},
            ],
        ),
        "claims": tables.shape(
            "claims",
            [
                {
                    "id": c,
                    "source": s,
                    "statement": f"{s}-p1s1",
                    "start": 3,
                    "end": 9,
                    "kind": "event",
                    "type": "visit",
                    "date": "3018-03",
                    "rule": "visit-verb",
                    "event": "3018-visit",
                }
                for c, s in (("palantir-p1s1-e1", "palantir"), ("scroll-p1s1-e1", "scroll"))
            ],
        ),
        "events": tables.shape(
            "events", [{"id": "3018-visit", "label": "Visit to Edoras", "date": "3018-03", "reports": 2}]
        ),
        "disagreements": tables.shape(
            "disagreements",
            [
                {
                    "id": "d1",
                    "position": 1,
                    "about": "Day",
                    "value": "3018-03-01",
                    "claims": "palantir-p1s1-e1;E004",
                }
            ],
        ),
        "phases": tables.shape("phases", [{"id": "pact", "name": "Pact", "rests_on": "palantir-p1s1-e1"}]),
    }
    statement = SimpleNamespace(
        id="palantir-p1s1", source="palantir", paragraph=1, text="A rider went to Edoras."
    )
    return Evidence(ledger, frames, [statement])


def test_chain_reaches_source_locator_and_hash(evidence):
    """A fact leads through rule, event, claim and statement to the source with its hash."""
    text = "\n".join(evidence.chain("visits").lines())
    for part in (
        "fact:visits  1", "rule: Count of visits.", "event:3018-visit  Visit to Edoras", "found by: visit-verb",
        "A rider went to Edoras.", "locator: ¶ 1 of the original", "Seen from Afar", "sha256 of the original: cd",
    ):  # fmt: skip
        assert part in text


def test_what_may_not_be_shown_is_not(evidence):
    """Where the text read is not ours to show, the locator stands alone."""
    link = evidence.chain("claim:scroll-p1s1-e1").rests_on[0]
    assert link.title == "(the text read in this run is not ours to show)"
    assert dict(link.details)["locator"] == "¶ 1 of the original"


def test_a_link_is_told_once(evidence):
    """What was shown before is named again, not repeated."""
    phase = evidence.chain("visits").rests_on[1]
    assert phase.ref == "phase:pact" and phase.rests_on[0].again


def test_record_is_plain_data(evidence):
    """The same chain as data, for --json."""
    record = chain(evidence.ledger, "fact:visits", evidence.tables).record()
    assert record["rests_on"][0]["rests_on"][0]["ref"] == "claim:palantir-p1s1-e1"


def test_unknown_refs_name_the_nearest(evidence):
    """A misspelt id or kind is answered with the right one."""
    with pytest.raises(ContentError, match="Did you mean 'visits'"):
        evidence.chain("visit")
    with pytest.raises(
        ContentError, match="there is no event '3018-visits' in this run. Did you mean '3018-visit'"
    ):
        evidence.chain("event:3018-visits")
    with pytest.raises(ContentError, match="unknown kind"):
        evidence.chain("evnt:x")


def test_dangling_facts_are_found(evidence):
    """A fact that rests on what is not there is a problem with a remedy."""
    assert evidence.dangling() == []
    evidence.ledger.add("ghost", 1, rule="Count.", rests_on=["event:3018-vsit"])
    (problem,) = evidence.dangling()
    assert str(problem) == (
        "ledger.json: fact 'ghost' rests on event:3018-vsit, which is not there. Did you mean '3018-visit'?"
    )


def test_one_missing_row_is_one_problem(evidence):
    """However many facts rest on what is missing, it is named once."""
    for name in ("ghost", "ghost-two", "ghost-three"):
        evidence.ledger.add(name, 1, rule="Count.", rests_on=["event:3018-vsit"])
    (problem,) = evidence.dangling()
    assert "which is not there (so do 2 other facts)" in str(problem)


def test_series_rows(evidence):
    """A series row shows its cells where the series is at hand, and is checked."""
    import pandas as pd

    evidence.tables["series/trade"] = pd.DataFrame({"year": [3018], "gold": [12]})
    assert dict(evidence.chain("series:trade#3018").details)["gold"] == "12"
    assert not evidence.knows("series:trade#3019") and evidence.knows("series:other#1")


def test_what_the_study_has_and_a_run_leaves_out_does_not_dangle():
    """A fact may rest on a source that this run does not read; one that nobody knows still dangles."""
    book = Ledger()
    for name in ("scroll", "nowhere"):
        book.add(f"from-{name}", 1, rule="Counts.", rests_on=[f"source:{name}"])
    found = Evidence(book, {}, elsewhere={"source:scroll": "The scroll"}).dangling()
    assert [p.what for p in found] == ["fact 'from-nowhere' rests on source:nowhere, which is not there"]
