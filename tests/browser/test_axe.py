"""axe finds nothing, on any page, light and dark, desk and phone."""

from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core, as axe-playwright-python ships it."""
    found = find_spec("axe_playwright_python")
    if found is None or not found.submodule_search_locations:
        pytest.skip("axe-playwright-python is not installed; it is in the development lock")
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [390, 1300])
def test_axe_finds_nothing(chromium, html, axe, mode, width):
    """No violation of any impact."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=mode)
    page, found = context.new_page(), []
    for path in sorted(html.rglob("*.html")):
        page.goto(path.as_uri() + ("?q=oath" if path.name == "search.html" else ""))
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(path.name, v["id"], v["nodes"][0]["html"][:120]) for v in result["violations"]]
    context.close()
    assert found == []
