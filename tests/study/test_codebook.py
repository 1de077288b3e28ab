"""The codebook: complete, closed, and mapped to PLOVER."""

from __future__ import annotations

import csv

import pytest

from dyadbook.study.codebook import (
    DIMENSIONS,
    EVENT_TYPES,
    PLOVER_QUADS,
    STATUSES,
    Codebook,
    Plover,
    PloverEvent,
    problems,
    read_codebook,
)
from dyadbook.study.paths import Paths


def broken(project: Paths, old: str, new: str) -> str:
    """Replace `old` in the codebook and return what is then wrong with it."""
    path = project.seeds / "codebook.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test must change something"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return "\n".join(map(str, problems(project)))


def test_both_codebooks_are_sound(real: Paths, fictional: Paths) -> None:
    """They define every type, status, dimension and precision that the package codes by."""
    assert problems(real) == []
    assert problems(fictional) == []
    assert [t.id for t in read_codebook(real).event_types] == list(EVENT_TYPES)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{id: trade, name",
            "{id: barter, name",
            "event type 'trade' is not defined. The package codes by it",
        ),
        ("{id: hypothetical,", "{id: occurred,", "status 'occurred' is defined twice. Keep one"),
        ("{id: hypothetical,", "{id: maybe,", "status 'hypothetical' is not defined"),
        ("dimension: security}", "dimension: safety}", "has the dimension 'safety', which is not defined"),
        (
            "{id: treaty, type: agreement",
            "{id: treaty, type: agrement",
            "'agrement', which is no event type. Did you mean 'agreement'?",
        ),
        (
            "{id: treaty, type: agreement",
            "{id: treaty",
            "hand type 'treaty' belongs to no event type. Add 'type'",
        ),
        ("{event: ASSAULT}", "{event: ATTACK}", "event_types.9.plover.0.event: Input should be 'AGREE'"),
        ("include: [journeys]", "include: []", "event_types.0.include: Tuple should have at least 1 item"),
    ],
)
def test_each_fault_is_named(project: Paths, old: str, new: str, said: str) -> None:
    """A codebook that lacks, doubles or misspells a code says which, with file and remedy."""
    message = broken(project, old, new)
    assert said in message
    assert "seeds/codebook.yaml" in message


def test_an_unknown_code_is_refused(project: Paths) -> None:
    """A status that no rule could ever assign is not added by writing it down."""
    extra = "statuses:\n  - {id: dreamt, asserts: false, definition: Somebody dreamt it.}\n"
    assert "status 'dreamt' is not known to the package" in broken(project, "statuses:\n", extra)


def test_plover_codes_read_as_plover_writes_them() -> None:
    """Event, mode and context, and the quadrant that the event lies in."""
    assert str(Plover(event="CONSULT", mode="visit")) == "CONSULT-visit"
    assert str(Plover(event="COOPERATE", context=("military", "cyber"))) == "COOPERATE (military, cyber)"
    assert Plover(event="CONSULT").quad == "verbal cooperation"
    assert Plover(event="SANCTION").quad == "material conflict"


def test_every_plover_event_has_one_quadrant() -> None:
    """The sixteen categories fall into four quadrants, each in exactly one."""
    placed = [event for events in PLOVER_QUADS.values() for event in events]
    assert sorted(placed) == sorted(PloverEvent.__args__)
    assert len(placed) == len(set(placed)) == 16


@pytest.fixture
def real_codebook(real: Paths) -> Codebook:
    return read_codebook(real)


def test_a_dimension_is_the_finer_type_s_first(real_codebook: Codebook) -> None:
    """A hand type may lie in another dimension than its event type; without one the event type decides."""
    assert real_codebook.dimension_of("agreement") == "political"
    assert real_codebook.dimension_of("agreement", "defence_agreement") == "security"
    assert real_codebook.dimension_of("agreement", "treaty") == "political"
    assert real_codebook.dimension_of("agreement", "unheard_of") == "political"
    with pytest.raises(KeyError):
        real_codebook.dimension_of("quarrel")


def test_asserting_statuses(real_codebook: Codebook) -> None:
    """Planned, reported and denied say that somebody says so, not that it happened."""
    assert set(real_codebook.asserting) >= {"occurred", "signed", "in_force", "ongoing"}
    assert not {"planned", "postponed", "reported", "denied", "alleged", "announced"} & set(
        real_codebook.asserting
    )
    assert set(STATUSES) < set(real_codebook.status)


def test_definitions_are_sentences(real_codebook: Codebook) -> None:
    """Whatever the codebook page prints has a definition that ends like a sentence and is not repeated."""
    codes = [
        *real_codebook.event_types,
        *real_codebook.statuses,
        *real_codebook.dimensions,
        *real_codebook.precisions,
        *real_codebook.hand_types,
    ]
    assert all(code.definition.strip() and code.label for code in codes)
    texts = [code.definition for code in (*real_codebook.event_types, *real_codebook.statuses)]
    assert all(text.endswith(".") for text in texts)
    assert len(set(texts)) == len(texts)
    assert {t.dimension for t in real_codebook.event_types} <= set(DIMENSIONS)


def test_the_chronicle_s_finer_types_are_defined(real: Paths, real_codebook: Codebook) -> None:
    """Every pair of type and subtype in the hand-coded chronicle is in the codebook, and no hand type contradicts it."""
    with (real.seeds / "chronicle.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["type"], row["subtype"]) for row in csv.DictReader(file)}
    assert pairs
    for event_type, subtype in sorted(pairs):
        assert event_type in real_codebook.hand_type[subtype].event_types, (event_type, subtype)
