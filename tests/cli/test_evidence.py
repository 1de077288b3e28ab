"""`dyadbook evidence`: from a fact down to what it rests on."""

import json

import pytest

from dyadbook.ledger import Ledger
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
