"""Officers: who they are, when they serve here, and their leave."""
