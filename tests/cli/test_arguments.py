"""Wrong arguments: one sentence, exit 2, and nothing started or left behind."""

import pytest

from dyadbook.cli import app as command_line


@pytest.mark.parametrize("command", ["run", "book"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-p", "phase_start.return=3010"], "There is no parameter 'phase_start"),
        (["-p", "min_source=2"], "Did you mean 'min_sources'?"),
        (["-p", "min_sources=many"], "Parameter 'min_sources'"),
        (["-p", "phase_starts.retur=2014-06-01"], "Did you mean 'return'?"),
        (["-p", "exclude_sources=nobody"], "names 'nobody', which is no source of this study"),
        (["-p", "start=2014-13-01"], "Parameter 'start'"),
        (["-p", "no-sign"], "is no assignment; write NAME=VALUE"),
        (["-p", "phase=return"], "'phase' is set for each phase in turn by a run"),
        (["--params", "nowhere.yaml"], "nowhere.yaml"),
        (["-p", "date_precision=month"], "needs a name: add --name RUN"),
        (["-p", "date_precision=month", "--name", "default"], "The run 'default' is the study as it stands"),
        (["-p", "date_precision=month", "--name", "../out"], "'../out' cannot name a run"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_leaves_nothing(dyadbook, project, command, arguments, message):
    """Exit 2 before any kernel starts; neither a run nor a table is there afterwards."""
    said = dyadbook(command, *arguments)
    assert said.code == 2
    assert message in said.err
    assert "Traceback" not in said.err and said.out == ""
    assert not project.runs.exists() and not project.data.exists()


def test_the_misspelt_boundary_names_the_right_word(dyadbook, study):
    """phase_start instead of phase_starts is the slip that this project's own README could provoke."""
    said = dyadbook("run", "-p", f"phase_start.{study.phases[0].id}=2014-06-01", "--name", "early")
    assert said.code == 2
    assert "Did you mean 'phase_starts'?" in said.err


def test_an_unknown_option_or_command_exits_two(dyadbook):
    """Typer's own complaints keep its exit code."""
    assert dyadbook("run", "--nmae", "x").code == 2
    assert dyadbook("runn", study=False).code == 2


def test_a_folder_without_a_study_is_named(dyadbook, tmp_path):
    """--study with the wrong folder says what is missing there."""
    said = dyadbook("check", "--study", tmp_path, study=False)
    assert said.code == 2
    assert "neither study.yaml nor seeds/study.yaml is there" in said.err


def test_help_lists_every_command_and_every_parameter(dyadbook):
    """The help of the program names its commands; that of `run` names each parameter with its help line."""
    from dyadbook.study.parameters import Parameters

    said = dyadbook("--help", study=False)
    assert said.code == 0
    for command in command_line.app.registered_commands:
        assert command.name in said.out
    text = " ".join(dyadbook("run", "--help", study=False).out.split())
    for name, field in Parameters.model_fields.items():
        if name not in ("study", "phase"):
            assert name in text
            assert " ".join(field.description.split()) in text


def test_version_is_the_package_version(dyadbook):
    """--version prints it and stops."""
    from dyadbook import __version__

    assert dyadbook("--version", study=False).out == f"dyadbook {__version__}\n"
