"""Roster files as stations have them: read, mapped, understood; nothing is kept here."""
