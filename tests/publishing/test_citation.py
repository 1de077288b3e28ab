"""All forms of citation agree with CITATION.cff."""

import json
import re

import mini_book
import pytest

from dyadbook.publishing import citation
from dyadbook.study.problems import ContentError


@pytest.fixture
def cff():
    return citation.read(mini_book.HERE / "mini" / "CITATION.cff")


def test_every_form_names_title_authors_version(cff):
    """No form drifts from the one source."""
    forms = [
        citation.plain(cff),
        citation.bibtex(cff),
        citation.ris(cff),
        citation.csl(cff),
        json.dumps(citation.json_ld(cff, [])),
    ]
    for form in forms:
        for part in (cff["title"], "Ithilien contributors", "Guardsman", "0.1.0"):
            assert part in form


def test_bibtex(cff):
    """A collective author stays whole, a person's name does not need it."""
    text = citation.bibtex(cff)
    assert text.startswith("@book{ithilien3020gondor,")
    assert "author = {{The Ithilien contributors} and Beregond Guardsman}" in text
    assert text.count("{") == text.count("}")


def test_ris(cff):
    """RIS has one author a line, CR LF, and its end."""
    lines = citation.ris(cff).split("\r\n")
    assert lines[0] == "TY  - BOOK" and lines[-2] == "ER  - "
    assert [x for x in lines if x.startswith("AU")] == [
        "AU  - The Ithilien contributors",
        "AU  - Beregond Guardsman",
    ]


def test_csl(cff):
    """CSL-JSON holds literal and split names and the date in parts."""
    (item,) = json.loads(citation.csl(cff))
    assert item["author"] == [
        {"literal": "The Ithilien contributors"},
        {"family": "Guardsman", "given": "Beregond"},
    ]
    assert item["issued"] == {"date-parts": [[3020, 1, 1]]}


def test_highwire_repeats_authors(cff):
    """One tag an author, none for what is not known."""
    tags = citation.tags(cff)
    assert [v for n, v in tags if n == "citation_author"] == citation.authors(cff)
    assert ("citation_publication_date", "3020/01/01") in tags
    assert all(value for _, value in tags)


def test_json_ld_has_a_dataset_for_each_table(cff):
    """Each table is a dataset with its address and hash."""
    table = {"title": "Events", "description": "d", "path": "data/events.csv", "sha256": "ab"}
    (part,) = citation.json_ld(cff, [table])["hasPart"]
    assert part["distribution"]["contentUrl"] == "https://example.org/book/data/events.csv"
    assert part["distribution"]["sha256"] == "ab"


def test_no_identifier_is_invented(cff):
    """Without a DOI in the file there is none anywhere."""
    forms = (
        citation.bibtex(cff) + citation.ris(cff) + citation.csl(cff) + json.dumps(citation.json_ld(cff, []))
    )
    assert not re.search(r"doi", forms + citation.plain(cff) + str(citation.tags(cff)), re.IGNORECASE)
    assert "10.1234/x" in citation.bibtex(cff | {"doi": "10.1234/x"})


def test_no_date_no_year(cff):
    """A book that was never released names no year."""
    bare = {k: v for k, v in cff.items() if k != "date-released"}
    assert citation.plain(bare).startswith("The Ithilien contributors, Beregond Guardsman. Gondor")
    assert "year" not in citation.bibtex(bare)


def test_what_is_missing_is_said(tmp_path):
    """A missing or thin file is named with its remedy."""
    with pytest.raises(ContentError, match="CITATION.cff: is missing"):
        citation.read(tmp_path / "CITATION.cff")
    (tmp_path / "CITATION.cff").write_text("title: x\n")
    with pytest.raises(ContentError, match="has no authors and no version. Add it"):
        citation.read(tmp_path / "CITATION.cff")
