"""Corrections and disagreements: guards that expire, ids that must exist."""

from __future__ import annotations

import pandas as pd
import pytest

from dyadbook.observations import problems, read_corrections, read_disagreements
from dyadbook.observations.disagreements import (
    NOT_DISPUTED,
    Disagreement,
    decide,
    denied_events,
    disagreement_frame,
)
from dyadbook.study.problems import ContentError

from .helpers import edit, said

CORRECTIONS = """\
corrections:
  - id: withdrawn-e016
    row: E016
    kind: withdrawn
    said: A second crowning.
    pages: [https://pony.example/crowning]
    reason: Nobody else saw it.
    expect: {table: chronicle, row: E016, absent: true}
  - id: mended-e012
    row: E012
    kind: mended
    said: The day was not given.
    pages: [https://annals.example/2018/04/10]
    reason: The annals give it.
    expect: {table: chronicle, row: E012, column: date, value: 2018-04-10}
"""
DISAGREEMENTS = """\
disagreements:
  - id: papers
    about: How many papers were signed
    attribute: documents
    positions:
      - {value: 7, rests_on: [E012, annals]}
      - {value: 8, noted_in: [E012]}
    headline: 7
    rule: The roadmap is no paper.
    difference: one
    changes: Nothing.
"""


@pytest.fixture
def written(project):
    """The fictional study with corrections and a disagreement."""
    (project.seeds / "corrections.yaml").write_text(CORRECTIONS, encoding="utf-8")
    (project.seeds / "disagreements.yaml").write_text(DISAGREEMENTS, encoding="utf-8")
    return project


def test_study_without_either(project, study, codebook):
    """A fork need not have corrections or disagreements."""
    for name in ("corrections.yaml", "disagreements.yaml"):
        (project.seeds / name).unlink(missing_ok=True)
    assert read_corrections(project) == () and read_disagreements(project) == ()
    assert said(project, study, codebook) == []


def test_sound_entries(written, study, codebook):
    """Entries whose guards hold and whose ids exist have no problem."""
    assert problems(written, study, codebook, ["annals"]) == []
    assert [c.kind for c in read_corrections(written)] == ["withdrawn", "mended"]


def test_guard_of_a_mended_cell_expires(written, study, codebook):
    """When the mended cell changes again, the entry has to be thought through."""
    edit(written, "E012,2018-04-10,day", "E012,2018-04-11,day")
    found = [str(p) for p in problems(written, study, codebook, ["annals"])]
    assert found == [
        "seeds/corrections.yaml:9: 'mended-e012' expects E012 to have date '2018-04-10', but it has '2018-04-11'. "
        "Think the entry through again: it may not be needed any more"
    ]


def test_withdrawn_id_is_not_given_again(written, study, codebook):
    """A row that takes the id of a withdrawn one is refused."""
    row = (
        "E016,2019,year,statement,announcement,political,occurred,GON,,GON,,,,Words.,https://annals.example/2019,Annals,2019,"
        "single-coded,unchecked,,,\n"
    )
    with (written.seeds / "chronicle.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    found = [str(p) for p in problems(written, study, codebook, ["annals"])]
    assert len(found) == 1
    assert "'withdrawn-e016' says that E016 was taken out, but the chronicle holds it" in found[0]


def test_id_that_vanished(written, study, codebook):
    """An id that is neither used nor accounted for is named."""
    edit(written, "E015,", "E017,")
    found = [str(p) for p in problems(written, study, codebook, ["annals"])]
    assert found == [
        "seeds/corrections.yaml: E015 is neither in the chronicle nor accounted for. Add an entry that says why it went"
    ]


def test_unknown_id_in_a_position(written, study, codebook):
    """A position must rest on something that exists."""
    edit(written, "[E012, annals]", "[E112, annals]", "disagreements.yaml")
    found = [str(p) for p in problems(written, study, codebook, ["annals"])]
    assert len(found) == 1
    assert found[0].startswith("seeds/disagreements.yaml:6: 'papers': position '7' rests on 'E112'")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("headline: 7", "headline: 9", "headline '9' is no position"),
        (", noted_in: [E012]", "", "position '8' rests on nothing"),
        ("value: 8", "value: 7", "two positions have one value"),
        ("    rule: The roadmap is no paper.\n", "", "there is no rule. Say why that value is printed first"),
    ],
)
def test_broken_disagreement(written, old, new, message):
    """A disagreement without rule, support or a headline among its positions is refused."""
    edit(written, old, new, "disagreements.yaml")
    with pytest.raises(ContentError) as error:
        read_disagreements(written)
    assert message in str(error.value)


def test_one_line_a_position(written):
    """As a table, a disagreement has one line a position, and one of them is the headline."""
    table = disagreement_frame(read_disagreements(written))
    assert table["value"].tolist() == ["7", "8"]
    assert table["headline"].tolist() == [True, False]
    assert table["rests_on"].tolist() == ["E012;annals", None]


QUESTION = {
    "id": "oath-day",
    "about": "When the oath was sworn",
    "attribute": "date",
    "positions": [
        {"value": "16 years and 4 months", "rests_on": ["E001"]},
        {"value": "17 years", "rests_on": ["palantir"], "events": ["3019-oath"]},
    ],
    "difference": "a month",
    "changes": "Nothing.",
}
FOUND = pd.DataFrame(
    [
        {"id": "3019-oath-interval", "value": "16 years 4 months", "headline": True, "rule": "The record."},
        {"id": "3019-oath-interval", "value": "17 years", "headline": False, "rule": "The record."},
    ]
)


def test_a_question_that_the_documents_put_too_has_one_headline():
    """The run decides, with its own rule; where it has no such dispute nothing is printed first; no second rule is accepted."""
    asked = Disagreement.model_validate(QUESTION | {"asked_again": "3019-oath-interval"})
    kept = disagreement_frame([asked])
    made = decide(kept, FOUND)
    assert made["headline"].tolist() == [True, False] and set(made["rule"]) == {"The record."}
    assert denied_events(made) == {"3019-oath": "oath-day"}
    none = decide(kept, FOUND.iloc[:0])
    assert not none["headline"].any() and set(none["rule"]) == {NOT_DISPUTED} and denied_events(none) == {}
    with pytest.raises(ValueError, match="one question needs one rule"):
        Disagreement.model_validate(QUESTION | {"asked_again": "3019-oath-interval", "rule": "Mine."})
    with pytest.raises(ValueError, match="there is no rule"):
        Disagreement.model_validate(QUESTION)


def test_a_headline_of_the_run_that_is_no_position_is_named():
    """A run that prints what the hand-kept file does not know is an error, with file, question and value."""
    asked = Disagreement.model_validate(QUESTION | {"asked_again": "3019-oath-interval"})
    with pytest.raises(ValueError, match="'oath-day' lacks the position '9 years' of 3019-oath-interval"):
        decide(disagreement_frame([asked]), FOUND.assign(value="9 years"))
