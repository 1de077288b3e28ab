"""Verifying: what is copied, where two builds differ, and how that is said."""

import os

import pytest

from dyadbook.runs import manifest, verify
from dyadbook.runs.datapackage import publish
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError


def write(folder, **files):
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_dot_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    ("one", "two", "line", "what"),
    [
        ("a\nbc\nd\n", "a\nbx\nd\n", 2, "column 2, 'bc' and 'bx'"),
        ("a\n", "a\nb\n", 2, "column 1, '' and 'b'"),
        (b"\xff\xfe\x00", b"\xff\xfe\x01\x02", None, "from byte 2 of 3 and 4"),
    ],
)
def test_a_difference_names_its_place(tmp_path, one, two, line, what):
    """Line and column with what stands there, or the byte where a file is no text."""
    write(tmp_path, one=one, two=two)
    assert verify.difference(tmp_path / "one", tmp_path / "two") == (line, what)


def test_two_folders_are_compared_file_by_file(tmp_path):
    """A file that only one has and one that differs; what begins with a dot and crates are no results."""
    write(tmp_path / "a", tables__x_dot_csv="1\n", same="s", only="o", _dot_tasks__t="1", failed__f="1")
    write(tmp_path / "b", tables__x_dot_csv="2\n", same="s", _dot_tasks__t="2")
    found = [str(p) for p in verify.between(tmp_path / "a", tmp_path / "b", "runs/default")]
    assert found == [
        "runs/default/only: is in the first build alone. Find what makes it depend on the place",
        "runs/default/tables/x.csv:1: differs between two builds: column 1, '1' and '2'. Find what makes it depend on the place",
    ]


def test_a_copy_holds_what_a_build_needs_and_no_result(project, tmp_path):
    """Notebooks, pages, seeds and the files beside them; no run, no table, no page that was made before."""
    write(project.home, runs__default__ledger_dot_json="{}", data__x_dot_csv="1")
    home = verify.copy(project, tmp_path / "copy")
    assert (home / "seeds" / "study.yaml").is_file() and (home / "notebooks" / "10-sources.ipynb").is_file()
    assert (
        not (home / "runs").exists()
        and not (home / "data").exists()
        and not (home / "book" / "_build").exists()
    )
    assert not any(part in ("_run", "__pycache__") for f in home.rglob("*") for part in f.parts)


@pytest.fixture
def pretend(monkeypatch, project):
    """Take the place of the two builds: each writes a table, a chart and a page; `odd` is what differs by hash seed."""
    odd: dict[str, str] = {}

    def make(home, conditions, book, jobs):
        assert os.path.commonpath([home, project.root]) != str(project.root), "a build elsewhere"
        run = home / "runs" / "default"
        write(
            run,
            tables__phases_dot_csv="id\npact\n",
            charts__lanes_dot_svg="<svg/>",
            parameters_dot_yaml="a: 1\n",
        )
        write(home / "book" / "_build" / "html", index_dot_html="<html/>")
        if conditions["PYTHONHASHSEED"] != "0":
            write(home, **odd)
        from dyadbook.study.load import load_study

        copied = Paths(root=home, seeds=home / "seeds")
        publish(copied, load_study(copied), run)

    monkeypatch.setattr(verify, "make", make)
    return odd


@pytest.fixture
def held(project, study):
    """A project whose data are what a build gives."""
    run = project.runs / "default"
    write(
        run, tables__phases_dot_csv="id\npact\n", charts__lanes_dot_svg="<svg/>", parameters_dot_yaml="a: 1\n"
    )
    publish(project, study, run)
    return project


def test_the_same_bytes_are_counted(held, pretend, tmp_path):
    """Results, tables (one made, two coded by hand) and pages."""
    assert verify.verify(held, tmp_path / "v") == verify.Verified(results=3, tables=3, pages=1)


def test_what_depends_on_the_place_is_found(held, pretend, tmp_path):
    """A page that differs between two builds names file and place."""
    pretend["book/_build/html/index_dot_html"] = "<html lang='x'/>"
    with pytest.raises(
        ContentError, match=r"book/_build/html/index.html:1: differs between two builds: column 6"
    ):
        verify.verify(held, tmp_path / "v")


def test_stale_data_are_found(held, pretend, tmp_path):
    """A table, a chart and a file too many, each with what a fresh build gives."""
    write(held.data, phases_dot_csv="id\nthaw\n", old_dot_csv="1\n")
    text = (held.data / manifest.NAME).read_text(encoding="utf-8")
    sha = manifest.read(held.data / manifest.NAME)["charts/lanes.svg"]
    (held.data / manifest.NAME).write_text(text.replace(sha, "0" * 64), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        verify.verify(held, tmp_path / "v")
    assert [str(p) for p in error.value.problems] == [
        "data/old.csv: is made by no notebook any more. Remove it",
        "data/phases.csv:2: is not what a fresh build gives: column 1, 'thaw' and 'pact'. "
        "Run 'dyadbook run' and commit data/, or find what changed",
        "runs/default/charts/lanes.svg: is not what a fresh build gives. Run 'dyadbook run' and commit data/, or find what changed",
    ]


def test_a_study_without_data_says_how_to_make_it(project, pretend, tmp_path):
    """There is nothing to compare with."""
    with pytest.raises(
        ContentError, match="holds no data package to compare with. Make it with 'dyadbook run'"
    ):
        verify.verify(project, tmp_path / "v")


def test_a_build_that_fails_is_quoted(project, tmp_path):
    """The complaint of the copy is what the user reads."""
    home = verify.copy(project, tmp_path / "copy")
    (home / "seeds" / "study.yaml").write_text("id: [\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"(?s)The copy could not be built:.*study.yaml"):
        verify.make(home, {"PYTHONHASHSEED": "1"}, False, 1)


def test_the_manifest_can_be_checked_by_other_tools(tmp_path):
    """Hash, two spaces, name: what `sha256sum --check` reads; and it can be read back."""
    write(tmp_path / "run", tables__x_dot_csv="1\n")
    found = manifest.results(tmp_path / "run")
    (tmp_path / "m").write_text(manifest.text(found), encoding="utf-8")
    assert manifest.text(found).endswith("  tables/x.csv\n") and manifest.read(tmp_path / "m") == found
    assert manifest.read(tmp_path / "nowhere") == {}
