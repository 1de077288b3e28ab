"""Room 5c: context series - votes, ideal points, trade records, sanctions, event data. Knows the study alone."""

from dyadbook.series.boundaries import boundary_table
from dyadbook.series.load import load_series, problems, wide
from dyadbook.series.metadata import Series, read_metadata, series_names

__all__ = ["Series", "boundary_table", "load_series", "problems", "read_metadata", "series_names", "wide"]
