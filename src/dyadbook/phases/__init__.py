"""Room 5: which phase an event falls in, and what each phase holds."""

from dyadbook.phases.assign import BEGINS, PRELUDE, UNPLACED, WITHIN, assign, placement, possible
from dyadbook.phases.summary import summary

__all__ = ["BEGINS", "PRELUDE", "UNPLACED", "WITHIN", "assign", "placement", "possible", "summary"]
