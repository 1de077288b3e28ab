"""`dyadbook evidence`: from a fact down to what it rests on."""

import json

import pytest

from dyadbook.ledger import Fact, Ledger
from dyadbook.runs import folders
from dyadbook.sources.corpus import load_corpus, table
from dyadbook.study import tables
from dyadbook.study.parameters import Parameters


@pytest.fixture
def run(project, study):
    """A run with one table and one fact."""
    folder = folders.run_folder(project, "default")
    documents = load_corpus(project, study)
    tables.write(table(documents, study), folder / "tables" / "sources.csv")
    folders.write_settings(folder, Parameters())
    facts = Ledger()
    facts.add(
        "sources-count", len(documents), rule="Documents read.", rests_on=[f"source:{documents[0].source}"]
    )
    facts.write(folder / "ledger.json")
    return documents


def test_the_chain_ends_at_a_source_with_its_hash(dyadbook, run):
    """Fact, rule, source, hash, as text."""
    said = dyadbook("evidence", "sources-count")
    assert said.code == 0
    assert said.out.startswith(f"fact:sources-count  {len(run)}")
    assert "rule: Documents read." in said.out
    assert run[0].sha256 in said.out


def test_the_chain_as_json(dyadbook, run):
    """The same chain for a script."""
    chain = json.loads(dyadbook("evidence", "sources-count", "--json").out)
    assert chain["rests_on"][0]["ref"] == f"source:{run[0].source}"


def test_a_misspelt_fact_names_the_nearest(dyadbook, run):
    """Exit 1, one sentence."""
    said = dyadbook("evidence", "source-count")
    assert said.code == 1
    assert "Did you mean 'sources-count'?" in said.err


def test_a_run_that_was_never_made_says_how_to_make_it(dyadbook, run):
    """The sentence holds the command."""
    said = dyadbook("evidence", "sources-count", "--name", "early")
    assert said.code == 1
    assert "The run 'early' has no ledger yet; make it with 'dyadbook run --name early -p ...'." in said.err


def test_an_id_alone_is_enough_and_leads_upwards(dyadbook, run):
    """A source's or a row's bare id finds it, and the facts that rest on it are named."""
    source = run[0].source
    for ident in (source, f"source:{source}"):
        said = dyadbook("evidence", ident)
        assert said.out.startswith(f"source:{source}  ")
        assert f"facts that rest on it: 1\n  fact:sources-count  {len(run)}" in said.out
    assert json.loads(dyadbook("evidence", source, "--json").out)["facts"] == ["sources-count"]
    row = dyadbook("evidence", "E001")
    assert row.code == 0 and row.out.startswith("chronicle:E001  ")


def test_ten_facts_then_a_count(dyadbook, run, project):
    """Of many facts that rest on one source ten are printed; --json has all."""
    path = folders.run_folder(project, "default") / "ledger.json"
    facts, ref = Ledger(), f"source:{run[0].source}"
    for n in range(14):
        facts.add(f"number-{n}", n, rule="Counted.", rests_on=[ref])
    facts.write(path)
    said = dyadbook("evidence", ref).out
    assert said.count("  fact:number-") == 10 and said.endswith("and 4 more (--json lists them all)\n")
    assert len(json.loads(dyadbook("evidence", ref, "--json").out)["facts"]) == 14


def test_what_is_nowhere_is_said_in_one_sentence(dyadbook, run):
    """No list of every id there is."""
    said = dyadbook("evidence", "zzzzzz")
    assert said.code == 1
    assert "there is no fact, event, row, statement or source 'zzzzzz' in this run" in said.err
    assert len(said.err) < 600


def test_an_undecidable_truth_is_not_called_false(dyadbook, run, project):
    """Neither true nor false: it says so, with the reason."""
    truth = Fact(
        "rose",
        "truth",
        None,
        None,
        "cannot be decided in this run: too coarse",
        "Compared.",
        (),
        "",
        "It rose.",
    )
    Ledger([truth]).write(folders.run_folder(project, "default") / "ledger.json")
    said = dyadbook("evidence", "rose").out
    assert "It rose. — cannot be decided in this run\n" in said and "found: too coarse" in said
    assert "does not hold" not in said
