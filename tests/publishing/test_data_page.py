"""The data as a product: stable names, one database, a codebook."""

import csv
import hashlib
import sqlite3

import mini_book
import pytest

from dyadbook.observations import described
from dyadbook.publishing import assemble, data_page, reference_pages
from dyadbook.study.codebook import read_codebook


@pytest.fixture
def data(mini):
    """The folder of downloads of the fictional book."""
    return assemble(*mini) / "_extra" / "data"


def test_every_table_is_there_unchanged(mini, data):
    """A download is the run's own file, and its hash is on the page."""
    _, run = mini
    for source in (run / "tables").glob("*.csv"):
        assert (data / source.name).read_bytes() == source.read_bytes()
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        assert digest in (data.parents[1] / "evidence" / "data.md").read_text(encoding="utf-8")


def test_database_holds_the_tables(data):
    """Row for row the same, empty cells are NULL, numbers are numbers."""
    base = sqlite3.connect(data / "gondor-arnor.sqlite")
    for path in data.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = len(list(csv.reader(file))) - 1
        assert base.execute(f'SELECT count(*) FROM "{path.stem}"').fetchone() == (rows,)
    events = dict(base.execute("SELECT id, reports FROM events"))
    assert events == {mini_book.VISIT: 2, "3018-trade": None}
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("SELECT contested FROM events WHERE reports = 2").fetchone() == (1,)
    assert base.execute('SELECT title FROM about WHERE "table" = ?', ("claims",)).fetchone() == ("Claims",)


def test_database_is_the_same_bytes(mini):
    """Two builds give one file."""
    first = (assemble(*mini) / "_extra" / "data" / "gondor-arnor.sqlite").read_bytes()
    assert (assemble(*mini) / "_extra" / "data" / "gondor-arnor.sqlite").read_bytes() == first


def test_codebook_page_has_every_code(mini):
    """Each type, status, dimension and precision stands on the page with its definition."""
    paths, _ = mini
    book = read_codebook(paths)
    page = reference_pages.codebook_page(book)
    for code in (*book.event_types, *book.statuses, *book.dimensions, *book.precisions, *book.hand_types):
        assert f"`{code.id}`" in page
        assert data_page.clean(code.definition) in page


def test_hand_coded_columns_are_described():
    """No column of a hand-coded table is left without a word on what it holds."""
    for _, model, _ in described.coded().values():
        assert [f["name"] for f in described.fields_of(model) if not f["description"]] == []


def test_only_amounts_are_numbers():
    """An id that names another row is text, whatever pattern it must fit."""
    for _, model, _ in described.coded().values():
        numbers = {f["name"] for f in described.fields_of(model) if f["type"] == "number"}
        assert numbers == {"amount", "value"} & set(model.model_fields)
