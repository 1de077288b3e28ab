"""Stored notebooks: what they have to look like."""

import json
import re

import nbformat
import papermill
import pytest

from dyadbook.runs import notebooks
from dyadbook.study.parameters import Parameters


def test_the_stored_notebooks_are_as_they_should_be(real):
    """Clean, headed, tagged, thin, and free of any machine's paths."""
    assert notebooks.problems(real) == []


def test_they_are_valid_and_formatted_as_jupyter_saves_them(real):
    """Opening one in JupyterLab and saving it makes no noise in a diff."""
    files = sorted(real.notebooks.glob("*.ipynb"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        nbformat.validate(nbformat.reads(text, as_version=4))
        assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n", file.name


def test_papermill_reads_every_parameter_with_its_help(real):
    """`papermill --help-notebook` shows the schema: names, types, defaults, help lines."""
    for file in sorted(real.notebooks.glob("*.ipynb")):
        shown = papermill.inspect_notebook(str(file))
        wanted = [n for n in Parameters.model_fields if n != "phase" or file.name.startswith("50-")]
        assert list(shown) == wanted, file.name
        for name in wanted:
            assert shown[name]["help"] == Parameters.model_fields[name].description
            assert shown[name]["inferred_type_name"] in ("str", "int", "list", "dict")


def test_the_parameters_cell_holds_the_defaults(real):
    """Running the cell gives exactly what the schema's defaults are."""
    there: dict = {}
    exec(notebooks.expected_cell("50-phase"), there)
    given = {name: there[name] for name in Parameters.model_fields}
    assert Parameters.model_validate(given) == Parameters()


@pytest.fixture
def sound(real):
    return json.loads((real.notebooks / "50-phase.ipynb").read_text(encoding="utf-8"))


def faults(notebook, tmp_path):
    file = tmp_path / "50-phase.ipynb"
    file.write_text(json.dumps(notebook), encoding="utf-8")
    return [str(p) for p in notebooks.faults(file, "notebooks/50-phase.ipynb")]


def code(notebook, number):
    return [c for c in notebook["cells"] if c["cell_type"] == "code"][number]


def outputs(n):
    code(n, 2)["execution_count"] = 3


def untagged(n):
    code(n, 0)["metadata"] = {}


def parameter(n):
    code(n, 0)["source"] = ["corpus = 'originals'"]


def silent(n):
    code(n, 1)["source"] = ["work = None"]


def misnamed(n):
    code(n, 1)["source"] = ['work = begin("40-chronology")']


def kernel(n):
    n["metadata"]["kernelspec"]["name"] = "my-own"


def headless(n):
    n["cells"] = n["cells"][1:]


def machine(n):
    code(n, 3)["source"] = ["open('/home/somebody/x.csv')"]


def function(n):
    code(n, 3)["source"] = ["def f():\n", "    a = 1\n", "    b = 2\n", "    return a + b"]


def long_cell(n):
    code(n, 3)["source"] = ["a = 1\n"] * 20


def broken(n):
    code(n, 3)["source"] = ["a ="]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (outputs, r"cell \d+: is stored with its output. Clear all outputs before you save"),
        (untagged, r"has 0 cells tagged 'parameters'. Tag exactly one"),
        (parameter, r"cell 2: the parameters differ from the schema. Copy names, defaults"),
        (silent, r"does not call begin. Call it right after the parameters"),
        (misnamed, r'calls begin under another name. Call it with "50-phase"'),
        (kernel, r"names the kernel 'my-own'. Set it to python3"),
        (headless, r"does not open with a heading"),
        (machine, r"names a folder of one machine"),
        (function, r"defines f\(\) in 4 lines. Move it into the package"),
        (long_cell, r"is longer than 16 lines"),
        (broken, r"is not valid Python"),
    ],
)
def test_each_fault_is_named_with_its_remedy(sound, tmp_path, damage, message):
    """What is wrong with a notebook is said with its file, its cell and what to do."""
    assert faults(sound, tmp_path) == []
    damage(sound)
    found = faults(sound, tmp_path)
    assert any(re.search(message, f) for f in found), found
    assert all(f.startswith("notebooks/50-phase.ipynb: ") for f in found)


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    """Anything that cannot be read as one is said to be none."""
    file = tmp_path / "x.ipynb"
    file.write_text("{", encoding="utf-8")
    assert [p.what for p in notebooks.faults(file, "notebooks/x.ipynb")] == ["is not a notebook"]
