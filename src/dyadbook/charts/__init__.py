"""Room 6: from tables to drawings, each with its finding, its words for who cannot see it, and its data."""

from dyadbook.charts.chart import Chart, save
from dyadbook.charts.contested import contested
from dyadbook.charts.coverage import coverage
from dyadbook.charts.figures import figures
from dyadbook.charts.one_phase import one_phase
from dyadbook.charts.robustness import robustness
from dyadbook.charts.timeline import timeline

__all__ = ["Chart", "contested", "coverage", "figures", "one_phase", "robustness", "save", "timeline"]
