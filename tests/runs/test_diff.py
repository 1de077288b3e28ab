"""What changed from one run to another, by how much, and what held."""

import json

import pandas as pd
import pytest

from dyadbook.ledger import Ledger
from dyadbook.runs import diff, diff_facts, diff_tables
from dyadbook.study import tables
from dyadbook.study.problems import ArgumentError, ContentError


def ledger(**values) -> Ledger:
    """Return a ledger of facts given as id=(value, unit); a truth as id=(True, "truth")."""
    out = Ledger()
    for name, (value, unit) in values.items():
        ident = name.replace("_", "-")
        if unit == "truth":
            out.truth(ident, value, says=f"{ident} is so.", rule="Looks.", rests_on=[], text=f"found {value}")
        else:
            out.add(ident, value, unit=unit, rule="Counts.", rests_on=[])
    return out


@pytest.mark.parametrize(
    ("old", "new", "unit", "by"),
    [
        (4, 7, "event", "+3 (+75 per cent)"),
        (7, 4, "event", "−3 (−42.9 per cent)"),
        (0, 2, "event", "+2"),
        (0.5, 0.25, "share", "−25 percentage points"),
        (33.6, 34.6, "percent", "+1 percentage point"),
        (100_000_000, 350_000_000, "USD", "+$250 million (+250 per cent)"),
        (2017, 2022, "year", "+5 years"),
        ("3018-03-20", "3018-03-19", "date", "1 day earlier"),
        ("3018-03", "3019", "date", "306 days later"),
        ("Minas Tirith", "Fornost", None, ""),
    ],
)
def test_a_change_is_told_in_the_units_of_the_fact(old, new, unit, by):
    """Counts with a percentage, shares in points, dates in days, names without a number."""
    found = diff_facts.compare(ledger(x=(old, unit)), ledger(x=(new, unit)))
    assert [c.by for c in found.changed] == [by]


def test_values_and_truths_are_sorted_into_what_changed_and_what_held():
    """A truth of the same verdict on other figures is held, and said to stand on other figures."""
    old = ledger(a=(1, None), b=(2, None), t=(True, "truth"), u=(True, "truth"), lost=(1, None))
    new = ledger(a=(1, None), b=(3, None), t=(False, "truth"), new=(1, None))
    new.truth("u", True, says="u is so.", rule="Looks.", rests_on=[], text="found otherwise")
    found = diff_facts.compare(old, new)
    assert [c.id for c in found.changed] == ["b"] and found.values_held == ("a",)
    assert [(t.id, t.old, t.new) for t in found.turned] == [("t", True, False)]
    assert [t.id for t in found.shaken] == ["u"] and found.truths_held == ("u",)
    assert [f.id for f in found.gone] == ["lost"] and [f.id for f in found.new] == ["new"]


def test_a_fact_that_became_a_truth_is_another_fact():
    """Kinds are not compared with each other: it is gone as the one and new as the other."""
    found = diff_facts.compare(ledger(a=(1, None)), ledger(a=(True, "truth")))
    assert [f.kind for f in found.gone] == ["value"] and [f.kind for f in found.new] == ["truth"]


def events(*rows) -> pd.DataFrame:
    return pd.DataFrame(
        [{"id": i, "date": d, "label": i.title(), "phase": p} for i, d, p in rows], dtype=str
    ).reindex(columns=tables.columns("events"), fill_value="")


def claims(*pairs) -> pd.DataFrame:
    return pd.DataFrame([{"id": c, "event": e} for c, e in pairs], dtype=str)


def test_cells_are_compared_by_key():
    """A row that moved in the table is no change; a cell is named by row and column."""
    old = events(("visit", "3018", "siege"), ("oath", "3007", "pact"))
    new = events(("oath", "3007", "pact"), ("visit", "3018", "pact"), ("raid", "3019", "siege"))
    found = diff_tables.compare("events", old, new)
    assert (found.rows_old, found.rows_new, found.gone, found.new) == (2, 3, (), ("raid",))
    assert [(c.row, c.column, c.old, c.new) for c in found.cells] == [("visit", "phase", "siege", "pact")]
    assert found.rows_changed == 1 and not found.same


def test_a_key_of_two_columns_names_the_row_by_both():
    """Positions of one disagreement are told apart."""
    old = pd.DataFrame(
        [{"id": "oaths", "position": str(n), "value": v} for n, v in ((1, "7"), (2, "9"))], dtype=str
    ).reindex(columns=tables.columns("disagreements"), fill_value="")
    new = old.assign(value=["7", "8"])
    assert [(c.row, c.old, c.new) for c in diff_tables.compare("disagreements", old, new).cells] == [
        ("oaths 2", "9", "8")
    ]


def test_events_are_followed_by_id_and_else_by_their_claims():
    """One moved, one is told otherwise by the claims it shares, one is gone, one new, one stayed."""
    old = {
        "events": events(("a", "1", "pact"), ("b", "2", "pact"), ("c", "3", "pact"), ("d", "4", "pact")),
        "claims": claims(("c1", "c"), ("c2", "c"), ("d1", "d")),
    }
    new = {
        "events": events(
            ("a", "1", "siege"), ("b", "2", "pact"), ("c-late", "3", "pact"), ("e", "5", "pact")
        ),
        "claims": claims(("c1", "c-late"), ("e1", "e")),
    }
    found = diff_tables.events(old, new)
    assert [(m.id, m.old, m.new) for m in found.moved] == [("a", "pact", "siege")]
    assert [(m.old, m.new) for m in found.became] == [("c", "c-late")]
    assert [m.id for m in found.gone] == ["d"] and [m.id for m in found.new] == ["e"]
    assert found.held == 1


def test_an_event_that_is_told_otherwise_can_move_too():
    """What another date makes another event of may lie in another phase for that."""
    old = {"events": events(("c", "3", "pact")), "claims": claims(("c1", "c"))}
    new = {"events": events(("c-late", "4", "siege")), "claims": claims(("c1", "c-late"))}
    found = diff_tables.events(old, new)
    assert [(m.id, m.old, m.new) for m in found.moved] == [("c-late", "pact", "siege")]


@pytest.fixture
def two(project):
    """A project with the runs `default` and `early`, one value, one table row and one chart apart."""
    for name, count, phase in (("default", 1, "siege"), ("early", 2, "pact")):
        run = project.runs / name
        ledger(events=(count, "event"), same=(1, None)).write(run / "ledger.json")
        rows = [{"id": "visit", "label": "Visit", "date": "3018", "phase": phase}]
        tables.write(tables.shape("events", rows), run / "tables" / "events.csv")
        start = "{}" if name == "default" else "{silence: '2010-01-01'}"
        (run / "parameters.yaml").write_text(f"phase_starts: {start}\nmin_sources: 1\n", encoding="utf-8")
        (run / "charts").mkdir()
        for chart, title in (("lanes", f"{count} events"), ("dots", "As ever")):
            (run / "charts" / f"{chart}.json").write_text(json.dumps({"title": title}), encoding="utf-8")
    return project


def test_two_runs_are_compared_from_their_folders(two):
    """Parameters, facts, events, tables and charts, with a summary that counts them."""
    found = diff.compare(two, "default", "early")
    assert [(s.name, s.new) for s in found.parameters] == [("phase_starts", {"silence": "2010-01-01"})]
    assert [(c.id, c.old, c.new) for c in found.facts.changed] == [("events", "1", "2")]
    assert [(e.id, e.old, e.new) for e in found.events.moved] == [("visit", "siege", "pact")]
    assert [(c.id, c.state, c.new) for c in found.charts] == [
        ("dots", "held", "As ever"),
        ("lanes", "changed", "2 events"),
    ]
    assert found.summary()[0] == "Values: 1 of 2 changed, 1 held."
    assert not found.same
    record = found.record()
    assert record["tables"][0]["cells"] == [
        {"row": "visit", "column": "phase", "old": "siege", "new": "pact"}
    ]
    assert record["tables"][0]["rows_changed"] == 1


def test_a_run_is_the_same_as_itself(two):
    """Nothing differs, and everything is counted as held."""
    found = diff.compare(two, "early", "early")
    assert found.same and not found.parameters and not found.events.moved
    assert found.facts.values_held == ("events", "same")


def test_a_run_that_does_not_exist_is_named_with_the_nearest(two):
    """The message says which run was probably meant and how to make one."""
    with pytest.raises(ArgumentError, match=r"There is no run 'erly'. Did you mean 'early'\? Make it with"):
        diff.compare(two, "default", "erly")


def test_an_unfinished_run_is_not_compared(two):
    """A run without a ledger says how to finish it."""
    (two.runs / "early" / "ledger.json").unlink()
    with pytest.raises(
        ContentError, match="The run 'early' is not finished; finish it with 'dyadbook run --name early"
    ):
        diff.compare(two, "default", "early")


def test_a_run_made_before_a_change_is_said_to_be_old(two, study):
    """A run without a record of what it was made from cannot be up to date."""
    assert "The run 'default' is older than what it was made from (10-sources: not run yet)" in diff.outdated(
        two, study, "default"
    )
