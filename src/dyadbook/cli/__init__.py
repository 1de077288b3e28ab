"""The command line: one thin module a command."""

from dyadbook.cli.app import main

__all__ = ["main"]
