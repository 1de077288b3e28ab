"""Room 5: which phase an event falls in, and what each phase holds."""

from dyadbook.phases.assign import PRELUDE, UNPLACED, assign, possible
from dyadbook.phases.summary import summary

__all__ = ["PRELUDE", "UNPLACED", "assign", "possible", "summary"]
