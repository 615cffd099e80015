"""The parts of the status stage that weigh: clues, and the tables of what each clue is worth."""
