"""Drawings made fit for a page."""

from dyadbook.publishing import svg

TITLES = {"event:x": "Visit to Edoras"}
DRAWING = (
    '<?xml version="1.0"?><svg width="5" viewBox="0 0 9 9" role="img" aria-label="old"><defs><path id="m"/></defs>'
    '<a xlink:href="evidence:event:x" target="_blank"><use xlink:href="#m" clip-path="url(#c)"/></a></svg>'
)


def finish(text=DRAWING, address=lambda ref: "../e.html#event-x"):
    return svg.finish(text, "chart-t-wide", 'Two "visits"', address, TITLES)


def test_links_lead_to_evidence_and_have_a_name():
    """A link gets its address and the title of what it leads to, and opens no new window."""
    out = finish()
    assert '<a href="../e.html#event-x" aria-label="Visit to Edoras">' in out
    assert "_blank" not in out and "evidence:" not in out


def test_ids_are_made_unique():
    """Two drawings on one page share no id."""
    out = finish()
    assert 'id="chart-t-wide-m"' in out and 'href="#chart-t-wide-m"' in out and "url(#chart-t-wide-c)" in out


def test_label_and_role():
    """A drawing with links is a group that is read out; one without is an image."""
    assert 'role="group" aria-label=\'Two "visits"\'' in finish()
    assert 'role="img"' in finish('<svg viewBox="0 0 9 9"></svg>')
    assert "<?xml" not in finish() and 'width="5"' not in finish()


def test_a_dead_link_keeps_its_content():
    """Where a ref leads nowhere the mark stays and the link goes."""
    out = finish(address=lambda ref: None)
    assert "<a>" in out and 'href="evidence' not in out and "<use" in out
