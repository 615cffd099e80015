"""The values that the whole system passes around: frozen, typed, standard library only."""
