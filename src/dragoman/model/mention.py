"""Phrases that name someone or something that can act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model.span import Span


class MentionKind(StrEnum):
    """How the phrase names its bearer."""

    NAME = "name"
    NATIONALITY = "nationality"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


class MentionLabel(StrEnum):
    """What sort of thing the phrase names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A noun phrase, nationality or pronoun: "Russian FM Lavrov", "the rebels", "Tehran", "he".

    `id` is its place in the layer. `head` is a token index in the parse of `sentence`. `span` is the phrase from its first
    modifier to its head, with an "of" phrase where one belongs to the title ("the leader of Hamas"). The parts, where
    present: `name` the proper name alone, `title` the office or role words ("Foreign Minister"), `affiliation` the
    country or body that the phrase says its bearer belongs to ("Russian", "Hamas", "Ukraine").
    """

    id: int
    sentence: int
    head: int
    span: Span
    kind: MentionKind
    label: MentionLabel
    name: Span | None = None
    title: Span | None = None
    affiliation: Span | None = None
    is_plural: bool = False
