"""What sources cannot agree on is kept, with every position, and never averaged."""

import random

import pandas as pd
import pytest

from dyadbook.reconciliation.contested_history import in_words
from dyadbook.reconciliation.disagreements import disagreements, mark_contested
from dyadbook.reconciliation.events import reconcile

from .makers import STUDY, chronicle, claim, figure, table

WRITTEN = {"red": "3019-09-30", "blue": "3019-05-10"}
NONE = chronicle()
PAPERS = {"type_": "agreement", "object": "documents", "people": "aragorn;faramir"}


def found(rows, history=NONE):
    events, claims = reconcile(table(*rows), STUDY, written=WRITTEN)
    return disagreements(claims, events, history, STUDY, written=WRITTEN), events, claims


def test_rival_days_of_one_occasion_are_one_disagreement():
    """Visit, talks and papers that two sources put on neighbouring days make one dispute, filed under the visit."""
    out, events, claims = found(
        [
            claim("red-p1s1-event1", "visit", "3019-05-08", people="faramir", place="Annúminas"),
            claim("red-p1s2-event1", "meeting", "3019-05-08", people="aragorn;faramir", place="Annúminas"),
            claim("blue-p1s1-event1", "meeting", "3019-05-09", people="aragorn;faramir", place="Annúminas"),
        ]
    )
    assert list(out["attribute"].unique()) == ["date"]
    assert list(out["value"]) == ["3019-05-09", "3019-05-08"]
    assert list(out["sources"]) == ["blue", "red"]
    assert list(out["headline"]) == [True, False]
    assert list(out["difference"]) == [None, "1 day earlier"]
    assert out["event"].unique() == ["3019-05-09-visit-annuminas"]
    assert "1 more event of the same occasion" in out["about"].iloc[0]
    assert mark_contested(events, out, claims)["contested"].all()


def test_dates_that_contain_one_another_do_not_disagree():
    """A month and a day in it can both hold."""
    out, events, claims = found(
        [
            claim("red-p1s1-event1", date="3019-05", people="faramir"),
            claim("blue-p1s1-event1", date="3019-05-08", people="faramir"),
        ]
    )
    assert out.empty
    assert not mark_contested(events, out, claims)["contested"].any()


def test_two_counts_of_one_package_disagree_and_what_reconciles_them_is_said():
    """Twelve and thirteen papers are two positions; a joint statement named beside the twelve is pointed out."""
    out, _, _ = found(
        [
            claim("red-p1s1-event1", date="3019-05-09", **PAPERS),
            figure("red-p1s1-count1", "documents", 12, "paper", "3019-05-09"),
            claim("red-p1s2-event1", "agreement", "3019-05-09", object="joint statement", status="signed"),
            claim("blue-p1s1-event1", date="3019-05-09", **PAPERS),
            figure("blue-p1s1-count1", "documents", 13, "paper", "3019-05-09"),
        ]
    )
    assert list(out["value"]) == ["13", "12"]
    assert out["difference"].iloc[1].startswith("1 fewer; counting the joint statement")


@pytest.mark.parametrize(
    ("a", "b", "disagree"),
    [
        ((12, None), (13, None), True),
        ((12, "min"), (13, None), False),
        ((12, None), (13, "max"), False),
        ((12, None), (12, None), False),
    ],
)
def test_bounds_are_honoured(a, b, disagree):
    """'More than twelve' and thirteen can both hold, and so can twelve and 'up to thirteen'."""
    rows = [
        claim("red-p1s1-event1", date="3019-05-09", **PAPERS),
        figure("red-p1s1-count1", "documents", a[0], "paper", "3019-05-09", mod=a[1]),
        claim("blue-p1s1-event1", date="3019-05-09", **PAPERS),
        figure("blue-p1s1-count1", "documents", b[0], "paper", "3019-05-09", mod=b[1]),
    ]
    assert (not found(rows)[0].empty) is disagree


def test_amounts_for_one_period_disagree_beyond_rounding():
    """Trade of one year given as 3.0 and 4.0 million is disputed; 100 and 100.5 is one figure rounded."""
    rows = [
        figure("red-p1s1-money1", "turnover", 3e6, "USD", "3018"),
        figure("blue-p1s1-money1", "turnover", 4e6, "USD", "3018"),
        figure("red-p1s2-money1", "exports", 100e6, "USD", "3018"),
        figure("blue-p1s2-money1", "exports", 100.5e6, "USD", "3018"),
    ]
    out, _, _ = found(rows)
    assert list(out["id"].unique()) == ["turnover-3018-usd-amount"]
    assert set(out["value"]) == {"USD:3000000", "USD:4000000"}


VISIT = [
    claim("red-p1s1-event1", date="3019-05-08", people="faramir", place="Annúminas"),
    figure(
        "red-p1s1-date1",
        "interval",
        30,
        "year",
        "3019-05-08",
        people="faramir",
        place="Annúminas",
        object="visit",
    ),
]
HISTORY = chronicle(
    ("E001", "2990-01-07", "visit", "head_of_state", "occurred", "GON", "ARN", "Annúminas", "Denethor rides to Arnor."),
    ("E002", "2991-03-01", "visit", "foreign_minister", "occurred", "GON", "ARN", "Annúminas", "A minister rides."),
    ("E003", "2992-03-01", "visit", "head_of_state", "occurred", "ARN", "GON", "Minas Tirith", "The king rides south."),
    ("E004", "2993-03-01", "visit", "head_of_state", "planned", "GON", "ARN", "Annúminas", "Denethor means to ride."),
    ("E005", "3019-05-07", "visit", "head_of_state", "occurred", "GON", "ARN", "Annúminas", "The Steward rides to Arnor."),
)  # fmt: skip


def test_a_stated_interval_is_held_against_the_chronicle():
    """The visit before is the last held one of the same office in the same direction; the gap is told in years and months."""
    out, _, _ = found(VISIT, HISTORY)
    assert list(out["value"]) == ["29 years 4 months", "30 years"]
    assert out["claims"].iloc[0] == "E001;E005"
    assert list(out["headline"]) == [True, False]
    assert out["difference"].iloc[1] == "8 months longer"


def test_an_interval_that_the_chronicle_bears_out_is_no_disagreement():
    """Thirty years and one month since is 'thirty years'."""
    earlier = HISTORY.assign(date=HISTORY["date"].where(HISTORY["id"] != "E001", "2989-04-07"))
    assert found(VISIT, earlier)[0].empty


@pytest.mark.parametrize("history", [NONE, HISTORY.iloc[1:], HISTORY.iloc[:4]])
def test_without_the_rows_it_needs_no_interval_is_tested(history):
    """An empty chronicle, one without the visit before, and one without the visit itself say nothing."""
    assert "interval" not in set(found(VISIT, history)[0]["attribute"])


PLAN = claim("red-p9s1-event1", date="3020", people="faramir", place="Annúminas", status="planned")


def test_a_plan_that_nothing_reports_as_held_is_named():
    """A dated plan whose time has passed is set against the silence of every source and of the chronicle."""
    out, _, _ = found([PLAN])
    assert list(out["value"]) == ["planned", "not reported as held"]
    assert list(out["sources"]) == ["red", None]


@pytest.mark.parametrize(
    ("more", "history"),
    [
        ([claim("blue-p1s1-event1", date="3021-02-01", people="faramir", place="Arnor")], NONE),
        (
            [],
            chronicle(
                (
                    "E009",
                    "3020-04-01",
                    "visit",
                    "head_of_state",
                    "occurred",
                    "GON",
                    "ARN",
                    "Annúminas",
                    "Faramir comes.",
                )
            ),
        ),
    ],
)
def test_a_plan_carried_out_is_no_disagreement(more, history):
    """A visit within a year of the plan, or one that the chronicle holds, settles it."""
    assert found([PLAN, *more], history)[0].empty


@pytest.mark.parametrize(("status", "named"), [("planned", True), ("postponed", False)])
def test_a_postponed_visit_may_take_place_years_later(status, named):
    """What was postponed is fulfilled by any later visit; what was planned, only by one within a year."""
    late = claim("blue-p1s1-event1", date="3023-02-01", people="faramir", place="Arnor")
    out, _, _ = found([PLAN | {"status": status}, late])
    assert ("status" in set(out["attribute"])) is named


def test_a_denial_stands_beside_the_report():
    """One source reports, another denies: both positions are kept, the report first."""
    out, _, _ = found(
        [
            claim("red-p1s1-event1", date="3019-05-08", people="faramir"),
            claim("blue-p1s1-event1", date="3019-05-08", people="faramir", status="denied"),
        ]
    )
    assert list(out["value"]) == ["occurred", "denied"]


def test_order_of_rows_changes_nothing():
    """Shuffled claims give the same table."""
    rows = [*VISIT, PLAN, claim("blue-p1s1-event1", date="3019-05-09", people="faramir", place="Annúminas")]
    first = found(rows, HISTORY)[0]
    shuffled = random.Random(7).sample(rows, len(rows))
    pd.testing.assert_frame_equal(first, found(shuffled, HISTORY.iloc[::-1])[0])
    assert set(first["attribute"]) == {"date", "interval", "status"}


@pytest.mark.parametrize(
    ("months", "words"), [(196, "16 years 4 months"), (12, "1 year"), (1, "1 month"), (0, "no time")]
)
def test_months_in_words(months, words):
    """Months are told in years and months."""
    assert in_words(months) == words
