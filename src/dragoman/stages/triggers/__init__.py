"""How events are worded: the lexicon, its matches, and who plays which part in them."""
