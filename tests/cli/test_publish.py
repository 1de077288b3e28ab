"""`dyadbook book --pdf` and `dyadbook site`: what they print, what they refuse, and how they leave."""

import zipfile
from pathlib import Path

import pytest

from dyadbook.publishing import pdf
from dyadbook.runs import built
from dyadbook.study.problems import ContentError

CITATION = "title: Gondor and Arnor\nauthors:\n  - name: The Ithilien contributors\nversion: 0.1.0\n"


@pytest.fixture
def pages(project):
    """A built book of two pages."""
    html = project.home / "book" / "_build" / "html"
    (html / "chapters").mkdir(parents=True)
    for name in ("index.html", "chapters/one.html"):
        (html / name).write_text("<p>page</p>", encoding="utf-8")
    (project.home / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    return html


@pytest.fixture
def redirects(project):
    """Write the list of moved pages."""

    def write(text):
        (project.home / "book" / "redirects.yaml").write_text(text, encoding="utf-8")

    return write


def test_the_site_is_a_folder_and_a_zip(dyadbook, project, pages):
    """Both paths are printed, folder first; what the host needs is there."""
    said = dyadbook("site", "--base", "https://example.org/book/")
    assert said.code == 0
    folder, archive = map(Path, said.out.split("\n")[:2])
    assert folder == project.home / "dist" / "site" and archive.name == "site.zip"
    assert {"index.html", ".nojekyll", "404.html", "sitemap.xml"} <= {f.name for f in folder.iterdir()}
    assert "https://example.org/book/chapters/one.html" in (folder / "sitemap.xml").read_text()
    assert "site/chapters/one.html" in zipfile.ZipFile(archive).namelist()
    assert dyadbook("site", "--base", "https://example.org/book/").code == 0  # its own folder is written anew


def test_without_an_address_there_is_no_sitemap_and_it_says_so(dyadbook, pages, tmp_path):
    """The address of CITATION.cff serves where --base is not given."""
    said = dyadbook("site", "--out", tmp_path / "one")
    assert said.code == 0 and "There is no sitemap" in said.err
    assert not (tmp_path / "one" / "sitemap.xml").exists()
    cff = pages.parents[2] / "CITATION.cff"
    cff.write_text(CITATION + "url: https://example.org/book\n", encoding="utf-8")
    said = dyadbook("site", "--out", tmp_path / "one")
    assert "no sitemap" not in said.err
    assert "https://example.org/book/index.html" in (tmp_path / "one" / "sitemap.xml").read_text()


def test_a_book_that_is_not_built_is_asked_for(dyadbook, project):
    """One sentence with the command to give; nothing is made."""
    (project.home / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    said = dyadbook("site")
    assert said.code == 1 and said.out == ""
    assert said.err == "There is no book at book/_build/html yet: make one with 'dyadbook book'.\n"
    assert "'dyadbook book --name early'" in dyadbook("site", "--name", "early").err
    assert not (project.home / "dist").exists()


@pytest.mark.parametrize("base", ["example.org/book", "ftp://example.org", "https://", "https://a.org/?b"])
def test_what_is_no_address_is_refused(dyadbook, pages, base):
    """Exit 2 with the form that is meant."""
    said = dyadbook("site", "--base", base)
    assert said.code == 2 and f"'{base}' is no address of a book" in said.err


def test_a_folder_with_other_things_is_never_emptied(dyadbook, project, pages, tmp_path):
    """A folder that is no earlier site, a clone of one, the book itself and the checkout are refused."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("dear", encoding="utf-8")
    said = dyadbook("site", "--out", other)
    assert said.code == 2 and "'other' is there and is no site made earlier" in said.err
    assert (other / "letter.txt").is_file()
    dyadbook("site", "--out", tmp_path / "clone")
    (tmp_path / "clone" / ".git").mkdir()
    assert dyadbook("site", "--out", tmp_path / "clone").code == 2
    for folder in (pages, pages / "new", project.home):
        said = dyadbook("site", "--out", folder)
        assert said.code == 2 and "holds the book or is part of it" in said.err
    assert (pages / "index.html").is_file()


def test_a_moved_page_leads_on(dyadbook, project, pages, redirects):
    """An entry of the list makes a page at the old address."""
    redirects("- from: old.html\n  to: chapters/one.html#here\n")
    assert dyadbook("site").code == 0
    assert "chapters/one.html#here" in (project.home / "dist" / "site" / "old.html").read_text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("from: [", "book/redirects.yaml:"),
        ("old.html: new.html\n", "book/redirects.yaml:1: is no list. Write"),
        ("# moved\n- from: old.html\n", "book/redirects.yaml:2: is no redirect. Write"),
        ("- from: ../old.html\n  to: index.html\n", "book/redirects.yaml:1: '../old.html' leaves the book."),
        ("- from: a.html\n  to: https://a.org\n", "book/redirects.yaml:1: 'https://a.org' leaves the book."),
        ("- from: old/\n  to: index.html\n", "'old/' is no page"),
        (
            "- from: a.html\n  to: index.html\n- from: a.html\n  to: index.html\n",
            "redirects.yaml:3: 'a.html' moves twice",
        ),
        (
            "- from: a.html\n  to: gone.html\n",
            "the redirect from 'a.html' leads to 'gone.html', which is not there",
        ),
        ("- from: index.html\n  to: chapters/one.html\n", "would overwrite a page of that name"),
    ],
)
def test_a_wrong_redirect_names_file_and_line(dyadbook, pages, redirects, text, message):
    """Exit 1 with a sentence, never a traceback."""
    redirects(text)
    said = dyadbook("site")
    assert said.code == 1 and message in said.err and said.out == ""


def test_the_list_of_this_book_is_valid(root):
    """The committed list is read without complaint."""
    from dyadbook.publishing.site import REDIRECTS, read_redirects

    assert (root / REDIRECTS).is_file()
    assert isinstance(read_redirects(root / REDIRECTS), dict)


def test_an_empty_list_and_none_move_nothing(tmp_path):
    """No file, a file of comments, and an empty list are the same."""
    from dyadbook.publishing.site import read_redirects

    file = tmp_path / "redirects.yaml"
    found = [read_redirects(file)]
    for text in ("# nothing moved\n", "[]\n"):
        file.write_text(text, encoding="utf-8")
        found.append(read_redirects(file))
    assert found == [{}, {}, {}]


def test_the_pdf_is_refused_before_anything_runs(dyadbook, project, monkeypatch):
    """Without WeasyPrint: exit 1, the sentence, and no run begun."""

    def missing():
        raise ContentError("The PDF needs WeasyPrint: install the extra 'pdf'.")

    monkeypatch.setattr(pdf, "need_weasyprint", missing)
    said = dyadbook("book", "--pdf")
    assert said.code == 1 and said.out == ""
    assert said.err == "The PDF needs WeasyPrint: install the extra 'pdf'.\n"
    assert not project.runs.exists()


def test_the_path_of_the_pdf_is_printed_last(dyadbook, project, pages, monkeypatch):
    """Pages first, then the PDF; a second call sets nothing again, a lost PDF is set again."""
    calls = []

    def build_pdf(paths, run_folder, *, progress):
        calls.append(run_folder.name)
        file = pages.parent / "gondor-arnor.pdf"
        file.write_bytes(b"%PDF-")
        return file

    monkeypatch.setattr(pdf, "need_weasyprint", lambda: None)
    monkeypatch.setattr(pdf, "build_pdf", build_pdf)
    project.runs.mkdir()
    asked = {"p": [], "params": None, "name": None}
    front = pages / "index.html"
    # written through the command's own eyes: --study makes the checkout of the paths another one
    from dyadbook.study.paths import find

    paths = find(project.home)
    built.remember(paths, asked, front, built.fingerprint(paths, asked))
    expected = [str(front), str(pages.parent / "gondor-arnor.pdf")]
    assert dyadbook("book", "--pdf").out.split() == expected
    again = dyadbook("book", "--pdf")
    assert again.out.split() == expected and "Nothing has changed since the PDF was set." in again.err
    assert calls == ["default"]
    (pages.parent / "gondor-arnor.pdf").unlink()
    dyadbook("book", "--pdf")
    assert calls == ["default"] * 2
