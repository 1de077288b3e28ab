"""Executed notebooks without anything that differs between two runs."""

import copy

import nbformat
import pytest

from dyadbook.runs.scrub import clean_text, scrub, store


def executed(folder: str, moment: str, cell_id: str) -> nbformat.NotebookNode:
    """Return a small executed notebook as papermill leaves it, from one folder at one moment."""
    cell = nbformat.v4.new_code_cell("work", execution_count=1, id=cell_id)
    cell.metadata = nbformat.NotebookNode(
        {"papermill": {"start_time": moment, "duration": 0.3}, "execution": {"iopub.status.busy": moment}}
    )
    text = f"<Workspace at 0x7f{cell_id}> in {folder}/runs/default/tables"
    cell.outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=1),
        nbformat.v4.new_output("stream", name="stdout", text=f"{folder}\n{folder}-other/a"),
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# T", id="m"), cell])
    notebook.metadata["papermill"] = {"start_time": moment, "output_path": f"{folder}/out.ipynb"}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    return notebook


def test_two_runs_give_the_same_notebook():
    """Folder, moment, random id and memory address leave no trace."""
    one = scrub(executed("/one/place", "2026-01-01T10:00:00", "aaaa11112222"), ["/one/place"])
    two = scrub(executed("/two", "2027-05-05T11:11:11", "bbbb33334444"), ["/two"])
    assert nbformat.writes(one).replace("/one/place-other", "/two-other") == nbformat.writes(two)
    assert "0x7f" not in nbformat.writes(one)
    assert "runs/default/tables" in nbformat.writes(one)


def test_a_folder_goes_only_where_it_is_one():
    """A folder whose name goes on is another folder, and stays."""
    assert clean_text("/a/b/c.csv and /a/bc", ["/a/b"]) == "c.csv and /a/bc"


def test_the_source_and_its_tags_stay():
    """Scrubbing takes nothing that a reader of the workings needs."""
    notebook = executed("/x", "t", "abcdefabcdef")
    notebook.cells[1].metadata["tags"] = ["parameters"]
    clean = scrub(copy.deepcopy(notebook), ["/x"], "The thaw")
    assert clean.cells[1].source == "work"
    assert clean.cells[1].metadata == {"tags": ["parameters"]}
    assert clean.metadata["title"] == "The thaw"


def test_storing_leaves_nothing_half_written(tmp_path, monkeypatch):
    """Where writing fails, the earlier copy is still there."""
    target = tmp_path / "n.ipynb"
    store(nbformat.v4.new_notebook(), target)
    before = target.read_bytes()
    monkeypatch.setattr("pathlib.Path.replace", lambda *a: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        store(executed("/x", "t", "abcdefabcdef"), target)
    assert target.read_bytes() == before
