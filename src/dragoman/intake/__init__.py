"""Anything that holds reports to documents: files, folders, addresses, standard input."""

from dragoman.intake.settings import Intake
from dragoman.intake.sources import bytes_of, read_inputs

__all__ = ["Intake", "bytes_of", "read_inputs"]
