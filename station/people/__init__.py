"""Accounts, roles, sign-ins, and the record of what the staff did."""
