"""How mentions of one actor are put into chains: by name, by description, by pronoun."""
