"""Plans that were put off, papers only pledged, and labels that say no more than was reported."""

import pytest

from dyadbook.reconciliation.events import reconcile

from .makers import STUDY, claim, table


def events_of(*rows, **more):
    return reconcile(table(*rows), STUDY, **more)[0]


PLAN = {"date": "3019-03", "people": "faramir", "place": "Annúminas", "status": "planned"}
PUT_OFF = {"date": "3019-05", "people": "faramir", "place": "Annúminas", "status": "postponed"}
MADE = {"date": "3019-05-08", "people": "faramir", "place": "Annúminas"}


@pytest.mark.parametrize("written", [None, {"red": "3019-06-01"}])
def test_a_plan_that_was_put_off_is_one_with_the_visit_that_was_made(written):
    """What had been planned for March and was put off to May is the visit of May; the plan leaves no visit in March."""
    events = events_of(
        claim("red-p1s1-event1", **MADE),
        claim("red-p1s2-event1", **PLAN),
        claim("red-p1s3-event1", **PUT_OFF),
        written=written,
    )
    assert list(zip(events["date"], events["status"], events["claims"], strict=True)) == [
        ("3019-05-08", "occurred", 3)
    ]


def test_a_plan_that_nobody_put_off_stays_apart():
    """Without a word of putting off, with another traveller, or planned for later, a plan is its own event and not counted as held."""
    apart = claim("red-p1s2-event1", **PLAN)
    assert sorted(events_of(claim("red-p1s1-event1", **MADE), apart)["status"]) == ["occurred", "planned"]
    other = claim("red-p1s3-event1", **PUT_OFF | {"people": "imrahil"})
    assert len(events_of(apart, other)) == 2
    later = claim("red-p1s3-event1", **PLAN | {"date": "3019-09"})
    assert len(events_of(later, claim("red-p1s4-event1", **PUT_OFF))) == 2


def test_two_pledges_of_a_paper_are_one_planned_paper_without_a_date():
    """The day of a pledge is not that of the paper, and the label says planned, not signed."""
    pledge = {"type_": "agreement", "object": "treaty", "status": "planned", "tier": "inherited"}
    for written in (None, {"red": "3019-06-01"}):
        event = events_of(
            claim("red-p1s1-event1", date="3019-05-08", **pledge),
            claim("red-p1s2-event1", date="3019-05-08", **pledge),
            written=written,
        ).iloc[0]
        assert (event["id"], event["claims"]) == ("undated-agreement-treaty", 2)
        assert event["label"] == "Planned treaty of Gondor and Arnor"


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("signed", "Protocol signed in Annúminas"),
        ("in_force", "Protocol in force in Annúminas"),
        ("occurred", "Protocol of Gondor and Arnor in Annúminas"),
    ],
)
def test_signed_is_said_only_of_what_was_signed(status, label):
    """A paper that was reached or recorded is not called signed."""
    row = {"type_": "agreement", "object": "protocol", "date": "3019-05-08", "place": "Annúminas"}
    assert events_of(claim("red-p1s1-event1", status=status, **row)).iloc[0]["label"] == label


def test_help_with_sanctions_is_not_sanctions():
    """Help that one state offers the other is labelled help; restrictions on both are labelled sanctions."""
    row = {"type_": "sanctions", "date": "3019-05-08", "status": "reported"}
    events = events_of(claim("red-p1s1-event1", object="help", **row), claim("blue-p1s1-event1", **row))
    assert set(events["label"]) >= {"Reported help with sanctions between Gondor and Arnor"}
    assert (
        events_of(claim("blue-p1s1-event1", **row)).iloc[0]["label"]
        == "Reported sanctions on Gondor and Arnor"
    )


def test_an_open_stretch_is_no_plan():
    """ "The first visit since 3004" that is still to come says nothing of when."""
    row = {"date": "3004/..", "people": "faramir", "place": "Annúminas", "status": "planned"}
    assert events_of(claim("red-p1s1-event1", **row), written={"red": "3019-06-01"}).empty
