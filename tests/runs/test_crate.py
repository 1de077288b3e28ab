"""The record of a run, held to the terms that its profile asks for, without a network."""

import json
import os

import pytest

from dyadbook.ledger import Ledger
from dyadbook.runs import crate, manifest, plan, record
from dyadbook.study.parameters import Parameters, validate


def put(run, task, phase=""):
    """Leave what one task leaves: a notebook, a table where it makes one, its record."""
    files = {f"notebooks/{task.name}.ipynb": "{}", **{f"tables/{t}.csv": "id\n" for t in task.writes}}
    for name, text in files.items():
        (run / name).parent.mkdir(parents=True, exist_ok=True)
        (run / name).write_text(text)
    inputs = {
        f"notebook {task.notebook}": "ab" * 32,
        "seeds study.yaml": "cd" * 32,
        "parameter min_sources": 2,
        "parameter exclude_sources": ["pony"],
        **{f"parameter {k}": v for k, v in task.extra.items()},
        **{f"table {t}": "ef" * 32 for t in task.reads},
        "version python": "3.11",
        "package study/models.py": "01" * 32,
    }
    content = {"inputs": inputs, "products": dict.fromkeys(files, "00" * 32)}
    (run / record.FOLDER).mkdir(exist_ok=True)
    record.record_file(run, task.name).write_text(json.dumps(content))
    os.utime(record.record_file(run, task.name), (1_900_000_000, 1_900_000_000))


@pytest.fixture
def run(project, study):
    folder = project.runs / "two"
    for task in plan.tasks((p.id, p.name) for p in study.phases):
        put(folder, task)
    Ledger().write(folder / "ledger.json")
    return folder


@pytest.fixture
def made(run, study):
    """The entities of a crate by id."""
    seconds = {t.name: 2.5 for t in plan.tasks((p.id, p.name) for p in study.phases)}
    file = crate.write(run, study, validate({"min_sources": 2}, study), seconds)
    whole = json.loads(file.read_text(encoding="utf-8"))
    assert whole["@context"] == [
        "https://w3id.org/ro/crate/1.1/context",
        "https://w3id.org/ro/terms/workflow-run/context",
    ]
    found = {entity["@id"]: entity for entity in whole["@graph"]}
    assert len(found) == len(whole["@graph"]), "an id is used twice"
    return found


def refs(value):
    """Yield every id that a value refers to."""
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for inner in value.values():
            yield from refs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from refs(inner)


def test_it_is_an_ro_crate(made):
    """A descriptor that is about the root; the root with name, description, day and licence; every file a part of it."""
    descriptor, root = made["ro-crate-metadata.json"], made["./"]
    assert descriptor["@type"] == "CreativeWork" and descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root["@type"] == "Dataset" and root["datePublished"] == "2030-03-17"
    assert all(root[term] for term in ("name", "description", "license", "hasPart"))
    files = {i for i, e in made.items() if e["@type"] == "File"}
    assert (
        {p["@id"] for p in root["hasPart"]} == files
        and "tables/phases.csv" in files
        and "ledger.json" in files
    )


def test_it_is_a_process_run_crate(made):
    """The root names the profile and mentions every action; each action has its program, inputs, results, status and times."""
    root = made["./"]
    assert root["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
    assert made["https://w3id.org/ro/wfrun/process/0.5"]["@type"] == "CreativeWork"
    actions = [e for e in made.values() if e["@type"] == "CreateAction"]
    assert {a["@id"] for a in actions} == {m["@id"] for m in root["mentions"]} and len(actions) > 8
    for action in actions:
        assert made[action["instrument"]["@id"]]["@type"] == "SoftwareSourceCode"
        assert action["object"] and action["result"] and action["name"]
        assert (action["startTime"], action["endTime"]) == ("2030-03-17T17:46:37Z", "2030-03-17T17:46:40Z")
        assert action["actionStatus"].endswith("CompletedActionStatus")


def test_everything_referred_to_is_there(made):
    """No link of the graph leads nowhere, and nothing is named by a path of this machine."""
    for ident, entity in made.items():
        for ref in refs({k: v for k, v in entity.items() if k != "@id"}):
            assert ref in made or ref == "https://w3id.org/ro/crate/1.1", f"{ident} -> {ref}"
    text = json.dumps(made)
    assert "/tmp" not in text and "/home" not in text


def test_inputs_have_hashes_parameters_values_and_software_versions(made, run):
    """What ran, on what, by what; the results' hashes are those of the files."""
    assert made["#seeds/study.yaml"]["sha256"] == "cd" * 32
    assert (
        made["#parameter-min_sources"]["value"] == "2"
        and made["#parameter-exclude_sources"]["value"] == '["pony"]'
    )
    assert made["#parameter-phase-silence"]["value"] == "silence", "each phase has a parameter of its own"
    phase = made["#run-50-phase-silence"]
    assert {"@id": "#parameter-phase-silence"} in phase["object"] and {"@id": "tables/events.csv"} in phase[
        "object"
    ]
    assert made["#software-python"]["softwareVersion"] == "3.11"
    needs = made["#notebooks/50-phase.ipynb"]["softwareRequirements"]
    assert {"@id": "#software-python"} in needs and {"@id": "#dyadbook"} in needs
    for name, sha in manifest.results(run).items():
        assert made[name]["sha256"] == sha and made[name]["contentSize"] == str((run / name).stat().st_size)


def test_a_run_in_which_nothing_ran_keeps_its_crate(made, run, study):
    """The same bytes, whenever it is asked for; what ran again has new times, the others keep theirs."""
    parameters = Parameters(min_sources=2)
    before = (run / crate.NAME).read_bytes()
    crate.write(run, study, parameters, {})
    assert (run / crate.NAME).read_bytes() == before
    os.utime(record.record_file(run, "20-extract"), (2_000_000_000, 2_000_000_000))
    crate.write(run, study, parameters, {"20-extract": 1.0})
    graph = {e["@id"]: e for e in json.loads((run / crate.NAME).read_text())["@graph"]}
    assert graph["#run-20-extract"]["endTime"] == "2033-05-18T03:33:20Z"
    assert graph["#run-10-sources"]["endTime"] == "2030-03-17T17:46:40Z"


def test_times_are_no_result(made, run):
    """Neither the crate nor the noted times are hashed or compared."""
    assert not {crate.NAME, crate.TIMES} & set(manifest.results(run))
