"""data/: the committed tables and their description."""

import json

import frictionless
import pytest

from dyadbook.runs import datapackage
from dyadbook.runs.stale import file_hash
from dyadbook.study import tables


def test_the_committed_tables_fit_their_description(real):
    """An independent reader finds nothing wrong: types, keys, references, sizes, hashes."""
    report = frictionless.validate(str(real.data / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert report.stats["tasks"] == len(datapackage.described())


def test_every_table_is_described_with_its_hash_and_every_column(real):
    """The description names what is there, and nothing else is there."""
    package = json.loads((real.data / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"]} == {f.name for f in real.data.glob("*.csv")}
    for resource in package["resources"]:
        file = real.data / resource["path"]
        assert resource["hash"] == f"sha256:{file_hash(file)}"
        header = file.read_text(encoding="utf-8").split("\n", 1)[0]
        assert header == ",".join(f["name"] for f in resource["schema"]["fields"])
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / "run"
    tables.write(tables.shape("sources", [{"id": "red-book"}]), folder / "tables" / "sources.csv")
    tables.write(
        tables.shape("claims", [{"id": "c1", "source": "red-book"}]), folder / "tables" / "claims.csv"
    )
    (folder / "parameters.yaml").write_text("corpus: shipped\n", encoding="utf-8")
    return folder


def test_a_reference_to_a_table_that_is_not_there_is_left_out(project, study, run):
    """Claims refer to sources, which are there, and to events, which are not."""
    datapackage.publish(project, study, run)
    package = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    claims = next(r for r in package["resources"] if r["name"] == "claims")
    assert [k["reference"]["resource"] for k in claims["schema"]["foreignKeys"]] == ["sources"]


def test_what_was_coded_by_hand_is_a_resource_too(project, study, run):
    """Chronicle and figures lie in data/ byte for byte, described column by column, and an independent reader finds them sound."""
    datapackage.publish(project, study, run)
    package = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    found = {r["name"]: r for r in package["resources"]}
    assert {"chronicle", "observations"} <= set(found)
    for name in ("chronicle", "observations"):
        file = project.data / f"{name}.csv"
        assert file.read_bytes() == (project.seeds / f"{name}.csv").read_bytes()
        fields = found[name]["schema"]["fields"]
        assert all(field["description"] for field in fields) and fields[0]["constraints"]["unique"]
        assert sound(file, found[name]["schema"])
        text = file.read_text(encoding="utf-8")
        kind = "E" if name == "chronicle" else "O"
        file.write_text(text.replace(f"{kind}002,", f"{kind}001,", 1), encoding="utf-8")
        assert not sound(file, found[name]["schema"])


def sound(file, schema):
    """Tell whether an independent reader accepts a table."""
    resource = frictionless.Resource(
        path=file.name, basepath=str(file.parent), schema=frictionless.Schema.from_descriptor(schema)
    )
    return resource.validate().valid


def test_publishing_twice_touches_nothing(project, study, run):
    """Unchanged files keep their time stamp, so that no build sees a change where there is none."""
    datapackage.publish(project, study, run)
    before = {f.name: f.stat().st_mtime_ns for f in project.data.iterdir()}
    datapackage.publish(project, study, run)
    assert {f.name: f.stat().st_mtime_ns for f in project.data.iterdir()} == before


def test_a_table_that_is_no_longer_made_leaves_data(project, study, run):
    """data/ holds what the run made, and only that."""
    project.data.mkdir()
    (project.data / "old.csv").write_text("id\n", encoding="utf-8")
    datapackage.publish(project, study, run)
    assert not (project.data / "old.csv").exists()
