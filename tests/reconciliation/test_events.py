"""Claims of one happening become one event, whatever order they come in."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dyadbook.reconciliation.events import reconcile, rule_text

from .makers import STUDY, claim, figure, table

SIGNED = {"type_": "agreement", "date": "3019-05-08"}


def events_of(*rows, **more):
    return reconcile(table(*rows), STUDY, **more)[0]


def test_two_sources_and_two_precisions_make_one_event():
    """A day and the month that holds it, with the same traveller, are one visit; the day is printed, each source counts once."""
    events = events_of(
        claim("red-p1s1-event1", date="3019-05-08", people="faramir", place="Annúminas"),
        claim("red-p2s1-event1", date="3019-05-08", people="faramir", place="Arnor"),
        claim("blue-p1s1-event1", date="3019-05", people="faramir", place="Arnor"),
    )
    assert len(events) == 1
    event = events.iloc[0]
    assert (event["id"], event["date"], event["precision"]) == (
        "3019-05-08-visit-annuminas",
        "3019-05-08",
        "day",
    )
    assert (event["reports"], event["claims"], event["sources"]) == (2, 3, "blue;red")
    assert event["label"] == "Visit of Faramir to Annúminas"


def test_a_meeting_in_a_visit_stays_its_own_event():
    """Types that mean different things are never merged, even on one day with the same people."""
    events = events_of(
        claim("red-p1s1-event1", "visit", "3019-05-08", people="faramir", place="Annúminas"),
        claim("red-p1s1-event2", "meeting", "3019-05-08", people="aragorn;faramir", place="Annúminas"),
    )
    assert sorted(events["type"]) == ["meeting", "visit"]
    assert "Talks between Aragorn and Faramir in Annúminas" in set(events["label"])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"date": "3019-05-08", "people": "faramir"}, {"date": "3019-05-12", "people": "faramir"}),
        ({"date": "3019-05", "people": "faramir"}, {"date": "3019-05", "people": "imrahil"}),
        ({"date": "3019-05", "place": "Annúminas"}, {"date": "3019-05", "place": "Minas Tirith"}),
        ({"type_": "meeting", "date": "3019-05-08", "people": "aragorn;faramir"},
         {"type_": "meeting", "date": "3019-05-08", "people": "faramir;halbarad"}),
        (SIGNED | {"object": "roadmap"}, SIGNED | {"object": "joint statement"}),
        (SIGNED | {"object": "documents"}, SIGNED | {"object": "memorandum"}),
        (SIGNED | {"object": "free trade agreement"}, SIGNED | {"object": "defence agreement"}),
        ({"type_": "membership", "date": "3019", "actors": "GON;COUNCIL"},
         {"type_": "membership", "date": "3019", "actors": "ARN;COUNCIL"}),
        ({"date": "3019-05", "people": "faramir"}, {"date": "3019"}),
    ],
)  # fmt: skip
def test_what_rules_one_event_out(a, b):
    """Days far apart, other travellers, places, partners, papers or states, and vague dates that share nothing stay apart."""
    assert len(events_of(claim("red-p1s1-event1", **a), claim("blue-p1s1-event1", **b))) == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (SIGNED | {"object": "road map"}, SIGNED | {"object": "cooperation plan"}),
        (SIGNED | {"object": "border memorandum"}, SIGNED | {"object": "memorandum"}),
        (SIGNED | {"object": "roadmap", "people": "faramir"}, SIGNED | {"object": "roadmap", "people": "aragorn"}),
        ({"date": "3019-05-08", "people": "faramir"}, {"date": "3019-05-09", "people": "faramir"}),
        ({"date": None, "people": "faramir", "status": "planned"}, {"date": "3020", "people": "faramir"}),
        ({"date": "3019-05-08", "people": "aragorn;faramir", "place": "Arnor"},
         {"date": "3019-05-08", "people": "faramir", "place": "Annúminas"}),
    ],
)  # fmt: skip
def test_what_makes_one_event(a, b):
    """Two words for one paper, two signatories, neighbouring days, a plan and its fulfilment, a host beside the guest."""
    assert len(events_of(claim("red-p1s1-event1", **a), claim("blue-p1s1-event1", **b))) == 1


@pytest.mark.parametrize(
    "row",
    [
        {"type_": "cooperation", "date": "3019"},
        {"type_": "statement", "date": "3019-05-08", "people": "faramir"},
        {"type_": "trade", "date": None, "status": "ongoing"},
        {"type_": "military", "date": "3019/.."},
        {"type_": "visit", "date": "301X"},
        {"type_": "visit", "date": None},
        {"type_": "visit", "date": "3020", "status": "forecast"},
        {"type_": "agreement", "date": "3019-05-08", "people": "faramir"},
    ],
)  # fmt: skip
def test_descriptions_stay_claims(row):
    """How things go, words, forecasts, open stretches and undated generalities are claims without an event."""
    events, claims = reconcile(table(claim("red-p1s1-event1", **row)), STUDY)
    assert events.empty
    assert claims["event"].isna().all()


def test_an_undated_plan_with_a_named_traveller_is_an_event_of_unknown_date():
    """A particular happening without a date is kept as an event, and its label says that it was planned."""
    event = events_of(
        claim("red-p1s1-event1", date="FUTURE_REF", people="imrahil", place="Arnor", status="planned")
    ).iloc[0]
    assert (event["id"], event["date"], event["precision"]) == ("undated-visit-arnor", None, "unknown")
    assert (event["label"], event["dimension"]) == ("Planned visit of Imrahil to Arnor", "security")


def test_the_day_of_a_plan_is_not_the_day_of_what_is_planned():
    """An invitation dated by the day on which it was made joins the later visit, not the day."""
    invitation = claim("red-p1s1-event1", date="3019-05-08", people="faramir", status="proposed")
    visit = claim("blue-p1s1-event1", date="3020", people="faramir", status="planned")
    event = events_of(invitation, visit, written={"red": "3019-05-08", "blue": "3019-10-15"}).iloc[0]
    assert (event["date"], event["reports"]) == ("3020", 2)


def test_what_is_still_expected_is_not_what_came_before():
    """A plan written after a visit is about another visit."""
    plan = claim("red-p1s1-event1", date=None, people="faramir", status="planned")
    visit = claim("blue-p1s1-event1", date="3019-05-08", people="faramir")
    assert len(events_of(plan, visit, written={"red": "3019-06-01"})) == 2


def test_of_rival_days_the_one_from_the_source_written_soonest_after_is_printed():
    """With one source each, closeness decides; both days stay in the range, and the papers of the day follow the talks."""
    rows = (
        claim("red-p1s1-event1", "meeting", "3019-05-08", people="aragorn;faramir"),
        claim("red-p1s2-event1", "agreement", "3019-05-08", object="joint statement"),
        claim("blue-p1s1-event1", "meeting", "3019-05-09", people="aragorn;faramir"),
    )
    events = events_of(*rows, written={"red": "3019-09-30", "blue": "3019-05-10"})
    assert list(events["date"]) == ["3019-05-09", "3019-05-09"]
    assert {(e["date_first"], e["date_last"]) for e in events.to_dict("records")} == {
        ("3019-05-08", "3019-05-09")
    }
    assert events_of(*rows, written={"red": "3019-05-08", "blue": "3019-05-12"})["date"].unique() == [
        "3019-05-08"
    ]


def test_an_inherited_month_is_narrowed_by_the_day_that_the_same_source_names():
    """A source that dates a visit to a day means that day for what it tells beside it; two days leave the month vague."""
    visit = claim("red-p1s1-event1", date="3019-05-08", people="faramir", place="Annúminas")
    paper = claim(
        "red-p1s4-event1", "agreement", "3019-05", object="roadmap", place="Arnor", tier="inherited"
    )
    assert set(events_of(visit, paper)["date"]) == {"3019-05-08"}
    other = claim("red-p1s3-event1", date="3019-05-20", people="imrahil", place="Annúminas")
    assert "3019-05" in set(events_of(visit, other, paper)["date"])
    assert "3019-05" in set(events_of(visit, paper | {"tier": "explicit"})["date"])
    assert "3019-05" in set(events_of(visit | {"source": "blue"}, paper)["date"])


def test_papers_signed_on_rival_days_join_the_talks_of_their_occasion():
    """A summit that names nobody joins the talks a day earlier when the papers show that both are one occasion."""
    events = events_of(
        claim("red-p1s1-event1", "meeting", "3019-05-08", people="aragorn;faramir", place="Annúminas"),
        claim("red-p1s2-event1", "agreement", "3019-05-08", object="documents", place="Annúminas"),
        claim("blue-p1s1-event1", "agreement", "3019-05-09", object="documents", place="Annúminas"),
        claim("blue-p1s2-event1", "meeting", "3019-05-09", object="summit"),
        written={"red": "3019-09-30", "blue": "3019-05-10"},
    )
    assert list(zip(events["type"], events["date"], events["reports"], strict=True)) == [
        ("agreement", "3019-05-09", 2),
        ("meeting", "3019-05-09", 2),
    ]


def test_more_sources_outweigh_closeness():
    """Two sources for one day outrank one source for the other, even if that was written sooner."""
    events = events_of(
        claim("red-p1s1-event1", date="3019-05-08", people="faramir"),
        claim("blue-p1s1-event1", date="3019-05-08", people="faramir"),
        claim("black-p1s1-event1", date="3019-05-09", people="faramir"),
        written={"red": "3030-01-01", "blue": "3030-01-01", "black": "3019-05-09"},
    )
    assert list(events["date"]) == ["3019-05-08"]


def test_what_happened_outranks_what_was_planned():
    """A planned and a held visit are one event, held."""
    events = events_of(
        claim("red-p1s1-event1", date="3019-05", people="faramir", status="planned"),
        claim("blue-p1s1-event1", date="3019-05-08", people="faramir"),
    )
    assert list(events["status"]) == ["occurred"]


def test_figures_join_the_event_they_speak_of():
    """A count of papers joins the package signed; trade of another year joins nothing."""
    _, claims = reconcile(
        table(
            claim("red-p1s1-event1", **SIGNED, object="documents"),
            figure("red-p1s1-count1", "documents", 12, "paper", "3019-05-08"),
            claim("red-p1s2-event1", "trade", "3018"),
            figure("red-p1s2-money1", "turnover", 3e6, "USD", "3018"),
            figure("red-p1s2-money2", "turnover", 1e6, "USD", "3017"),
        ),
        STUDY,
    )
    event = claims.set_index("id")["event"]
    assert event["red-p1s1-count1"] == event["red-p1s1-event1"] == "3019-05-08-agreement-package-of-documents"
    assert event["red-p1s2-money1"] == "3018-trade"
    assert event["red-p1s2-money2"] is None


def test_two_events_with_one_stem_get_different_ids():
    """A number makes the second id unique."""
    events = events_of(
        claim("red-p1s1-event1", "meeting", "3019-05-08", people="aragorn;faramir", place="Annúminas"),
        claim("red-p1s2-event1", "meeting", "3019-05-08", people="aragorn;imrahil", place="Annúminas"),
    )
    assert list(events["id"]) == ["3019-05-08-meeting-annuminas", "3019-05-08-meeting-annuminas-2"]


def test_nothing_claimed_gives_an_empty_table():
    """Without claims both tables are empty and keep their columns."""
    events, claims = reconcile(table(), STUDY)
    assert events.empty and claims.empty and "label" in events.columns


CLAIM = st.builds(
    lambda source, type_, date, people, place, thing, status: {
        "source": source, "type": type_, "date": date, "people": people, "place": place, "object": thing, "status": status,
    },
    st.sampled_from(["red", "blue", "black"]),
    st.sampled_from(["visit", "meeting", "agreement", "military", "trade", "cooperation"]),
    st.sampled_from([None, "3019", "3019-05", "3019-05-08", "3019-05-09", "3019-05-10", "3019-05-20", "3018/3019", "3019/.."]),
    st.sampled_from([None, "faramir", "aragorn", "aragorn;faramir", "faramir;imrahil"]),
    st.sampled_from([None, "Annúminas", "Arnor", "Minas Tirith"]),
    st.sampled_from([None, "roadmap", "plan", "documents", "joint statement"]),
    st.sampled_from(["occurred", "planned", "postponed", "reported", "denied"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAIM, max_size=9), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_every_claim_counts_once(drawn, random):
    """Shuffling sources and claims changes neither events nor assignments; reports and claims are what the claims say."""
    rows = [claim(f"{c['source']}-p{n}s1-event1", type_=c["type"], **{k: v for k, v in c.items() if k not in ("type", "source")})
            for n, c in enumerate(drawn, 1)]  # fmt: skip
    events, claims = reconcile(table(*rows), STUDY, written={"red": "3019-05-09", "blue": "3019-06-01"})
    shuffled = list(rows)
    random.shuffle(shuffled)
    again, claims_again = reconcile(
        table(*shuffled), STUDY, written={"blue": "3019-06-01", "red": "3019-05-09"}
    )
    pd.testing.assert_frame_equal(events, again)
    pd.testing.assert_frame_equal(claims, claims_again)
    assert events["id"].is_unique
    for event in events.to_dict("records"):
        mine = claims[claims["event"] == event["id"]]
        assert (len(mine), mine["source"].nunique()) == (event["claims"], event["reports"])
        assert event["type"] in set(mine["type"])


def test_every_order_of_a_chain_gives_the_same_groups():
    """Neighbouring days in a row cannot chain four days into one event, in whatever order they are read."""
    rows = [claim(f"red-p{n}s1-event1", date=f"3019-05-0{n}", people="faramir") for n in range(1, 5)]
    seen = {tuple(events_of(*order)["id"]) for order in itertools.permutations(rows)}
    assert len(seen) == 1
    assert len(seen.pop()) == 2


def test_the_agreement_looks_back_and_founds_no_event():
    """'The agreement', told again without a word of signing, joins the paper it fits, and alone is no event."""
    again = claim("red-p2s1-event1", "agreement", "3019-05-08", object="agreement", tier="inherited")
    assert events_of(again).empty
    paper = claim("red-p1s1-event1", **SIGNED, object="documents", status="signed")
    assert list(events_of(again, paper)["claims"]) == [2]
    other = claim("red-p1s2-event1", **SIGNED, object="roadmap", status="signed")
    assert sorted(events_of(again, paper, other)["claims"]) == [1, 1]


def test_hosts_do_not_travel():
    """Where only people at home in the place are named, the visit has no named traveller but still a direction."""
    event = events_of(claim("red-p1s1-event1", date="3019-05-08", people="aragorn", place="Annúminas")).iloc[
        0
    ]
    assert (event["people"], event["label"]) == (None, "Visit from Gondor to Annúminas")


def test_a_claim_id_must_be_unique():
    """Two claims under one id would hide one another; the message names the id."""
    with pytest.raises(ValueError, match="claim 'red-p1s1-event1' is there twice"):
        events_of(claim("red-p1s1-event1", date="3019"), claim("red-p1s1-event1", date="3018"))


def test_the_rule_is_told_in_words():
    """The book can print the rule; it names what is kept apart and that nothing is averaged."""
    assert "Nothing is averaged" in rule_text() and "two days" in rule_text()
