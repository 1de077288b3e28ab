"""Executed notebooks as pages."""

import mini_book
import pytest

from dyadbook.publishing import workings
from dyadbook.study.problems import ContentError


def test_title_says_what_was_run():
    """Runs of one notebook have different titles."""
    page = workings.convert(mini_book.notebook("One phase"), "50-phase-pact.ipynb", "The pact")
    assert page["cells"][0]["source"].startswith("# Workings: One phase — The pact\n")
    assert workings.title_of(page) == "One phase — The pact"


def test_labels_do_not_clash():
    """A label in a notebook is made the copy's own."""
    raw = mini_book.notebook("One phase")
    raw["cells"][0]["source"] = ["(top)=\n", "# One phase\n"]
    assert "(50-phase-pact-top)=" in workings.convert(raw, "50-phase-pact.ipynb")["cells"][0]["source"]


def test_a_stored_error_is_refused():
    """An error in an output never reaches a page."""
    raw = mini_book.notebook("One phase")
    raw["cells"][1]["outputs"] = [
        {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []}
    ]
    with pytest.raises(
        ContentError, match=r"50-phase.ipynb: cell 2 stored an error: KeyError: 'x'. Mend the notebook"
    ):
        workings.convert(raw, "50-phase.ipynb")


def test_a_title_is_needed():
    """A notebook without a title cannot be a page."""
    raw = mini_book.notebook("One phase")
    raw["cells"][0]["source"] = ["no heading"]
    with pytest.raises(ContentError, match="has no title. Begin it with"):
        workings.convert(raw, "x.ipynb")


def test_phase_of():
    """The phase comes from the parameters, else from the name."""
    phases = {"pact": "The pact", "siege": "The siege"}
    assert workings.phase_of({"metadata": {}}, "50-phase-siege", phases) == "The siege"
    given = {"metadata": {"papermill": {"parameters": {"phase": "pact"}}}}
    assert workings.phase_of(given, "50-phase", phases) == "The pact"
    assert workings.phase_of({"metadata": {}}, "10-sources", phases) == ""
