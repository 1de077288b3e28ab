"""Declared truths are decided by the run's facts alone, and say so where they cannot be."""

import pytest

from dyadbook.ledger import Ledger
from dyadbook.ledger.truths import DeclaredTruth, declared, read_truths, truth_problems
from dyadbook.study.problems import ContentError

RULE = "Read off a scroll."
GOOD = """truths:
  - id: less-in-3018
    says: The turnover of 3018 is below that of 3017.
    left: turnover-3018
    is: below
    right: turnover-3017
"""


@pytest.fixture
def facts():
    """Facts of every kind that a comparison may meet."""
    out = Ledger()
    for ident, value, unit in [
        ("turnover-3017", 154_200_000.0, "USD"),
        ("turnover-3018", 100_000_000.0, "USD"),
        ("aim", 500_000_000.0, "USD"),
        ("tanks", 37, "tank"),
        ("visits", 0, "visit"),
        ("meetings", 4, "meeting"),
        ("letters", 4, "meeting"),
        ("pact-start", "3007-05-21", "date"),
        ("embassy", "3007", "date"),
        ("best-year", 3017, "year"),
        ("last-start", "3018-02-24", "date"),
        ("leader", "The pact", None),
    ]:
        out.add(ident, value, unit=unit, rule=RULE, rests_on=[f"observation:{ident}", "source:palantir"])
    out.add("unknown", None, text="not covered", rule=RULE, rests_on=[])
    out.truth("sealed", True, says="The gate is sealed.", rule=RULE, rests_on=[])
    return out


def truth(left, relation, right=(), **more):
    return DeclaredTruth.model_validate(
        {"id": "it", "says": "It is so.", "left": left, "is": relation, "right": right, **more}
    )


def decided(facts, *arguments, **more):
    return declared([truth(*arguments, **more)], facts)["it"]


@pytest.mark.parametrize(
    ("left", "relation", "right", "holds"),
    [
        ("turnover-3018", "below", "turnover-3017", True),
        ("turnover-3017", "below", "turnover-3018", False),
        ("turnover-3017", "below", "turnover-3017", False),
        ("turnover-3017", "above", "turnover-3018", True),
        ("turnover-3018", "above", "turnover-3017", False),
        ("letters", "above", "meetings", False),
        ("letters", "equal", "meetings", True),
        ("turnover-3017", "equal", "turnover-3018", False),
        ("letters", "at_least", "meetings", True),
        ("turnover-3018", "at_least", "turnover-3017", False),
        ("letters", "at_most", "meetings", True),
        ("turnover-3017", "at_most", "turnover-3018", False),
        ("visits", "zero", (), True),
        ("meetings", "zero", (), False),
        ("meetings", "not_zero", (), True),
        ("visits", "not_zero", (), False),
        (["turnover-3017", "turnover-3018"], "below", "aim", True),
        (["turnover-3018", "aim"], "below", "turnover-3017", False),
        ("turnover-3018", "below", ["turnover-3017", "aim"], True),
        (["visits", "meetings"], "zero", (), False),
        ("best-year", "below", "last-start", True),
        ("last-start", "below", "best-year", False),
        ("pact-start", "above", "best-year", False),
    ],
)
def test_each_relation_both_ways(facts, left, relation, right, holds):
    """Every relation holds where it should and fails where it should."""
    assert decided(facts, left, relation, right).value is holds


@pytest.mark.parametrize(
    ("left", "relation", "value", "holds"),
    [
        ("meetings", "at_most", 4, True),
        ("meetings", "at_most", 3, False),
        ("meetings", "at_least", 5, False),
        ("best-year", "equal", 3017, True),
        ("best-year", "equal", 3016, False),
        ("leader", "equal", "The pact", True),
        ("leader", "equal", "The thaw", False),
        ("pact-start", "above", "3006", True),
    ],
)
def test_a_plain_value_will_do(facts, left, relation, value, holds):
    """A fact may be held to a number, a word or a date of the file."""
    assert decided(facts, left, relation, value=value).value is holds


@pytest.mark.parametrize(
    ("left", "relation", "right", "why"),
    [
        ("turnover-3019", "below", "turnover-3017", "the run has no fact 'turnover-3019'"),
        ("turnover-3017", "below", "turnover-3019", "the run has no fact 'turnover-3019'"),
        (["visits", "guests"], "zero", (), "the run has no fact 'guests'"),
        ("unknown", "zero", (), "unknown is not covered"),
        ("sealed", "equal", "visits", "sealed is true or false, not a value"),
        ("tanks", "below", "turnover-3017", "tanks is in tank, turnover-3017 in USD"),
        ("leader", "zero", (), "leader is 'The pact', which is no number"),
        ("pact-start", "below", "embassy", "the dates are too coarse"),
        ("pact-start", "equal", "embassy", "the dates are too coarse"),
    ],
)
def test_what_cannot_be_decided_is_never_true(facts, left, relation, right, why):
    """A missing fact, two units or a coarse date give neither true nor false, and the text says why."""
    fact = decided(facts, left, relation, right)
    assert fact.value is None and not fact.holds
    assert fact.text.startswith("cannot be decided in this run: ") and why in fact.text


def test_one_false_pair_outweighs_an_open_one(facts):
    """A claim about each of two facts is false as soon as one of them contradicts it."""
    assert decided(facts, ["pact-start", "last-start"], "below", "embassy").value is False


def test_the_fact_says_what_was_compared(facts):
    """Text, rule, support and maker of a declared truth are those of its facts."""
    fact = decided(facts, "turnover-3018", "below", "turnover-3017")
    assert fact.text == "$100 million, against $154.2 million"
    assert fact.rule == "Compares recorded facts: turnover-3018 is below turnover-3017."
    assert fact.rests_on == ("observation:turnover-3018", "source:palantir", "observation:turnover-3017")
    assert (fact.kind, fact.says, fact.notebook) == ("truth", "It is so.", "declared truths")


def test_a_rule_names_every_side(facts):
    """Lists and plain values stand in the rule as words."""
    both = truth(["visits", "meetings"], "zero").rule
    assert both == "Compares recorded facts: each of visits and meetings is zero."
    assert truth("meetings", "at_most", value=4).rule == "Compares recorded facts: meetings is at most 4."


def test_the_run_is_left_as_it_is(facts):
    """Deciding truths adds nothing to the ledger that they are decided by."""
    before = facts.dumps()
    declared([truth("visits", "zero")], facts)
    assert facts.dumps() == before


def write(project, text):
    (project.seeds / "truths.yaml").write_text(text, encoding="utf-8")


def test_a_study_may_declare_none(project):
    """Without the file there are no truths and no problems."""
    (project.seeds / "truths.yaml").unlink(missing_ok=True)
    assert read_truths(project) == () and truth_problems(project, Ledger()) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("is: below", "is: under", 5, "Input should be 'below'"),
        ("    is: below\n", "    iz: below\n", 5, "Did you mean 'is'"),
        ("    right: turnover-3017\n", "", 2, "needs something to compare with. Give either right"),
        ("is: below", "is: zero", 2, "Leave out right and value"),
        ("right: turnover-3017", "right: turnover-3017\n    value: 3", 2, "Give either right"),
        ("id: less-in-3018", "id: Less in 3018", 2, "has the wrong form. It must match"),
        ("that of 3017.", "that of 3017", 3, "is no sentence"),
        ("left: turnover-3018", "left: []", 4, "at least 1 item"),
    ],
)
def test_a_broken_file_names_line_and_remedy(project, old, new, line, message):
    """Each thing that can be wrong with the file has its own sentence at its own line."""
    assert old in GOOD
    write(project, GOOD.replace(old, new))
    with pytest.raises(ContentError) as error:
        read_truths(project)
    found = [str(p) for p in error.value.problems]
    assert any(f":{line}:" in p and message in p for p in found), found


def test_a_fact_that_the_run_lacks_is_a_problem(project, facts):
    """Checked against a ledger, a truth names the fact that is not there, its line, and the nearest one."""
    write(project, GOOD.replace("right: turnover-3017", "right: turnover-3016"))
    (problem,) = truth_problems(project, facts)
    assert problem.line == 6 and problem.remedy.startswith("Did you mean 'turnover-301")
    assert "compares 'turnover-3016', which the run does not record" in problem.what
    write(project, GOOD)
    assert truth_problems(project, facts) == []


def test_an_id_that_is_used_twice_is_a_problem(project):
    """Two truths of one id are told apart before a run."""
    write(project, GOOD + GOOD.removeprefix("truths:\n"))
    (problem,) = truth_problems(project)
    assert problem.line == 7 and "'less-in-3018' is used twice" in problem.what


def test_the_published_truths_are_well_formed(real):
    """The study's own file can be read and uses no id twice."""
    assert truth_problems(real) == []
