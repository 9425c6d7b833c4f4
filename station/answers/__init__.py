"""What visitors answered: anonymous, by the day, each exactly once."""
