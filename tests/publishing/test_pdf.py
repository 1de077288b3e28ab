"""The book as one PDF."""

import contextlib
import re
import sys
import zlib

import pytest

from dyadbook.publishing import pdf
from dyadbook.study.problems import ContentError

TOC = {
    "root": "index",
    "parts": [
        {
            "caption": "A",
            "chapters": [
                {"file": "one", "sections": [{"file": "workings/10"}, {"file": "one-more"}]},
                {"file": "two", "sections": [{"file": "workings/20"}]},
            ],
        }
    ],
}
BODY = (
    '<span id="document-one"></span><section id="one">\n<h2>One &amp; <a href="#f">two</a></h2>'
    '<span id="document-workings/10"></span><section id="w"><h2>Workings: Ten</h2></section></section>'
)


def test_workings_stay_online():
    """Code is read where it can be run; no empty list is left behind, and a part of workings alone goes."""
    alone = {"caption": "B", "chapters": [{"file": "workings/30"}]}
    out = pdf.print_contents({**TOC, "parts": [*TOC["parts"], alone]})
    assert out["parts"] == [
        {"caption": "A", "chapters": [{"file": "one", "sections": [{"file": "one-more"}]}, {"file": "two"}]}
    ]
    assert "The workings" in pdf.contents_page(BODY, out)


def test_contents_list_titles_as_text():
    """A computed number in a title is printed in the contents, without its link."""
    page = pdf.contents_page(BODY, pdf.print_contents(TOC))
    assert '<a href="#document-one">One &amp; two</a>' in page
    assert '<li class="part">A</li><li class="depth-1">' in page


def test_only_what_paper_can_use_is_printed():
    """Buttons, filters, the narrow drawing and the marks beside headings go."""
    html = (
        '<article class="x"><h1>T<a class="headerlink" href="#t">#</a></h1><button class="copy">Copy</button>'
        '<div class="filters" data-filters="{}"></div><div class="drawing wide"><svg id="w"></svg></div>'
        '<div class="drawing narrow"><svg id="n"></svg></div></article>'
    )
    cff = {"title": "Gondor: a book", "authors": [{"name": "X & Y"}], "version": "1"}
    page = pdf.print_page(html, cff, {"parts": []}, "1 January 3020")
    assert 'id="w"' in page and "<h1>T</h1>" in page
    for gone in ('id="n"', "headerlink", "<button", "filters"):
        assert gone not in page
    assert (
        '<p class="cover-sub">A book</p>' in page and "X &amp; Y" in page and "data to 1 January 3020" in page
    )


@pytest.mark.parametrize(
    ("error", "message"),
    [(ImportError, "The PDF needs WeasyPrint"), (OSError, "The PDF needs the Pango library")],
)
def test_what_is_missing_is_said_in_one_sentence(monkeypatch, error, message):
    """Without WeasyPrint or Pango there is a sentence, not a traceback."""

    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] == "weasyprint":
                raise error("cannot load library")
            return None

    for name in [n for n in sys.modules if n.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    with pytest.raises(ContentError, match=message):
        pdf.need_weasyprint()


def inflated(content):
    """Return a PDF with what its streams hold."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    out = [content]
    for stream in streams:
        with contextlib.suppress(zlib.error):
            out.append(zlib.decompress(stream))
    return b"\n".join(out)


@pytest.mark.slow
def test_one_file_tagged_with_bookmarks_same_bytes(mini):
    """The PDF is tagged, has bookmarks and fonts of its own, names no machine, and is the same each time."""
    try:
        pdf.need_weasyprint()
    except ContentError as error:
        pytest.skip(str(error))
    paths, run = mini
    path = pdf.build_pdf(paths, run)
    first = path.read_bytes()
    assert path.name == "gondor-arnor.pdf" and first.startswith(b"%PDF-")
    text = inflated(first)
    for part in (b"/StructTreeRoot", b"/Outlines", b"/Lang", b"/FontFile", b"pdfuaid", b"/URI"):
        assert part in text
    named = set(re.findall(rb"/BaseFont ?/([^ /<>]+)", text))
    assert named and all(b"Book" in font for font in named)
    assert str(paths.root).encode() not in text and b"file:" not in text
    assert pdf.build_pdf(paths, run).read_bytes() == first


def test_paper_lists_the_facts_it_prints():
    """Of the facts only those stay that the printed text leads to; long lists are cut."""
    body = (
        '<p><a href="#fact-a">3</a></p><table><tr class="entry" data-kind="value" id="fact-a"><td>3</td></tr>'
        '<tr class="entry" data-kind="value" id="fact-b"><td><a href="#fact-b">4</a></td></tr></table>'
    )
    assert 'id="fact-a"' in pdf.only_used(body) and 'id="fact-b"' not in pdf.only_used(body)


def test_a_long_table_of_a_chart_stays_online():
    """A short one is printed; of a long one it is said how long it is and where it is."""
    row = "<tr><td>a</td></tr>"
    data = '<details class="chart-data"><summary>S</summary><table><thead><tr></tr></thead><tbody>{}</tbody></table></details>'
    short, long = (data.format(row * n) for n in (pdf.MOST_ROWS, pdf.MOST_ROWS + 1))
    assert pdf.DATA.sub(pdf.short_data, short) == short
    assert pdf.DATA.sub(pdf.short_data, long + short) == (
        f'<p class="data-note">The data of this chart, {pdf.MOST_ROWS + 1} rows, are in the online book.</p>{short}'
    )
    wide = short.replace("<tr></tr>", f"<tr>{'<th scope=col>a</th>' * (pdf.MOST_COLUMNS + 1)}</tr>", 1)
    assert "<table>" not in pdf.DATA.sub(pdf.short_data, wide)


def test_drawings_are_set_in_the_fonts_of_the_book():
    """A font that is left to the machine would make the PDF another one elsewhere."""
    html = '<article><svg><text style="font-family: inherit; fill: red">3018</text></svg></article>'
    cff = {"title": "Gondor", "authors": [{"name": "X"}], "version": "1"}
    page = pdf.print_page(html, cff, {"parts": []}, "1 January 3020")
    assert "font-family: Book Sans; fill: red" in page and "inherit" not in page
