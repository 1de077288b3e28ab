"""The `dyadbook` command: its sub-commands, and how each kind of error leaves it."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from dyadbook import __version__
from dyadbook.cli import book, check, diff, evidence, extract, run, site, sweep, verify
from dyadbook.cli.options import WithParameters
from dyadbook.study.problems import ArgumentError, ContentError

INTERRUPTED = 130

app = typer.Typer(
    name="dyadbook",
    help="Make a reproducible, citable book about a pair of states from the documents that describe it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        print(f"dyadbook {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    pass


app.command("check")(check.check)
app.command("run", cls=WithParameters)(run.run)
app.command("book", cls=WithParameters)(book.book)
app.command("site")(site.site)
app.command("sweep", cls=WithParameters)(sweep.sweep)
app.command("diff")(diff.diff)
app.command("verify")(verify.verify)
app.command("extract")(extract.extract)
app.command("evidence")(evidence.evidence)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line. Exits 2 for wrong arguments, 1 for wrong content or a failed run, 130 when interrupted."""
    try:
        app(list(arguments) if arguments is not None else None)
    except ArgumentError as error:
        _leave(f"dyadbook: {error}", 2)
    except ContentError as error:
        _leave(str(error), 1)
    except SystemExit as error:
        if error.code != INTERRUPTED:  # Typer turns Ctrl-C into this, without a word
            raise
        _leave("Interrupted. What had finished is kept; the same command goes on from there.", INTERRUPTED)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # the reader of a pipe (head, less) has seen enough
            sys.stderr.close()
            raise SystemExit(0) from None
        if error.errno != errno.ENOSPC:
            raise
        where = f" where '{Path(error.filename).name}' was to be written" if error.filename else ""
        _leave(f"The disk is full{where}: free some space and run it again. What had finished is kept.", 1)


def _leave(message: str, code: int) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(code)
