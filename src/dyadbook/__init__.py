"""Make a reproducible, citable book about a pair of states from the documents that describe it."""

__version__ = "0.1.0"
