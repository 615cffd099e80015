"""The small layers that read the encoder's states, in numpy, and the names behind their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

ELSEWHERE = "other"


class Convention(IntEnum):
    """Whose reading of the types to follow where they differ: PLOVER 2.0, or PLV, which follows CAMEO.

    PLV has economic sanctions and the destruction of houses under COERCE, blockades under ASSAULT.
    """

    PLOVER = 0
    PLV = 1


@dataclass(frozen=True)
class Labels:
    """What the numbers of the heads stand for; place 0 of `tags`, `deps`, `paths`, `coarse` is all that was not seen."""

    types: tuple[str, ...]
    statuses: tuple[str, ...]
    modes: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    paths: tuple[str, ...]
    coarse: tuple[str, ...]

    @cached_property
    def tag_index(self) -> dict[str, int]:
        """The number of each part-of-speech tag."""
        return number(self.tags)

    @cached_property
    def dep_index(self) -> dict[str, int]:
        """The number of each dependency label."""
        return number(self.deps)

    @cached_property
    def path_index(self) -> dict[str, int]:
        """The number of each path from trigger to candidate."""
        return number(self.paths)

    @cached_property
    def coarse_index(self) -> dict[str, int]:
        """The number of each coarse path."""
        return number(self.coarse)

    @cached_property
    def elsewhere_path(self) -> int:
        """The number of the path to another sentence."""
        return self.path_index[ELSEWHERE]

    @cached_property
    def elsewhere_coarse(self) -> int:
        """The number of the coarse path to another sentence."""
        return self.coarse_index[ELSEWHERE]

    @cached_property
    def mode_places(self) -> tuple[tuple[str, str, int], ...]:
        """Type, mode and number of each mode."""
        pairs = [name.partition(" ") for name in self.modes]
        return tuple((kind, mode, place) for place, (kind, _, mode) in enumerate(pairs))

    def modes_of(self, types: AbstractSet[str], probabilities: NDArray[np.float32]) -> dict[str, dict[str, float]]:
        """The probabilities of the modes of `types`, by type."""
        found: dict[str, dict[str, float]] = {name: {} for name in sorted(types)}
        for kind, mode, place in self.mode_places:
            if kind in types:
                found[kind][mode] = float(probabilities[place])
        return found


def number(names: Sequence[str]) -> dict[str, int]:
    """The place of each name."""
    return {name: place for place, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class RoleState:
    """What a word brings to the question of a part: what is added up, and what is multiplied with the other's."""

    added: NDArray[np.float32]
    multiplied: NDArray[np.float32]


@dataclass(frozen=True)
class Heads:
    """The weights by name, each layer as `NAME.weight` [out, in] and `NAME.bias`, embeddings as `NAME.weight`.

    `temperature` divides the logits of types, roles, status and pairs, as calibration on held-out documents has it.
    """

    weights: Mapping[str, NDArray[np.float32]]
    temperature: Mapping[str, float]

    def widen(self, states: NDArray[np.float32], tags: NDArray[np.int64], deps: NDArray[np.int64]) -> NDArray[np.float32]:
        """Word states with their part-of-speech tag and dependency label."""
        return np.concatenate([states, self.weights["tag.weight"][tags], self.weights["dep.weight"][deps]], axis=-1)

    def types(self, words: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each word the probabilities of "no event" and of each type."""
        hidden = relu(self._linear("type_hidden", words))
        return softmax(self._linear("type_out", hidden) / self.temperature["types"])

    def status(self, trigger: NDArray[np.float32]) -> tuple[NDArray[np.float32], float, float]:
        """The probabilities of each status, that the event is background, and that somebody but the report says so."""
        hidden = relu(self._linear("status_hidden", trigger))
        logits = self._linear("status_out", hidden)
        voiced = self._linear("voice_out", hidden)[0]
        return softmax(logits[:-1] / self.temperature["status"]), float(sigmoid(logits[-1])), float(sigmoid(voiced))

    def modes(self, trigger: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability of each mode, given its type."""
        return sigmoid(self._linear("mode_out", relu(self._linear("type_hidden", trigger))))

    def as_trigger(self, words: NDArray[np.float32]) -> RoleState:
        """What `roles` takes of a trigger."""
        return RoleState(self._linear("role_trigger", words), self._linear("role_mine", words))

    def as_candidate(self, words: NDArray[np.float32]) -> RoleState:
        """What `roles` takes of candidates, one a row."""
        return RoleState(self._linear("role_candidate", words), self._linear("role_yours", words))

    def roles(
        self, trigger: RoleState, candidates: RoleState, features: NDArray[np.int64], types: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """For each candidate the probabilities of no part, actor, recipient.

        `features` has a row of path, coarse path and distance for each; `types` is what the trigger was taken for, "no
        event" first.
        """
        shares = types[1:] / max(float(types[1:].sum()), 1e-6)
        hidden = (
            trigger.added
            + candidates.added
            + self._linear("role_both", trigger.multiplied * candidates.multiplied)
            + self.weights["role_type.weight"] @ shares
            + self.weights["role_path.weight"][features[:, 0]]
            + self.weights["role_coarse.weight"][features[:, 1]]
            + self.weights["role_distance.weight"][features[:, 2]]
        )
        return softmax(self._linear("role_out", relu(hidden)) / self.temperature["roles"])

    def sides(self, words: NDArray[np.float32], sentence: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log probabilities [4, 1 + words]: where the source begins and ends, where the target; at 0 of none.

        `sentence` is the state of [CLS].
        """
        inside = self._linear("span_out", relu(self._linear("span_hidden", words)))
        none = np.repeat(self._linear("span_none", sentence), 2)
        shares = softmax(np.concatenate([none[None], inside]).T)
        return np.asarray(np.log(np.maximum(shares, 1e-9)), dtype=np.float32)

    def pair(
        self, states: NDArray[np.float32], source: NDArray[np.int64], target: NDArray[np.int64], convention: Convention
    ) -> NDArray[np.float32]:
        """For each row of pieces the type probabilities of the pair whose opening marks stand at `source`, `target`."""
        rows = np.arange(len(states))
        joined = np.concatenate([states[:, 0], states[rows, source], states[rows, target]], axis=-1)
        hidden = relu(self._linear("pair_hidden", joined) + self.weights["pair_origin.weight"][convention])
        return softmax(self._linear("pair_out", hidden) / self.temperature["pairs"])

    def _linear(self, name: str, x: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], dtype=np.float32)


def relu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The positive part."""
    return np.maximum(x, 0)


def sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float32)


def softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities along the last axis."""
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)
