"""What a server does by itself, again and again: when it is due, who runs it, what came of it."""
