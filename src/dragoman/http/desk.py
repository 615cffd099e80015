"""What the handlers share: the open archive, the scheme, and the coder, which is opened when somebody first needs it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from dragoman.knowledge.actor_base import ActorBase, open_actor_base
from dragoman.scheme import Scheme, load_scheme
from dragoman.store import Store

if TYPE_CHECKING:
    from dragoman.coder import Coder

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Access:
    """From where the desk may be reached: the address it listens on, and the token without which nobody is let in.

    None for the token lets everybody in and is for loopback alone.
    """

    host: str = LOOPBACK[0]
    port: int = 8642
    token: str | None = None

    @property
    def is_loopback(self) -> bool:
        """True where only this machine can reach the desk."""
        return self.host in LOOPBACK

    def lets_in(self, given: str | None) -> bool:
        """True for the right token, or where none is needed."""
        return self.token is None or (given is not None and secrets.compare_digest(given.encode(), self.token.encode()))


@dataclass(slots=True)
class Late:
    """The coder and the actor base, each opened once, by whoever needs it first."""

    lock: Lock = field(default_factory=Lock)
    coder: Coder | None = None
    actor_base: ActorBase | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """An open archive with what is needed to read and to judge it."""

    store: Store
    access: Access = field(default_factory=Access)
    scheme: Scheme = field(default_factory=load_scheme)
    late: Late = field(default_factory=Late)

    @property
    def can_judge(self) -> bool:
        """True when verdicts can be kept."""
        return not self.store.database.read_only

    @contextmanager
    def coding(self) -> Iterator[Coder]:
        """The coder, for one caller at a time: the models are not made for two."""
        with self.late.lock:
            if self.late.coder is None:
                from dragoman.coder import open_coder  # noqa: PLC0415 - the models are loaded when somebody codes

                self.late.coder = open_coder()
            yield self.late.coder

    def actor_base(self) -> ActorBase:
        """The actor base."""
        with self.late.lock:
            if self.late.actor_base is None:
                self.late.actor_base = open_actor_base()
            return self.late.actor_base
