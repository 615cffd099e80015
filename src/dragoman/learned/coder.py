"""The learned coder: for every word the type of an event that it triggers, for every mention its part in it.

One encoder (ONNX, int8) reads several sentences of a document at a time; small heads in numpy read its states. What
the answers mean for records is decided by the stages.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from dragoman.errors import ResourceError
from dragoman.learned.heads import Convention, Heads, Labels, RoleState
from dragoman.learned.paths import backoff, distance, path
from dragoman.learned.stretches import Side, find_side
from dragoman.learned.windows import Batch, Stretch, Window, encode_words, mark_pair, pack, to_batch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.model.syntax import Parse

FOLDER = Path(__file__).parent
# One at a time: the scales of int8 products are taken over all that is read together, and no document may change another.
WINDOWS_AT_ONCE = 1
LEAST = 0.1
LEAST_ROLE = 0.02


@dataclass(frozen=True, slots=True)
class RoleReading:
    """How likely the mention headed by `word` of `sentence` is the actor or the recipient of an event."""

    sentence: int
    word: int
    actor: float
    recipient: float


@dataclass(frozen=True, slots=True)
class TriggerReading:
    """What a word says if it is a trigger.

    `types` has the probability of each event type, the rest up to 1 being "no event"; `status` sums to 1;
    `historical` is the probability that it is told as background, `voiced` that the report has it from somebody;
    `modes` holds, for every type at or above the least probability, that of each of its modes; `roles` has the
    candidates of the window that may play a part, in text order.
    """

    word: int
    types: dict[str, float]
    status: dict[str, float]
    historical: float
    voiced: float
    modes: dict[str, dict[str, float]]
    roles: tuple[RoleReading, ...]

    @property
    def best(self) -> tuple[str, float]:
        """The likeliest type and its probability."""
        name = max(self.types, key=self.types.__getitem__)
        return name, self.types[name]


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """The likely triggers of one sentence, in text order."""

    sentence: int
    triggers: tuple[TriggerReading, ...]


@dataclass(frozen=True, slots=True)
class PairReading:
    """Who does something to whom in a sentence's main event, as words; None where nobody is named."""

    source: Side | None
    target: Side | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A window with its word states.

    `parses` are those of its sentences, `options` its candidates as offset and word, and
    `as_candidates` what the role head takes of these.
    """

    window: Window
    words: NDArray[np.float32]
    parses: Sequence[Parse]
    options: tuple[Stretch, ...]
    as_candidates: RoleState
    starts: tuple[int, ...]


@dataclass(frozen=True)
class LearnedCoder:
    """The encoders with their heads; `version` is the beginning of the weights' hash.

    Marked pairs have an encoder of their own, `pair_encoder` (its ONNX file), opened when the first pair is asked about.
    """

    session: onnxruntime.InferenceSession
    pair_encoder: Path
    pair_sha256: str
    tokenizer: Tokenizer
    heads: Heads
    labels: Labels
    version: str

    def read(
        self,
        documents: Sequence[Sequence[Parse]],
        candidates: Sequence[Sequence[Sequence[int]]],
        *,
        least: float = LEAST,
    ) -> list[list[SentenceReading]]:
        """For each document a reading of each of its sentences.

        `candidates` holds, for each sentence of each document, the words that head its mentions. Words less likely than
        `least` to trigger any event are left out. Candidates of neighbouring sentences are offered as roles too, as far
        as they share a window (about 190 pieces of words, some six sentences) with the trigger.
        """
        jobs = self._windows(documents)
        found = [[SentenceReading(number, ()) for number in range(len(parses))] for parses in documents]
        for start in range(0, len(jobs), WINDOWS_AT_ONCE):
            some = jobs[start : start + WINDOWS_AT_ONCE]
            batch = to_batch([window for _, window in some])
            states = run(self.session, batch.ids, batch.mask)
            words = pool(states, batch)
            for (document, window), first_word in zip(some, batch.first_word, strict=True):
                states_inside = words[first_word : first_word + window.word_count]
                scene = self._scene(window, states_inside, documents[document], candidates[document])
                for reading in self._read_window(scene, least):
                    found[document][reading.sentence] = reading
        return found

    def classify(self, sentence: str, actor_span: Stretch | None, recipient_span: Stretch | None) -> dict[str, float]:
        """The probability of each type for what the actor does to the recipient, both given as character spans."""
        return self.classify_all([(sentence, actor_span, recipient_span)])[0]

    def classify_all(
        self,
        items: Sequence[tuple[str, Stretch | None, Stretch | None]],
        *,
        convention: Convention = Convention.PLOVER,
    ) -> list[dict[str, float]]:
        """As `classify`, for many sentences at once, in their order."""
        rows = [self._mark(*item) for item in items]
        found: list[dict[str, float]] = [{} for _ in rows]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
        for start in range(0, len(order), WINDOWS_AT_ONCE):
            some = order[start : start + WINDOWS_AT_ONCE]
            ids = padded([rows[i][0] for i in some])
            states = run(self._pair_session, ids, (ids > 0).astype(np.int64))
            source, target = np.array([rows[i][1] for i in some]), np.array([rows[i][2] for i in some])
            for i, probabilities in zip(some, self.heads.pair(states, source, target, convention), strict=True):
                found[i] = dict(zip(self.labels.types, map(float, probabilities), strict=True))
        return found

    def find_pairs(self, parses: Sequence[Parse]) -> list[PairReading]:
        """For each sentence the source and the target of its main event."""
        encoded = encode_words(self.tokenizer, [[token.text for token in parse.tokens] for parse in parses])
        found = [PairReading(None, None)] * len(parses)
        order = sorted((i for i, words in enumerate(encoded) if words), key=lambda i: len(encoded[i]))
        for start in range(0, len(order), WINDOWS_AT_ONCE):
            some = order[start : start + WINDOWS_AT_ONCE]
            windows = [next(pack([encoded[i]])) for i in some]
            batch = to_batch(windows)
            states = run(self.session, batch.ids, batch.mask)
            words = pool(states, batch)
            for row, (i, window, first) in enumerate(zip(some, windows, batch.first_word, strict=True)):
                inside = self.heads.widen(words[first : first + window.word_count], *self._word_labels([parses[i]], window))
                scores = self.heads.sides(inside, states[row, 0])
                source = find_side(scores[0], scores[1])
                found[i] = PairReading(source, find_side(scores[2], scores[3], source))
        return found

    def _windows(self, documents: Sequence[Sequence[Parse]]) -> list[tuple[int, Window]]:
        """The windows of all documents with the number of their document, short ones first."""
        texts = [[token.text for token in parse.tokens] for parses in documents for parse in parses]
        encoded = iter(encode_words(self.tokenizer, texts)) if texts else iter(())
        jobs: list[tuple[int, Window]] = []
        for number, parses in enumerate(documents):
            jobs.extend((number, window) for window in pack([next(encoded) for _ in parses]) if window.word_count)
        return sorted(jobs, key=lambda job: (len(job[1].pieces), job[0], job[1].first))

    @cached_property
    def _pair_session(self) -> onnxruntime.InferenceSession:
        return open_session(read_checked(self.pair_encoder, self.pair_sha256))

    def _word_labels(self, parses: Sequence[Parse], window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        tokens = [t for parse, length in zip(parses, window.lengths, strict=True) for t in parse.tokens[:length]]
        tags, deps = self.labels.tag_index, self.labels.dep_index
        return np.array([tags.get(t.tag, 0) for t in tokens]), np.array([deps.get(t.dep, 0) for t in tokens])

    def _scene(
        self,
        window: Window,
        states: NDArray[np.float32],
        parses: Sequence[Parse],
        candidates: Sequence[Sequence[int]],
    ) -> Scene:
        inside = parses[window.first : window.first + len(window.lengths)]
        options = tuple(
            (offset, word)
            for offset, length in enumerate(window.lengths)
            for word in candidates[window.first + offset]
            if word < length
        )
        words = self.heads.widen(states, *self._word_labels(inside, window))
        starts = (0, *accumulate(window.lengths))
        chosen = np.array([starts[offset] + word for offset, word in options], dtype=np.int64)
        return Scene(window, words, inside, options, self.heads.as_candidate(words[chosen]), starts)

    def _read_window(self, scene: Scene, least: float) -> list[SentenceReading]:
        types = self.heads.types(scene.words)
        readings = []
        for offset, length in enumerate(scene.window.lengths):
            block = types[scene.starts[offset] : scene.starts[offset] + length]
            triggers = tuple(
                self._read_trigger(scene, (offset, int(word)), block[word], least)
                for word in np.flatnonzero(1 - block[:, 0] >= least)
            )
            readings.append(SentenceReading(scene.window.first + offset, triggers))
        return readings

    def _read_trigger(self, scene: Scene, place: Stretch, types: NDArray[np.float32], least: float) -> TriggerReading:
        offset, word = place
        state = scene.words[scene.starts[offset] + word]
        features = [self._pair_features(scene.parses[offset], place, option) for option in scene.options]
        roles = self.heads.roles(
            self.heads.as_trigger(state), scene.as_candidates, np.array(features, dtype=np.int64).reshape(-1, 3), types
        )
        status, historical, voiced = self.heads.status(state)
        likely = {name: float(p) for name, p in zip(self.labels.types, types[1:], strict=True)}
        first = scene.window.first
        return TriggerReading(
            word=word,
            types=likely,
            status=dict(zip(self.labels.statuses, map(float, status), strict=True)),
            historical=historical,
            voiced=voiced,
            modes=self.labels.modes_of({name for name, p in likely.items() if p >= least}, self.heads.modes(state)),
            roles=tuple(
                RoleReading(first + scene.options[i][0], scene.options[i][1], float(roles[i, 1]), float(roles[i, 2]))
                for i in np.flatnonzero(1 - roles[:, 0] >= LEAST_ROLE)
                if scene.options[i] != place
            ),
        )

    def _pair_features(self, parse: Parse, trigger: Stretch, candidate: Stretch) -> tuple[int, int, int]:
        """The numbers of fine path, coarse path and distance."""
        gap = candidate[0] - trigger[0]
        if gap:
            return self.labels.elsewhere_path, self.labels.elsewhere_coarse, distance(gap, 0)
        word = path(parse, trigger[1], candidate[1])
        far = distance(0, candidate[1] - trigger[1])
        return self.labels.path_index.get(word, 0), self.labels.coarse_index.get(backoff(word), 0), far

    def _mark(self, sentence: str, source: Stretch | None, target: Stretch | None) -> tuple[list[int], int, int]:
        words = split_words(sentence)
        encoded = encode_words(self.tokenizer, [[word for word, _ in words]])[0]
        return mark_pair(encoded, words_in(words, source), words_in(words, target))


WORD = re.compile(r"\w+|[^\w\s]")


def split_words(text: str) -> list[tuple[str, int]]:
    """The words and signs of a text with the offset of each, no coarser than the encoder's own pieces."""
    return [(match.group(), match.start()) for match in WORD.finditer(text)]


def words_in(words: Sequence[tuple[str, int]], span: Stretch | None) -> Stretch | None:
    """The stretch of words that a stretch of characters touches."""
    if span is None:
        return None
    inside = [i for i, (word, at) in enumerate(words) if at < span[1] and at + len(word) > span[0]]
    return (inside[0], inside[-1] + 1) if inside else None


def padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Rows of ids filled up with 0 to the longest."""
    ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
    return ids


def pool(states: NDArray[np.float32], batch: Batch) -> NDArray[np.float32]:
    """The state of each word: the mean of the states of its pieces."""
    flat = states.reshape(-1, states.shape[-1])[batch.piece_index]
    starts = np.flatnonzero(np.diff(batch.word_of_piece, prepend=-1))
    counts = np.diff(np.append(starts, len(batch.word_of_piece)))
    return np.asarray(np.add.reduceat(flat, starts, axis=0) / counts[:, None], dtype=np.float32)


def load_coder(folder: Path = FOLDER) -> LearnedCoder:
    """The coder whose weights lie in `folder`, on one thread.

    Raises:
        ResourceError: when a file is missing, or is not the one that the model's description was written for.
    """
    description = json.loads(read_checked(folder / "coder.json", None))
    encoder = read_checked(folder / "encoder.onnx", description["sha256"]["encoder.onnx"])
    read_checked(folder / "heads.npz", description["sha256"]["heads.npz"])
    with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
    tokenizer = Tokenizer.from_str(read_checked(folder / "tokenizer.json", description["sha256"]["tokenizer.json"]).decode())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return LearnedCoder(
        session=open_session(encoder),
        pair_encoder=folder / "pairs.onnx",
        pair_sha256=description["sha256"]["pairs.onnx"],
        tokenizer=tokenizer,
        heads=Heads(weights, description["temperature"]),
        labels=Labels(**{name: tuple(values) for name, values in description["labels"].items()}),
        version=description["sha256"]["encoder.onnx"][:12],
    )


def open_session(encoder: bytes) -> onnxruntime.InferenceSession:
    """An encoder on one thread, so that shards can share a machine."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(encoder, options, providers=["CPUExecutionProvider"])


def run(session: onnxruntime.InferenceSession, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
    """The states [row, piece, feature] of an encoder."""
    states: NDArray[np.float32] = session.run(None, {"ids": ids, "mask": mask})[0]
    return states


def read_checked(path: Path, sha256: str | None) -> bytes:
    """The bytes of a file, checked against its hash where one is given.

    Raises:
        ResourceError: when it is missing or its hash is another.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ResourceError(
            f"{path}: not found; the learned coder is not installed, run `make train DATA=folder`"
        ) from error
    if sha256 is not None and (found := hashlib.sha256(content).hexdigest()) != sha256:
        raise ResourceError(f"{path}: sha256 is {found}, coder.json has {sha256}; the files are of different models")
    return content
