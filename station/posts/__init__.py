"""Duty posts, the shifts worked there, and holidays."""
