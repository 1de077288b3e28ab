"""When a built book is still what its sources make."""

import shutil

import pytest

from dyadbook.runs import built
from dyadbook.study.paths import Paths

ASKED = {"p": [], "params": None, "name": None}


@pytest.fixture
def here(project, tmp_path):
    """A study with a checkout of its own and a built book of two pages."""
    root = tmp_path / "checkout"
    shutil.copytree(project.notebooks, root / "notebooks")
    (root / "book" / "_build" / "html").mkdir(parents=True)
    (root / "book" / "index.md").write_text("# Book\n", encoding="utf-8")
    for name in ("index.html", "other.html"):
        (root / "book" / "_build" / "html" / name).write_text("page", encoding="utf-8")
    (project.runs / "default").mkdir(parents=True)
    (project.runs / "default" / "ledger.json").write_text("{}", encoding="utf-8")
    return Paths(root=root, seeds=project.seeds)


@pytest.fixture
def page(here):
    page = here.book / "_build" / "html" / "index.html"
    built.remember(here, ASKED, page, built.fingerprint(here, ASKED))
    return page


def test_a_book_that_was_never_built_is_not_there(here):
    """Without a stamp there is nothing to return."""
    assert built.unchanged(here, ASKED) is None


def test_nothing_changed_returns_the_front_page(here, page):
    """The same sources, the same question: the same page."""
    assert built.unchanged(here, ASKED) == page


@pytest.mark.parametrize(
    "change",
    [
        lambda p: (p.book / "index.md").write_text("# Other\n", encoding="utf-8"),
        lambda p: (p.seeds / "study.yaml").open("a", encoding="utf-8").write("\n"),
        lambda p: (p.runs / "default" / "ledger.json").write_text("{ }", encoding="utf-8"),
        lambda p: (p.notebooks / "10-sources.ipynb").open("a", encoding="utf-8").write("\n"),
        lambda p: (p.root / "CITATION.cff").write_text("a: 1\n", encoding="utf-8"),
        lambda p: (p.book / "_build" / "html" / "other.html").unlink(),
        lambda p: (p.book / "_build" / "html" / "other.html").write_text("pag", encoding="utf-8"),
    ],
    ids=["prose", "seeds", "results", "notebook", "citation", "page removed", "page cut short"],
)
def test_any_change_calls_for_a_new_book(here, page, change):
    """Sources, results and pages alike."""
    change(here)
    assert built.unchanged(here, ASKED) is None


def test_another_question_is_another_book(here, page):
    """Other parameters or another name are not answered with this page."""
    assert built.unchanged(here, {**ASKED, "p": ["min_sources=2"]}) is None
    assert built.unchanged(here, {**ASKED, "name": "other"}) is None


def test_what_is_made_does_not_count(here, page):
    """Caches and assembled pages are made from the sources, so they are no sources."""
    (here.book / "_run" / "default").mkdir(parents=True)
    (here.book / "_run" / "default" / "x.md").write_text("x", encoding="utf-8")
    assert built.unchanged(here, ASKED) == page


def test_a_study_outside_the_checkout_is_remembered_too(here):
    """Its book lies beside its seeds."""
    page = here.home / "book" / "_build" / "html" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("page", encoding="utf-8")
    built.remember(here, ASKED, page, built.fingerprint(here, ASKED))
    assert built.unchanged(here, ASKED) == page
