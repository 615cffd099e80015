"""Values sent through a pipe between two processes of Dragoman, one after the other."""

from __future__ import annotations

import pickle
from typing import Any, BinaryIO

LENGTH = 8


class Channel:
    """One end: a file to read values from, or one to write them to."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def send(self, value: object) -> None:
        """Writes a value.

        Raises:
            OSError: when nobody is at the other end.
        """
        data = pickle.dumps(value)
        self.file.write(len(data).to_bytes(LENGTH) + data)
        self.file.flush()

    def receive(self) -> Any:
        """The next value.

        Raises:
            EOFError: when the other end is closed, or was killed, even in the midst of a value.
        """
        return pickle.loads(self.take(int.from_bytes(self.take(LENGTH))))  # noqa: S301 - from a process of our own

    def take(self, size: int) -> bytes:
        """So many bytes."""
        data = self.file.read(size)
        if len(data) < size:
            raise EOFError
        return data
