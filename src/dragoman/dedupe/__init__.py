"""Which documents tell the same, and which records."""
