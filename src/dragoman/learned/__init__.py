"""Trained models: the files, their card, one loader."""
