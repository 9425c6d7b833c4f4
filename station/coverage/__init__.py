"""Visits beside duty: in which shift they came, and at which posts nobody was."""
