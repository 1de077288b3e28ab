"""Machine against hand: what matches, what does not, and the reason that is given."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dyadbook.observations import recall as r

DYAD = ("GON", "ARN")
HAND = ["id", "date", "type", "dimension", "status", "actors", "place", "description", "same_as"]
MACHINE = [
    "id",
    "date",
    "date_first",
    "date_last",
    "type",
    "dimension",
    "status",
    "actors",
    "people",
    "place",
]


def hand(*rows):
    filled = [
        {"dimension": "political", "status": "occurred", "actors": "ARN;GON", "description": "Something."}
        | row
        for row in rows
    ]
    return pd.DataFrame(filled, columns=HAND).astype(object).where(lambda d: d.notna(), None)


def machine(*rows):
    filled = [{"dimension": "political", "status": "occurred", "actors": "ARN;GON"} | row for row in rows]
    frame = pd.DataFrame(filled, columns=[*MACHINE, "object"]).astype(object)
    return frame.where(frame.notna(), None)


def results(coded, found, **more):
    table = r.recall_table(coded, found, **more)
    return dict(zip(table["side"] + ":" + table["id"], table["result"], strict=True))


def one(result_of, coded, found, **more):
    return results(hand(coded), machine(found), **more)[result_of]


def test_a_visit_matches_the_talks_of_the_same_day():
    """Types of one family are one happening, seen by two coders."""
    got = one(
        "hand:E1",
        {"id": "E1", "date": "2018-04-10", "type": "visit"},
        {"id": "m", "date": "2018-04-10", "type": "meeting"},
    )
    assert got == "matched"


def test_a_day_late_matches_two_days_late_does_not():
    """Newspapers date a thing a day late."""
    for date, result in (("2018-04-11", "matched"), ("2018-04-12", "silent")):
        coded = {"id": "E1", "date": "2018-04-10", "type": "visit"}
        assert one("hand:E1", coded, {"id": "m", "date": date, "type": "visit"}) == result


def test_another_kind_on_the_same_day_is_said_to_be_that():
    """A statement on the day of a visit is no visit."""
    coded = {"id": "E1", "date": "2018-04-10", "type": "statement"}
    found = {"id": "m", "date": "2018-04-10", "type": "visit"}
    assert one("hand:E1", coded, found) == "type"
    assert one("machine:m", coded, found) == "type"


def test_security_joins_a_defence_paper_and_a_military_event():
    """A memorandum of two defence ministries is an agreement to one coder and military to another."""
    coded = {"id": "E1", "date": "2018-04-10", "type": "agreement", "dimension": "security"}
    found = {"id": "m", "date": "2018-04", "type": "military", "dimension": "security"}
    assert one("hand:E1", coded, found) == "matched"


def test_a_plan_is_not_what_came_of_it():
    """A visit announced for a month and a visit in that month are two events."""
    coded = {"id": "E1", "date": "2018-04-10", "type": "visit"}
    assert (
        one("hand:E1", coded, {"id": "m", "date": "2018-04", "type": "visit", "status": "planned"}) == "type"
    )


def test_places_in_two_states_never_match():
    """A visit to the one is no visit to the other."""
    coded = {"id": "E1", "date": "2018-04-10", "type": "visit", "place": "Annúminas"}
    found = {"id": "m", "date": "2018-04-10", "type": "visit", "place": "Minas Tirith"}
    states = {"Annúminas": "ARN", "Minas Tirith": "GON"}
    assert one("hand:E1", coded, found) == "matched"
    assert one("hand:E1", coded, found, states=states) == "type"


def test_a_year_alone_matches_only_with_a_person_or_a_paper():
    """A coarse date needs a clue in the description; without one the two are said to be too coarse to tell."""
    coded = {"id": "E1", "date": "2018-04-10", "type": "agreement", "description": "Faramir signs a charter."}
    found = {"id": "m", "date": "2018", "type": "agreement"}
    assert one("hand:E1", coded, found) == one("machine:m", coded, found) == "coarse"
    for clue in ({"people": "faramir"}, {"object": "charter"}):
        assert one("hand:E1", coded, found | clue) == "matched"


def test_figures_of_one_year_are_close():
    """A turnover belongs to its year as a visit belongs to its day."""
    coded = {"id": "E1", "date": "2018", "type": "trade"}
    assert one("hand:E1", coded, {"id": "m", "date": "2018", "type": "trade"}) == "matched"
    assert (
        one("hand:E1", coded | {"type": "agreement"}, {"id": "m", "date": "2018", "type": "agreement"})
        == "coarse"
    )


def test_the_same_type_goes_before_the_same_family():
    """Of a visit and a meeting on one day, the coded visit takes the visit; the meeting shares its row."""
    got = results(
        hand({"id": "E1", "date": "2018-04-10", "type": "visit"}),
        machine(
            {"id": "a", "date": "2018-04-10", "type": "meeting"},
            {"id": "b", "date": "2018-04-10", "type": "visit"},
        ),
    )
    assert got == {"hand:E1": "matched", "machine:a": "shared", "machine:b": "matched"}


def test_shared_names_decide_between_two_meetings():
    """Two meetings on one day go to the rows that name their people."""
    table = r.recall_table(
        hand(
            {"id": "E1", "date": "2018-04-10", "type": "meeting", "description": "Faramir and Araval."},
            {"id": "E2", "date": "2018-04-10", "type": "meeting", "description": "Beren and Dírhael confer."},
        ),
        machine(
            {"id": "a", "date": "2018-04-10", "type": "meeting", "people": "dirhael"},
            {"id": "b", "date": "2018-04-10", "type": "meeting", "people": "faramir"},
        ),
    )
    own = table[table["side"] == "hand"].set_index("id")["match"].to_dict()
    assert own == {"E1": "b", "E2": "a"}


def test_each_reason_is_given_where_it_holds():
    """Undated, silent year, year never spoken of, later than the last document, nothing of that date."""
    found = machine(
        {"id": "known", "date": "2018-04-10", "type": "visit"},
        {"id": "undated", "date": None, "type": "visit"},
    )
    coded = hand(
        {"id": "E1", "date": "2018-09-01", "type": "visit"},
        {"id": "E2", "date": "2012-09-01", "type": "visit"},
        {"id": "E3", "date": "2018-12-01", "type": "visit"},
    )
    assert results(coded, found, written=dt.date(2018, 11, 1)) == {
        "hand:E1": "silent",
        "hand:E2": "outside",
        "hand:E3": "later",
        "machine:known": "unlisted",
        "machine:undated": "undated",
    }


def test_recall_is_counted_over_all_years_and_over_those_spoken_of():
    """Rows of a year that no document speaks of count in the first and not in the second."""
    table = r.recall_table(
        hand(
            {"id": "E1", "date": "2018-04-10", "type": "visit"},
            {"id": "E2", "date": "2018-09-01", "type": "visit"},
            {"id": "E3", "date": "2012-09-01", "type": "visit"},
        ),
        machine({"id": "m", "date": "2018-04-10", "type": "visit"}),
    )
    rates = r.rates(table).set_index("id")
    assert rates.loc["hand-all", ["rows", "matched"]].tolist() == [3, 1]
    assert rates.loc["hand-spoken", ["rows", "matched"]].tolist() == [2, 1]
    assert rates.loc["machine-all", "share"] == 1


def test_nothing_on_either_side_has_no_rate():
    """No share of nothing is made up."""
    rates = r.rates(r.recall_table(hand(), machine()))
    assert rates["share"].isna().all()


def test_only_events_of_the_dyad_count_and_each_once():
    """An event of one state, and another report of an event, are left out."""
    rows = hand(
        {"id": "E1", "date": "2018", "type": "visit"},
        {"id": "E2", "date": "2018", "type": "visit", "actors": "GON"},
        {"id": "E3", "date": "2018", "type": "visit", "same_as": "E1"},
        {"id": "E4", "date": "2018", "type": "visit", "status": "planned"},
    )
    assert list(r.between(rows, DYAD)["id"]) == ["E1", "E4"]
    assert list(r.between(rows, DYAD, ["occurred"])["id"]) == ["E1"]


def test_a_table_that_does_not_add_up_is_refused():
    """A match without a partner cannot be written."""
    table = r.recall_table(
        hand({"id": "E1", "date": "2018-04-10", "type": "visit"}),
        machine({"id": "m", "date": "2018-04-10", "type": "visit"}),
    )
    with pytest.raises(ValueError, match="unequal numbers"):
        r._check(table[table["side"] == "hand"])
    with pytest.raises(ValueError, match="a match without a partner"):
        r._check(table.assign(match=None))


DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2018, 1, 12)).map(str)
TYPES = st.sampled_from(["visit", "meeting", "agreement", "statement"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DAYS, TYPES), max_size=7), st.lists(st.tuples(DAYS, TYPES), max_size=7))
def test_matching_is_one_to_one_and_leaves_no_pair_that_could_be(coded, found):
    """Each row and each event is matched at most once, and no two that are left over could have been a pair."""
    left = r.happenings(hand(*({"id": f"E{n}", "date": d, "type": t} for n, (d, t) in enumerate(coded))))
    right = r.happenings(machine(*({"id": f"m{n}", "date": d, "type": t} for n, (d, t) in enumerate(found))))
    matched = r.pairs(left, right)
    taken = [h.id for h, _ in matched] + [m.id for _, m in matched]
    assert len(taken) == len(set(taken))
    free = [h for h in left if h.id not in taken], [m for m in right if m.id not in taken]
    assert not any(r.possible(h, m) for h in free[0] for m in free[1])


@pytest.mark.parametrize(
    ("coded", "found", "reason"),
    [
        ({"status": "planned"}, {}, "planned"),
        ({"status": "denied"}, {}, "contradicted"),
        ({"date": "2001"}, {}, "unlisted"),
        ({}, {"status": "planned"}, "intended"),
    ],
)
def test_what_the_hand_kept_evidence_denies_is_called_false(coded, found, reason):
    """A deed that the chronicle plans or denies is a false positive, whatever else stands near it; a plan is none."""
    row = {"id": "E1", "date": "2018-04-10", "type": "agreement"} | coded
    event = {"id": "m", "date": "2018-04-10", "type": "agreement"} | found
    assert one("machine:m", row, event) == reason
    assert (reason in r.FALSE) == r.MACHINE_REASONS[reason].startswith("false")


def test_an_event_that_is_known_to_be_false_matches_nothing():
    """A hand-kept disagreement that decides against it outranks a row of the same day."""
    row = {"id": "E1", "date": "2018-04-10", "type": "agreement"}
    event = {"id": "m", "date": "2018-04-10", "type": "agreement"}
    assert one("machine:m", row, event, contradicted={"m"}) == "contradicted"
    assert one("hand:E1", row, event, contradicted={"m"}) != "matched"


def test_what_is_not_compared_is_not_lost():
    """Events of both states and events of one are all events, further reports left out."""
    rows = hand(
        {"id": "E1", "date": "2018", "type": "visit"},
        {"id": "E2", "date": "2018", "type": "membership", "actors": "GON;LEAGUE"},
        {"id": "E3", "date": "2018", "type": "visit", "same_as": "E1"},
    )
    assert r.between(rows, DYAD)["id"].tolist() == ["E1"]
    assert r.of_one(rows, DYAD)["id"].tolist() == ["E2"]
