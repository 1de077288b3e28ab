"""The hand-kept evidence is shown whole, with what is not known left open."""

import pytest

from dyadbook.observations.corrections import Correction
from dyadbook.observations.disagreements import Disagreement, disagreement_frame
from dyadbook.runs import hand_views
from dyadbook.runs.reading import authorities, chronicle, observations
from dyadbook.study.load import load_study
from dyadbook.study.models import OfficeHeld


def office(**more):
    return OfficeHeld.model_validate({"office": "steward", "actor": "GON", **more})


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"since": "2994", "until": "3019-03-15"}, "2994 to 15 March 3019"),
        ({"since": "2994"}, "from 2994"),
        ({"until": "3019-03-15", "attested": "3018"}, "until 15 March 3019, seen 3018"),
        ({"attested": "3018-10-25"}, "seen 25 October 3018"),
        ({"since": "3018", "attested": "3018-10"}, "from 3018"),
        ({}, "not dated"),
    ],
)
def test_a_term_says_no_more_than_is_known(held, said):
    """An open end stays open, and a single sighting is told as one."""
    assert hand_views.term(office(**held)) == said


def test_a_term_names_what_it_rests_on():
    """Rows and documents stand by their ids, pages by their sites, each once."""
    source = "E004; https://www.annals.example/a; https://annals.example/b; palantir"
    assert hand_views.known_from(source) == ["E004", "annals.example", "palantir"]
    assert hand_views.first_row(source) == "chronicle:E004"
    assert hand_views.first_row("https://annals.example/b") is None


def test_people_of_other_states_are_left_out(study):
    """The table holds every office of the two states, the first state first, and a ref or None for each."""
    shown, leads = hand_views.people(study)
    offices = [o for p in study.people for o in p.offices if o.actor in study.dyad]
    assert len(shown) == len(leads) == len(offices) > 0
    assert list(dict.fromkeys(shown["State"])) == [
        study.name_of(a) for a in study.dyad if a in {o.actor for o in offices}
    ]
    assert all(ref is None or isinstance(ref, str) for ref in leads)


OATH = {
    "id": "oath-day",
    "about": "When the oath was sworn",
    "attribute": "date",
    "positions": [
        {"value": "3019-05", "noted_in": ["E002"], "pages": ["https://www.annals.example/a"]},
        {"value": "3019-05-01", "rests_on": ["E001", "palantir"]},
    ],
    "difference": "a month",
    "changes": "Nothing.",
}


def test_every_position_of_a_contradiction_is_shown():
    """One line a question; the value printed first stands apart, each with what it rests on; the line leads to its evidence."""
    settled = {"headline": "3019-05-01", "rule": "The finer date."}
    open_ = {"id": "oath-place", "headline": None, "rule": "Nobody knows."}
    both = [Disagreement.model_validate(OATH | settled), Disagreement.model_validate(OATH | open_)]
    shown, leads = hand_views.contradictions(disagreement_frame(both), {"palantir": "The Palantir"})
    early, fine = "May 3019 (note to E002, annals.example)", "1 May 3019 (E001, The Palantir)"
    assert shown.values.tolist() == [
        ["When the oath was sworn", fine, early, "The finer date."],
        ["When the oath was sworn", "nothing", f"{early}; {fine}", "Nobody knows."],
    ]
    assert leads == ["chronicle:E001", "chronicle:E002"]


def test_a_row_that_was_taken_out_leads_nowhere():
    """A mended row leads to itself, a merged one to what it became, a withdrawn one has no place to lead to."""
    base = {"said": "It was in May.", "reason": "It was in June.", "pages": ["https://annals.example/a"]}
    mended = {"table": "chronicle", "row": "E003", "column": "date", "value": "3019-06"}
    gone = {"table": "chronicle", "row": "E004", "absent": True}
    rows = [
        {"id": "a", "row": "E003", "kind": "mended", "expect": mended},
        {"id": "b", "row": "E004", "kind": "withdrawn", "expect": gone},
        {"id": "c", "row": "E004", "kind": "merged", "into": "E005", "expect": gone},
    ]
    shown, leads = hand_views.corrected([Correction.model_validate(base | r) for r in rows])
    assert list(shown["What was done"]) == ["Mended", "Taken out", "Merged into E005"]
    assert leads == ["chronicle:E003", None, "chronicle:E005"]


def test_checks_add_up(fictional):
    """Each row of a table has one result, and the last line counts all of them."""
    tables = {"chronicle": chronicle(fictional), "figures": observations(fictional)}
    shown, leads = hand_views.checks(tables)
    results = [c for c in shown.columns if c not in ("Table", "Rows", "Pages", "Publishers")]
    assert list(shown["Table"]) == ["Chronicle", "Figures", "All"] and leads == [None] * 3
    assert list(shown[results].sum(axis=1)) == list(shown["Rows"])
    assert shown["Rows"].iloc[-1] == shown["Rows"].iloc[:-1].sum() > 0


@pytest.mark.parametrize("where", ["fictional", "real"])
def test_the_numbers_of_rows_follow_from_one_another(request, where):
    """Each number is the one before it less what is taken off, and nothing is lost on the way."""
    paths = request.getfixturevalue(where)
    dyad, (_, tertiary) = load_study(paths).dyad, authorities(paths)
    figures = observations(paths, errors=True)
    made = hand_views.counted(chronicle(paths), figures, dyad, tertiary).set_index("id")["rows"]
    for first, less, rest in (
        ("chronicle-all-rows", "chronicle-other-reports", "chronicle-main-rows"),
        ("chronicle-main-rows", "chronicle-one-state", "chronicle-both-states"),
        ("observations-rows", "observations-left-out", "observations-count"),
    ):
        assert made[less] <= 0 and made[first] + made[less] == made[rest] > 0
    assert made["observations-rows"] == len(figures) and made["observations-left-out"] < 0
    assert 0 <= made["observations-tertiary-count"] < made["observations-count"]
