"""What can go wrong, as one tree.

DragomanError
├── InputError            a document that cannot be read: what, where, what to do
│   └── FetchError        a URL that was refused or did not answer
├── ResourceError         knowledge that does not hold together
│   ├── SchemeError       an ontology file that fails its checks
│   └── KnowledgeError    an actor base or gazetteer that is missing or broken
├── PipelineError         stages in an order that cannot run
├── StoreError            an archive that cannot be opened, read or written: which, why, what to do
├── QueryError            a filter, order or group that the archive does not know
├── EngineError          a run over shards that cannot begin, or a shard that cannot be finished
├── JudgementError        a verdict that cannot be given
└── CorpusError           an evaluation corpus that is not in its format
"""

from __future__ import annotations


class DragomanError(Exception):
    """Base of every error that Dragoman raises on purpose; its text is fit to be shown to a user."""


class InputError(DragomanError):
    """A document that cannot be read.

    `source` names the input as the user gave it, `problem` what is wrong, `remedy` what to do about it.
    """

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        super().__init__(f"{source}: {problem}; {remedy}")
        self.source = source
        self.problem = problem
        self.remedy = remedy


class FetchError(InputError):
    """A URL that was refused or did not answer."""


class ResourceError(DragomanError):
    """Knowledge that does not hold together."""


class SchemeError(ResourceError):
    """An ontology file that fails its checks; the text gives file, line and the nearest allowed value."""


class KnowledgeError(ResourceError):
    """An actor base or gazetteer that is missing or broken."""


class PipelineError(DragomanError):
    """Stages in an order that cannot run."""


class StoreError(DragomanError):
    """An archive that cannot be opened, read or written; what was stored before is still there.

    `store` names the archive as the user gave it, `problem` what is wrong, `remedy` what to do about it.
    """

    def __init__(self, store: str, problem: str, remedy: str) -> None:
        super().__init__(f"{store}: {problem}; {remedy}")
        self.store = store
        self.problem = problem
        self.remedy = remedy


class QueryError(DragomanError):
    """A filter, order or group that the archive does not know; the text says what is allowed."""


class EngineError(DragomanError):
    """A run over shards that cannot begin, or a shard that cannot be finished; what was finished before stays."""


class JudgementError(DragomanError):
    """A verdict that cannot be given: no such record, no such field, or a value that the scheme does not know."""


class CorpusError(DragomanError):
    """An evaluation corpus that is not in its published format; the text gives file and line."""
