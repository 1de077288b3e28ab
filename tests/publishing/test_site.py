"""A finished book for a static host."""

import zipfile

import pytest

from dyadbook.publishing import site


@pytest.fixture
def html(tmp_path):
    folder = tmp_path / "html"
    (folder / "_static" / "img").mkdir(parents=True)
    (folder / "index.html").write_text('<link href="_static/a.css?v=1"><script src="_static/b.js"></script>')
    (folder / "evidence").mkdir()
    (folder / "evidence" / "facts.html").write_text("<p>facts</p>")
    (folder / "_static" / "a.css").write_text("p { background: url('img/used.png') }")
    for name in ("b.js", "unused.js", "img/used.png", "img/unused.png"):
        (folder / "_static" / name).write_text("x")
    return folder


def test_trim_keeps_what_pages_use(html):
    """Only files that a page or a sheet names stay."""
    assert site.trim(html) == 2
    left = sorted(
        p.relative_to(html / "_static").as_posix() for p in html.rglob("_static/**/*") if p.is_file()
    )
    assert left == ["a.css", "b.js", "img/used.png"]


def test_site_and_zip_are_the_same_bytes_each_time(html, tmp_path):
    """Two zips of one book do not differ."""
    _, one = site.make_site(html, tmp_path / "one" / "site")
    _, two = site.make_site(html, tmp_path / "two" / "site")
    assert one.read_bytes() == two.read_bytes()
    assert "site/.nojekyll" in zipfile.ZipFile(one).namelist()


def test_sitemap_needs_an_address(html, tmp_path):
    """Whole addresses with a base, no sitemap without."""
    folder, _ = site.make_site(html, tmp_path / "site")
    assert not (folder / "sitemap.xml").exists()
    folder, _ = site.make_site(html, tmp_path / "site", "https://example.org/book/")
    text = (folder / "sitemap.xml").read_text()
    assert "<loc>https://example.org/book/evidence/facts.html</loc>" in text and "404" not in text


def test_redirects(html, tmp_path):
    """An old address leads to the new one; one that leads nowhere is refused."""
    folder, _ = site.make_site(html, tmp_path / "site", redirects={"old/numbers.html": "evidence/facts.html"})
    assert 'url=../evidence/facts.html"' in (folder / "old" / "numbers.html").read_text()
    with pytest.raises(ValueError, match="leads to 'gone.html', which is not there"):
        site.make_site(html, tmp_path / "site", redirects={"a.html": "gone.html"})
    with pytest.raises(ValueError, match="would overwrite a page"):
        site.make_site(html, tmp_path / "site", redirects={"index.html": "evidence/facts.html"})
