"""Pictures and PDFs from outside: made harmless, kept, and led out to visitors."""
