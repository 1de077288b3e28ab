"""The notebooks as tasks: who waits for whom."""

import pytest

from dyadbook.runs import plan
from dyadbook.study import tables
from dyadbook.study.problems import ArgumentError

PHASES = (("beacons", "The beacons"), ("return", "The return"))


def test_one_notebook_runs_once_for_each_phase():
    """50-phase becomes one task a phase, each with its parameter and the phase's name as its title."""
    own = [task for task in plan.tasks(PHASES) if task.notebook == "50-phase.ipynb"]
    assert [(t.name, t.extra, t.title) for t in own] == [
        ("50-phase-beacons", {"phase": "beacons"}, "The beacons"),
        ("50-phase-return", {"phase": "return"}, "The return"),
    ]


def test_a_task_waits_for_those_that_make_what_it_reads():
    """The chronology waits for sources and events, a phase for the chronology's table too; extraction waits for nobody."""
    needs = plan.needs(plan.tasks(PHASES))
    assert needs["40-chronology"] == {"10-sources", "30-reconcile"}
    assert needs["50-phase-return"] == {"10-sources", "30-reconcile", "40-chronology"}
    assert needs["20-extract"] == set()


def test_every_table_has_one_maker_and_a_description():
    """Each described table is written by exactly one notebook, and nothing is written that is not described."""
    written = [table for step in plan.STEPS for table in step.writes]
    assert sorted(written) == sorted(tables.schema())


def test_whatever_is_ready_is_handed_out_before_what_waits():
    """The order never hands out a task before those it waits for."""
    todo = plan.tasks(PHASES)
    done: list[str] = []
    for name in plan.order(todo).static_order():
        assert plan.needs(todo)[name] <= set(done)
        done.append(name)
    assert len(done) == len(todo)


def test_a_table_that_nobody_makes_is_named_with_the_nearest():
    """A misspelt table leads to the right one."""
    with pytest.raises(ArgumentError, match="No notebook writes a table 'event'. Did you mean 'events'?"):
        plan.maker_of("event")
