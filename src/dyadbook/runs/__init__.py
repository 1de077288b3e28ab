"""Notebooks as tasks: what runs when, what is stale, and what a run leaves behind."""
