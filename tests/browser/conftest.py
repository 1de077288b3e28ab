"""A chromium of the system's, and the fictional book for it to read."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def html(tmp_path_factory):
    """The folder of the fictional book's pages."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine; on Debian: apt install chromium")
    import mini_book

    from dyadbook.publishing import build

    paths, run = mini_book.make(tmp_path_factory.mktemp("mini"))
    return build(paths, run).parent


@pytest.fixture(scope="session")
def chromium(html):
    """A running browser."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is in the development lock")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Reader:
    """A page that remembers what it asked for and what went wrong."""

    def __init__(self, page, html):
        self.page, self.html = page, html
        self.asked, self.errors = [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on(
            "console", lambda message: self.errors.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, name):
        """Open a page of the book by its name; what follows ? or # goes along."""
        file = name.partition("#")[0].partition("?")[0]
        self.page.goto((self.html / file).as_uri() + name[len(file) :])
        return self.page


@pytest.fixture(params=["light", "dark"])
def mode(request):
    return request.param


@pytest.fixture
def reader(chromium, html):
    """A page of the width of a desk."""
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    yield Reader(context.new_page(), html)
    context.close()


@pytest.fixture
def phone(chromium, html):
    """A page of the width of a phone."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield Reader(context.new_page(), html)
    context.close()
