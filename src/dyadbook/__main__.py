"""`python -m dyadbook` is the command line."""

from dyadbook.cli import main

main()
