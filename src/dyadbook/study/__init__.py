"""Room 1: what defines one book. Knows no other room."""
