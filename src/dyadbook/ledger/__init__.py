"""Every number that the book prints, with the rule that computed it and what it rests on."""

from dyadbook.ledger.evidence import Evidence, Link, chain
from dyadbook.ledger.facts import Fact, Ledger, loads, merge, read

__all__ = ["Evidence", "Fact", "Ledger", "Link", "chain", "loads", "merge", "read"]
