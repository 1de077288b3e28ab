"""Reading the book in a browser, from the file system."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def pages(html):
    return sorted(p.relative_to(html).as_posix() for p in html.rglob("*.html"))


def test_no_page_asks_another_host_or_logs_an_error(reader):
    """Every page, the search included, works from a folder with no network."""
    for name in pages(reader.html):
        reader.open(name)
    assert [url for url in reader.asked if not url.startswith(("file://", "data:"))] == []
    assert reader.errors == []


def test_a_number_leads_to_its_evidence(reader):
    """A click on a number lands on its anchor, which shows what it rests on."""
    page = reader.open("index.html")
    page.click("article p a.fact >> nth=0")
    assert page.url.endswith("evidence/facts.html#fact-turnover-3018")
    row = page.locator(":target")
    assert "$100 million" in row.inner_text() and row.is_visible()
    row.locator("a", has_text="date 3018-03-20").click()
    assert page.locator(":target").inner_text() == "20 March 3018"


def test_a_mark_in_a_chart_leads_to_its_event(reader):
    """Charts are inline, so their links live."""
    page = reader.open("index.html")
    page.locator(".drawing.wide svg a").click()
    assert page.url.endswith("evidence/events.html#event-3018-03-20-visit-annuminas")
    assert "Faramir visits" in page.locator(":target h3").inner_text()


def test_a_number_can_be_cited(reader, chromium, html):
    """The number that the address points at offers its own citation, with its permanent address."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((html / "evidence" / "facts.html").as_uri() + "#fact-turnover-3018")
    assert page.locator(".cite-one").count() == 1
    page.click(".cite-one button")
    page.wait_for_function("document.querySelector('.cite-one button').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    data = page.locator(".data-version").inner_text()
    assert copied == (
        "“$100 million”, in: The Ithilien contributors, Beregond Guardsman (3020). Gondor and Arnor: a book for tests. "
        f"Version 0.1.0, data to 1 January 3020, {data}. "
        "https://example.org/book/evidence/facts.html#fact-turnover-3018"
    )
    page.click("a.evidence:text-is('events-count')")
    assert (
        page.locator("#fact-events-count .cite-one").count() == 1 and page.locator(".cite-one").count() == 1
    )
    context.close()


def test_search_finds_an_event(reader):
    """Search works from file:// and leads straight to the event."""
    page = reader.open("index.html")
    page.fill(".book-search input", "Faramir visits")
    page.press(".book-search input", "Enter")
    page.wait_for_selector("ul.search li a")
    links = page.locator("ul.search li a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert any(link.startswith("evidence/events.html#event-3018-03-20") for link in links)
    page.fill(".search-page input[type=search]", "facts")
    page.press(".search-page input[type=search]", "Enter")
    page.wait_for_selector("ul.search li p.context")
    assert "Every value" in " ".join(page.locator("ul.search li p.context").all_inner_texts())
    assert reader.errors == []


def test_filters(reader):
    """A chosen phase leaves its events, and says how many."""
    page = reader.open("evidence/events.html")
    assert page.locator(".filters output").inner_text() == "2 in all"
    page.select_option(".filters label:has-text('Phase') select", "siege")
    assert page.locator(".filters output").inner_text() == "1 of 2"
    assert page.locator("section.card:visible h3").count() == 1


def test_hand_coded_rows_are_filtered_and_ordered(reader):
    """Phase, type, status and source choose; the order can be turned; nothing is lost by it."""
    page = reader.open("evidence/chronicle.html")
    heads = "section.card:visible h3"
    assert page.locator(heads).count() == 3 and "oath" in page.locator(heads).first.inner_text()
    page.select_option(".filters label:has-text('Order') select", "down")
    assert "oath" in page.locator(heads).last.inner_text() and page.locator(heads).count() == 3
    page.select_option(".filters label:has-text('Order') select", "")
    assert "oath" in page.locator(heads).first.inner_text()
    page.select_option(".filters label:has-text('Source') select", label="The Courier")
    assert page.locator(heads).count() == 1
    page.select_option(".filters label:has-text('Source') select", label="all")
    for facet, value in (("Phase", "The pact"), ("Status", "in force")):
        page.select_option(f".filters label:has-text('{facet}') select", label=value)
        assert "oath" in page.locator(heads).first.inner_text()


def test_a_fact_is_found_on_either_page(reader):
    """An address from before a sentence came or went leads to the page where the fact now stands."""
    page = reader.open("evidence/facts.html#fact-found-late")
    page.wait_for_url("**/unprinted.html?moved#fact-found-late")
    assert page.locator(":target").is_visible()
    page = reader.open("evidence/unprinted.html#fact-events-count")
    page.wait_for_url("**/facts.html?moved#fact-events-count")


def test_sorting(reader):
    """A heading sorts its column, up and down, and says so."""
    page = reader.open("evidence/facts.html")
    first = "table.sortable tbody tr >> nth=0"
    page.click("table.sortable th >> text=Id")
    assert page.get_attribute("table.sortable th:has-text('Id')", "aria-sort") == "ascending"
    assert "events-count" in page.inner_text(first)
    page.click("table.sortable th >> text=Id")
    assert "visits-rose" in page.inner_text(first)


def test_evidence_without_scripts(chromium, html):
    """All evidence stands in the page itself, and nothing dead is shown."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / "evidence" / "events.html").as_uri())
    assert page.locator("section.card:visible").count() == 2
    assert page.locator(".filters select, .js-only:visible").count() == 0
    context.close()


def test_mode_is_kept(reader):
    """The chosen mode lasts from page to page."""
    page = reader.open("index.html")
    page.click(".mode-switch")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.wait_for_timeout(300)  # the browser writes its storage a moment later
    reader.open("method.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_phone(phone):
    """On a phone nothing sticks out, the narrow drawing shows, and the contents open and close by keyboard."""
    page = phone.open("index.html")
    assert page.locator(".drawing.narrow").is_visible() and not page.locator(".drawing.wide").is_visible()
    for name in pages(phone.html):
        phone.open(name)
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), name
    page.click(".primary-toggle")
    assert page.locator("dialog.bd-sidebar-primary a", has_text="Method").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog[open]").count()
    assert page.evaluate("document.activeElement.className").startswith("primary-toggle")
    assert phone.errors == []


def test_keyboard_reaches_everything(reader):
    """The first stop skips to the text; every link and button of the page can be reached, and shows that it was."""
    page = reader.open("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
                 .filter(e => e.checkVisibility({visibilityProperty: true})).length"""
    )
    seen = set()
    for _ in range(wanted * 2):
        seen.add(
            page.evaluate(
                """() => { const all = [...document.querySelectorAll('*')]; return all.indexOf(document.activeElement); }"""
            )
        )
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    # scrollable regions are stops as well
    assert len(seen) >= wanted


def test_print_opens_the_data(reader):
    """On paper a chart's data stand beneath it."""
    page = reader.open("index.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".chart-data table").is_visible()
    assert not page.locator(".page-tools").is_visible()
