"""Posts and their shifts."""
