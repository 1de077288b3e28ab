"""Prose and a run brought together; what does not fit is named before anything is compiled."""

import json

import mini_book
import pytest
import yaml

from dyadbook.publishing import assemble
from dyadbook.study.problems import ContentError


def test_the_folder_is_complete_and_names_no_machine(mini, tmp_path):
    """Prose, notebooks, evidence, data and configuration are there, with no path of this machine."""
    paths, run = mini
    target = assemble(paths, run)
    for name in (
        "index.md",
        "workings/50-phase-siege.ipynb",
        "evidence/source-scroll.md",
        "_extra/data/events.csv",
    ):
        assert (target / name).is_file()
    config = yaml.safe_load((target / "_config.yml").read_text(encoding="utf-8"))
    assert config["title"] == "Gondor and Arnor: a book for tests"
    assert config["author"] == "The Ithilien contributors, Beregond Guardsman"
    assert config["copyright"].startswith("3020, ") and config["sphinx"]["config"]["version"] == "0.1.0"
    for path in target.rglob("*"):
        if path.is_file() and path.suffix != ".png":
            assert str(tmp_path).encode() not in path.read_bytes(), path.name


def test_the_front_page_may_lie_with_the_chapters(mini):
    """A study's own front page becomes the book's."""
    paths, run = mini
    (paths.book / "index.md").replace(paths.chapters / "index.md")
    target = assemble(paths, run)
    assert (target / "index.md").is_file() and not (target / "chapters" / "index.md").exists()
    origin = json.loads((target / "_dyadbook" / "assembled.json").read_text(encoding="utf-8"))["origin"]
    assert origin["index.md"] == "book/chapters/index.md"


def test_sources_stand_below_their_list(mini):
    """Each source has its page in the contents, below the list."""
    paths, run = mini
    toc = yaml.safe_load((assemble(paths, run) / "_toc.yml").read_text(encoding="utf-8"))
    listed = toc["parts"][1]["chapters"][0]
    assert [s["file"] for s in listed["sections"]] == ["evidence/source-palantir", "evidence/source-scroll"]


def test_a_dangling_fact_is_refused(mini):
    """A fact that rests on what is not there stops the book."""
    paths, run = mini
    ledger = mini_book.ledger()
    ledger.add("ghost", 1, rule="Count.", rests_on=["event:3018-trad"])
    ledger.write(run / "ledger.json")
    with pytest.raises(
        ContentError, match=r"fact 'ghost' rests on event:3018-trad, which is not there. Did you mean"
    ):
        assemble(paths, run)


def test_prose_that_is_in_no_contents_is_refused(mini):
    """A page must not drop out of the book in silence."""
    paths, run = mini
    (paths.chapters / "lost.md").write_text("# Lost\n", encoding="utf-8")
    with pytest.raises(
        ContentError,
        match=r"book/chapters/lost.md: is not in the table of contents. List it in book/_toc.yml",
    ):
        assemble(paths, run)


def test_a_missing_chapter_is_named(mini):
    """A chapter that the contents list and nobody wrote is named."""
    paths, run = mini
    (paths.chapters / "phases" / "pact.md").unlink()
    with pytest.raises(ContentError, match="lists 'chapters/phases/pact', which does not exist"):
        assemble(paths, run)


def test_a_run_without_results_says_what_to_do(mini):
    """No ledger or no tables: run the notebooks first."""
    paths, run = mini
    (run / "ledger.json").unlink()
    with pytest.raises(ContentError, match="runs/default/ledger.json: is missing. Run the notebooks first"):
        assemble(paths, run)
    (run / "tables" / "sources.csv").unlink()
    with pytest.raises(ContentError, match="runs/default/tables/sources.csv: is missing"):
        assemble(paths, run)


def test_an_original_is_never_shown(mini):
    """A run over originals shows the digest without marks, and nothing of the text that was read."""
    paths, run = mini
    table = run / "tables" / "sources.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",shipped,", ",originals,"), encoding="utf-8")
    (paths.seeds / "originals").mkdir()
    (paths.seeds / "originals" / "palantir.txt").write_text("Secret words of the palantír.", encoding="utf-8")
    target = assemble(paths, run)
    page = (target / "_dyadbook" / "pages" / "source-palantir.json").read_text(encoding="utf-8")
    assert "Faramir rode to Annúminas" in page and '"mark": "mention' not in page
    assert not [
        p for p in target.rglob("*.*") if "Secret words" in p.read_text(encoding="utf-8", errors="replace")
    ]
