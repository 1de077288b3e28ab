"""What is measured of the extraction, computed from what is committed."""

import pytest

from dyadbook.runs import measuring
from dyadbook.runs.measuring import Measured

VIEWS = ("kinds", "causes", "rules", "beside", "attributes", "events")


@pytest.fixture(scope="module")
def found(real) -> Measured:
    return measuring.measure_study(real)


def test_a_study_without_annotation_is_measured_in_nothing(fictional):
    """Every table is there and empty, so that the notebook of a new study runs."""
    found = measuring.measure_study(fictional)
    assert (found.sources, found.outcomes, found.measures) == ((), (), ())
    views = [getattr(measuring, f"{name}_view")(found) for name in VIEWS]
    views += [getattr(measuring, f"{name}_view")(found, {}) for name in ("documents", "types", "yields")]
    assert all(view.empty and len(view.columns) > 1 for view in views)
    assert measuring.event_f1(found, "pony") is None


def test_the_tables_add_up(found):
    """Errors by cause are the errors of the outcomes; events by document and by type are the annotated ones."""
    events = [o for o in found.outcomes if o.kind == "event"]
    lost, extra = (found.n("event", *measuring.causes.LOST), found.n("event", *measuring.causes.EXTRA))
    assert lost == sum(o.found is None for o in events)
    assert extra == sum(o.gold is None for o in events)
    annotated = sum(o.gold is not None for o in events)
    assert measuring.documents_view(found, {})["Events"].sum() == annotated
    assert measuring.types_view(found, {})["Annotated"].sum() == annotated
    assert (
        measuring.kinds_view(found).set_index("Kind").loc["Events of both states", "Annotated"] == annotated
    )
    assert measuring.rules_view(found)["Extra"].sum() == sum(o.gold is None for o in found.outcomes)


def test_every_core_fact_is_looked_up_in_the_digests(found):
    """The map leads each annotated fact to a statement, and the yields name every source once."""
    assert len(found.beside) == sum(o.gold is not None for o in found.outcomes)
    assert sorted(found.yields["source"]) == sorted(found.sources)
    listed = found.events["result"].value_counts()
    assert listed.sum() == len(found.events) and set(listed.index) <= set(measuring.EVENTS)


def test_no_view_quotes_anything(found):
    """Tables hold names, counts and ids: no cell is longer than a short label."""
    for name in VIEWS:
        view = getattr(measuring, f"{name}_view")(found)
        cells = [str(cell) for cell in view.to_numpy().ravel()]
        known = [*measuring.causes.CAUSES.values(), *measuring.EVENTS.values()]
        assert all(len(cell.split()) <= 4 for cell in cells if cell not in known), name


def test_the_measures_are_those_of_the_targets(found):
    """The chart has one row a target of the study, with figures between zero and one."""
    table = measuring.chart_table(found)
    assert len(table) == len(found.measures) > 0
    assert table["low"].le(table["value"]).all() and table["value"].le(table["high"]).all()
    assert table["value"].between(0, 1).all()
