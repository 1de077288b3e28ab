"""All forms of citation agree with CITATION.cff, and with each other."""

import copy
import datetime as dt
import hashlib
import json
import re
from html import unescape

import mini_book
import pytest

from dyadbook.publishing import citation, citation_tags
from dyadbook.study.problems import ContentError

TABLE = {
    "name": "events",
    "title": "Events",
    "description": "d",
    "path": "data/events.csv",
    "sha256": "ab" * 32,
}
AS_OF = dt.date(3020, 1, 1)


def dated(raw):
    return citation.with_data(raw, AS_OF, [TABLE])


@pytest.fixture
def cff():
    return dated(citation.read(mini_book.HERE / "mini" / "CITATION.cff"))


@pytest.fixture(params=["released", "never released", "this project's"])
def any_cff(request, cff):
    """A released book with an address, the same without either, and the file that this project itself holds."""
    if request.param == "this project's":
        return dated(citation.read(mini_book.REPO / "CITATION.cff"))
    bare = {k: v for k, v in cff.items() if k not in ("date-released", "url")}
    return cff if request.param == "released" else bare


def bib(text):
    return dict(re.findall(r"(?m)^  (\w+) = \{(.*)\},$", text))


def ris(text):
    pairs = [line.split("  - ", 1) for line in text.split("\r\n") if "  - " in line]
    return {tag: [v for t, v in pairs if t == tag] for tag, _ in pairs}


def test_every_form_says_the_same(any_cff):
    """Title, authors, versions, year and address are those of the file in every form, or in none."""
    cff = any_cff
    b, r, (c,) = bib(citation.bibtex(cff)), ris(citation.ris(cff)), json.loads(citation.csl(cff))
    h, j = citation_tags.tags(cff), citation_tags.book(cff, [TABLE])
    one, title, names = dict(h), cff["title"], citation.authors(cff)
    assert b["title"].strip("{}") == r["TI"][0] == c["title"] == one["citation_title"] == j["name"] == title
    assert [x.strip("{}") for x in b["author"].split(" and ")] == r["AU"] == names
    assert [v for n, v in h if n == "citation_author"] == [a["name"] for a in j["author"]] == names
    assert [a.get("literal") or f"{a['given']} {a['family']}" for a in c["author"]] == names
    assert b["version"] == r["ET"][0] == c["version"] == j["bookEdition"] == str(cff["version"])
    assert b["note"] == r["N1"][0] == c["note"] == citation.edition(cff)
    assert c["language"] == r["LA"][0] == one["citation_language"] == j["inLanguage"] == "en"
    year, url = str(cff.get("date-released") or "")[:4], cff.get("url")
    assert b["year"] == (year or "n.d.") and r.get("PY", [""])[0] == year
    assert (str(c["issued"]["date-parts"][0][0]) if "issued" in c else "") == year
    assert one.get("citation_publication_date", "")[:4] == j.get("datePublished", "")[:4] == year
    assert b.get("url") == r.get("UR", [None])[0] == c.get("URL") == j.get("url") == url
    assert one.get("citation_public_url") == (f"{url}/" if url else None)
    assert b and citation.bibtex(cff).startswith(f"@book{{{c['id']},")
    for part in (title, *names, citation.edition(cff), year or "n.d."):
        assert part in citation.plain(cff)
    (data,) = j["hasPart"]
    assert data["distribution"]["sha256"] == TABLE["sha256"]
    assert data["version"] == citation.data_version(cff) and cff["data"]["hash"] in b["note"]


def test_no_date_is_no_year(cff):
    """A book that was never released has no year of publication, in no form; the data's day is given as the data's."""
    bare = {k: v for k, v in cff.items() if k != "date-released"}
    assert citation.plain(bare).startswith("The Ithilien contributors, Beregond Guardsman (n.d.). Gondor")
    assert "data to 1 January 3020" in citation.plain(bare)
    assert "PY" not in ris(citation.ris(bare)) and "issued" not in citation.csl(bare)
    assert "datePublished" not in citation_tags.book(bare)
    assert citation.key(bare) == "ithilien-gondor-nd" and citation.key(cff) == "ithilien3020gondor"


def test_a_key_does_not_say_one_word_twice():
    """Where author and title begin alike, the key takes the next word of the title."""
    cff = citation.read(mini_book.REPO / "CITATION.cff")
    words = citation.key(cff).split("-")
    assert len(words) == len(set(words)) == 3


def test_the_version_of_the_data_is_the_hash_of_the_tables(cff):
    """It changes when a table does, and not with the order in which they are given."""
    other = TABLE | {"path": "data/claims.csv", "sha256": "cd" * 32}
    one, two = (citation.with_data(cff, AS_OF, t)["data"] for t in ([TABLE, other], [other, TABLE]))
    assert one == two != cff["data"]
    listed = f"{'cd' * 32}  claims.csv\n{'ab' * 32}  events.csv\n"
    assert hashlib.sha256(listed.encode()).hexdigest().startswith(one["hash"])


def test_bibtex(cff):
    """A collective author stays whole, a person's name does not need it."""
    text = citation.bibtex(cff)
    assert text.startswith("@book{ithilien3020gondor,")
    assert "author = {{The Ithilien contributors} and Beregond Guardsman}" in text
    assert text.count("{") == text.count("}")


def test_ris(cff):
    """RIS has its type first, CR LF, and its end."""
    lines = citation.ris(cff).split("\r\n")
    assert lines[0] == "TY  - BOOK" and lines[-2] == "ER  - "


def test_csl(cff):
    """CSL-JSON holds literal and split names and the date in parts."""
    (item,) = json.loads(citation.csl(cff))
    assert item["author"] == [
        {"literal": "The Ithilien contributors"},
        {"family": "Guardsman", "given": "Beregond"},
    ]
    assert item["issued"] == {"date-parts": [[3020, 1, 1]]}


def test_a_chapter_is_cited_in_its_book(cff):
    """The chapter's own title, the book's beside it, and its own address where the book has one."""
    named = dict(citation_tags.tags(cff, "chapters/x.html", "The oath"))
    assert named["citation_title"] == "The oath" and named["citation_inbook_title"] == cff["title"]
    assert named["citation_public_url"] == "https://example.org/book/chapters/x.html"
    bare = {k: v for k, v in cff.items() if k != "url"}
    assert "citation_public_url" not in dict(citation_tags.tags(bare, "chapters/x.html", "The oath"))
    assert "url" not in citation_tags.chapter(bare, "chapters/x.html", "The oath")
    assert citation_tags.chapter(cff, "x.html", "The oath")["isPartOf"]["name"] == cff["title"]


def test_each_table_is_a_dataset_with_its_hash(cff):
    """On the page of the data all tables, on a table's own page that one; the link leads there without an address too."""
    bare = {k: v for k, v in cff.items() if k != "url"}
    for page in ("evidence/data", "evidence/events"):
        (part,) = citation_tags.described(bare, [TABLE], page)
        assert part["distribution"]["contentUrl"] == "../data/events.csv"
        assert part["distribution"]["sha256"] == TABLE["sha256"]
    assert citation_tags.described(cff, [TABLE], "events") == []
    (part,) = citation_tags.book(cff, [TABLE])["hasPart"]
    assert part["distribution"]["contentUrl"] == "https://example.org/book/data/events.csv"


def test_no_identifier_is_invented(cff):
    """Without a DOI in the file there is none anywhere."""
    forms = citation.bibtex(cff) + citation.ris(cff) + citation.csl(cff) + json.dumps(citation_tags.book(cff))
    assert not re.search(r"doi", forms + citation.plain(cff) + str(citation_tags.tags(cff)), re.IGNORECASE)
    assert "10.1234/x" in citation.bibtex(cff | {"doi": "10.1234/x"})


def test_what_is_missing_is_said(tmp_path):
    """A missing or thin file is named with its remedy."""
    with pytest.raises(ContentError, match="CITATION.cff: is missing"):
        citation.read(tmp_path / "CITATION.cff")
    (tmp_path / "CITATION.cff").write_text("title: x\n")
    with pytest.raises(ContentError, match="has no authors and no version. Add it"):
        citation.read(tmp_path / "CITATION.cff")


def test_book_and_software_have_one_title(tmp_path):
    """The file names the book twice, as its format asks; a second title is refused."""
    import yaml

    raw = yaml.safe_load((mini_book.REPO / "CITATION.cff").read_text(encoding="utf-8"))
    assert raw["preferred-citation"]["type"] == "book"
    wrong = copy.deepcopy(raw)
    wrong["preferred-citation"]["title"] = "Another"
    (tmp_path / "CITATION.cff").write_text(yaml.safe_dump(wrong), encoding="utf-8")
    with pytest.raises(ContentError, match="gives another title in preferred-citation. Write the same"):
        citation.read(tmp_path / "CITATION.cff")


@pytest.mark.slow
def test_the_finished_pages_say_it(book):
    """Downloads, heads and footers of the built book carry the one source, and the hashes of the files beside them."""
    raw = citation.read(mini_book.HERE / "mini" / "CITATION.cff")
    tables = sorted((book / "data").glob("*.csv"))
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tables}
    records = [{"path": f"data/{name}", "sha256": digest} for name, digest in hashes.items()]
    cff = citation.with_data(raw, AS_OF, records)
    assert (book / "citation.bib").read_text(encoding="utf-8") == citation.bibtex(cff)
    assert (book / "citation.ris").read_bytes().decode() == citation.ris(cff)
    assert (book / "citation.json").read_text(encoding="utf-8") == citation.csl(cff)
    for page in book.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert f">{cff['data']['hash']}</span>" in text and "Version 0.1.0" in text, page.name
    text = (book / "chapters" / "documents.html").read_text(encoding="utf-8")
    named = {n: unescape(v) for n, v in re.findall(r'<meta name="(citation_\w+)" content="([^"]*)"', text)}
    assert named["citation_inbook_title"] == raw["title"] and named["citation_title"] in text
    assert named["citation_public_url"].endswith("/chapters/documents.html")
    text = (book / "evidence" / "data.html").read_text(encoding="utf-8")
    found = [json.loads(m) for m in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]
    sets = {r["distribution"]["contentUrl"].rpartition("/")[2]: r for r in found if r["@type"] == "Dataset"}
    assert {name: r["distribution"]["sha256"] for name, r in sets.items()} == hashes
