"""Room 4: what several sources claim becomes events, each once, with every disagreement kept."""
