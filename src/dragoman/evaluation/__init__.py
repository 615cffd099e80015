"""Public corpora in their own formats, and the scores that others can check."""
