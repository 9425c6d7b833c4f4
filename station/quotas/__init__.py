"""Fiscal years, phases, minimums, what ITAP and the collectors report, and the pace."""
