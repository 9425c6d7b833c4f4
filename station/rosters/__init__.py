"""Rosters: who does duty where and when, month by month, in numbered versions."""
