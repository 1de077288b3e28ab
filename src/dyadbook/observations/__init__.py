"""Room 5b: the hand-kept evidence - chronicle, figures, corrections, disagreements. Knows the study alone."""

from dyadbook.observations.chronicle import main_rows, read_chronicle
from dyadbook.observations.corrections import read_corrections
from dyadbook.observations.disagreements import read_disagreements
from dyadbook.observations.observations import read_observations
from dyadbook.observations.problems import problems

__all__ = [
    "main_rows",
    "problems",
    "read_chronicle",
    "read_corrections",
    "read_disagreements",
    "read_observations",
]
