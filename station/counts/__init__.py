"""Taps and scans, each stored once in a chain, and the daily totals they make."""
