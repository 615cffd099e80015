"""How the phrases of a sentence that can name an actor are found and taken apart."""
