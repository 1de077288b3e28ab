"""Findings computed from tables alone are those that the notebooks record."""

import json

import pytest

from dyadbook import ledger
from dyadbook.runs import plan
from dyadbook.runs.basis import bases
from dyadbook.runs.findings import findings
from dyadbook.runs.headlines import chosen, read_headlines
from dyadbook.runs.workspace import Workspace
from dyadbook.study.parameters import validate
from dyadbook.study.problems import ContentError


def execute(paths, folder, monkeypatch, **parameters):
    """Run the notebooks that record findings in this process, without kernels; return their joined ledger."""
    monkeypatch.setenv("DYADBOOK_RUN", str(folder))
    monkeypatch.setenv("DYADBOOK_STAGE", str(folder))
    monkeypatch.setenv("DYADBOOK_STUDY", str(paths.seeds))
    folder.mkdir()
    parts = []
    from dyadbook.study.load import load_study

    phases = load_study(paths).phases
    wanted = ("10-sources", "30-reconcile", "40-chronology", "50-phase")
    for task in plan.tasks((p.id, p.name) for p in phases):
        if task.name.startswith(wanted):
            cells = json.loads((paths.notebooks / task.notebook).read_text(encoding="utf-8"))["cells"]
            scope: dict = {}
            for cell in (c for c in cells if c["cell_type"] == "code"):
                exec("".join(cell["source"]), scope)
                if "parameters" in cell["metadata"].get("tags", []):
                    scope |= {**parameters, **task.extra}
            parts.append(ledger.read(folder / "ledger.json"))
    return ledger.merge(parts)


@pytest.mark.parametrize(
    "parameters", [{}, {"exclude_sources": ["pony"], "phase_starts": {"silence": "2010-01-01"}}]
)
def test_findings_are_those_of_the_notebooks(project, study, tmp_path, monkeypatch, parameters):
    """Every finding has the value and, where it is a truth, the words of the fact of its id, in the default run and in another."""
    recorded = execute(project, tmp_path / "run", monkeypatch, **parameters)
    work = Workspace("80-robustness", project, study, validate(parameters, study))
    found = findings(bases(work)[0], work.phases, study)
    assert len(found) > 30
    for ident, finding in found.items():
        fact = recorded[ident]
        value = finding.value if not isinstance(finding.value, float) else pytest.approx(finding.value)
        assert fact.value == value, ident
        if finding.is_truth:
            assert fact.says == finding.says
        else:
            assert fact.unit == finding.unit, ident


def test_a_basis_is_left_for_each_source_that_is_left_out(project, study):
    """What a source alone reports is gone without it, and with one source left nothing can be left out."""
    work = Workspace("80-robustness", project, study, validate({}, study))
    whole, without = bases(work)
    assert set(without) == {d.source for d in work.documents()}
    for source, left in without.items():
        assert source not in set(left.claims["source"]) and source in set(whole.claims["source"])
    alone = Workspace("80-robustness", project, study, validate({"sources": ["pony"]}, study))
    assert bases(alone)[1] == {}


def test_both_studies_name_findings_that_there_are(fictional, real, study):
    """Every headline can be asked again."""
    from dyadbook.study.load import load_study

    for paths in (fictional, real):
        own = load_study(paths)
        work = Workspace("80-robustness", paths, own, validate({}, own))
        known = findings(bases(work)[0], work.phases, own)
        assert chosen(paths, known) == read_headlines(paths) != ()


def test_a_headline_that_is_none_names_file_line_and_remedy(project):
    """A slip of the pen and a headline named twice are each found."""
    file = project.seeds / "headlines.yaml"
    file.write_text(
        "headlines:\n  - {fact: events-cuont}\n  - {fact: busiest-year}\n  - {fact: busiest-year}\n"
    )
    with pytest.raises(ContentError) as error:
        chosen(project, ["events-count", "busiest-year"])
    assert [str(p) for p in error.value.problems] == [
        "seeds/headlines.yaml:2: 'events-cuont' is no finding that can be asked again. Did you mean 'events-count'?",
        "seeds/headlines.yaml:4: 'busiest-year' is there twice. Name it once",
    ]


def test_a_study_need_not_name_any(project):
    """Without the file there are no headlines."""
    (project.seeds / "headlines.yaml").unlink()
    assert chosen(project, ["events-count"]) == ()
