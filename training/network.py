"""The network in torch: a BERT encoder and the heads that read its states."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own name for it


class Dropout(nn.Module):
    """Dropout for a CPU, where random numbers are dear: of a feature in all words of a row of [row, word, feature]."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """The input with some of it left out."""
        if not self.training or not self.share:
            return x
        shape = (x.shape[0], 1, x.shape[2]) if x.dim() == 3 else x.shape
        kept = torch.rand(shape) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Layer(nn.Module):
    """One transformer layer, norm after each half as in BERT."""

    def __init__(self, width: int, inner: int, heads: int, dropout: float, *, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The states after this layer; `mask` is added to the attention scores."""
        width = x.shape[-1] // self.heads
        q, k, v = (
            part(x).view(x.shape[0], x.shape[1], self.heads, width).permute(0, 2, 1, 3)
            for part in (self.query, self.key, self.value)
        )
        # Plain attention: torch's fused one is slower backwards on a CPU at these lengths.
        mixed = (q @ k.transpose(-1, -2) / width**0.5 + mask.to(q.dtype)).softmax(-1) @ v
        mixed = mixed.permute(0, 2, 1, 3).contiguous().view(x.shape[0], x.shape[1], self.heads * width)
        x = self.norm1(self.dropout(self.out(mixed)) + x)
        return self.norm2(self.dropout(self.down(F.gelu(self.up(x)))) + x)


class Encoder(nn.Module):
    """BERT without its pooler; segment ids are all 0."""

    def __init__(self, vocabulary: int, width: int, layers: int, heads: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(512, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, 4 * width, heads, dropout) for _ in range(layers))
        self.dropout = Dropout(dropout)

    def forward(self, ids: Tensor, attention: Tensor) -> Tensor:
        """The states of [row, piece]; `attention` is 1 for pieces and 0 for padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.word(ids) + self.position(places)[None]))
        mask = (1.0 - attention[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm2",
}


def load_encoder(weights: Path, *, dropout: float = 0.1) -> Encoder:
    """The encoder with the published MiniLM weights; the constant segment embedding is folded into the positions."""
    old = {name.removeprefix("bert."): value for name, value in load_file(weights).items()}
    width = old["embeddings.word_embeddings.weight"].shape[1]
    layers = 1 + max(int(name.split(".")[2]) for name in old if name.startswith("encoder.layer."))
    encoder = Encoder(len(old["embeddings.word_embeddings.weight"]), width, layers, 12, dropout)
    new = {
        "word.weight": old["embeddings.word_embeddings.weight"],
        "position.weight": old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        for theirs, ours in PARTS.items():
            for kind in ("weight", "bias"):
                new[f"layers.{number}.{ours}.{kind}"] = old[f"encoder.layer.{number}.{theirs}.{kind}"]
    encoder.load_state_dict(new)
    return encoder


class Heads(nn.Module):
    """What reads the states; every layer is small enough to be run by numpy."""

    def __init__(self, sizes: dict[str, int], width: int = 384, hidden: int = 256, dropout: float = 0.2) -> None:
        super().__init__()
        self.tag, self.dep = nn.Embedding(sizes["tags"], 24), nn.Embedding(sizes["deps"], 24)
        wide = width + 48
        self.type_hidden, self.type_out = nn.Linear(wide, hidden), nn.Linear(hidden, sizes["types"] + 1)
        self.status_hidden, self.status_out = nn.Linear(wide, hidden), nn.Linear(hidden, sizes["statuses"] + 1)
        self.voice_out = nn.Linear(hidden, 1)
        self.mode_out = nn.Linear(hidden, sizes["modes"])
        self.role_trigger, self.role_candidate = nn.Linear(wide, hidden), nn.Linear(wide, hidden)
        self.role_path, self.role_coarse = nn.Embedding(sizes["paths"], hidden), nn.Embedding(sizes["coarse"], hidden)
        self.role_distance = nn.Embedding(12, hidden)
        self.role_type = nn.Linear(sizes["types"], hidden, bias=False)
        self.role_both, self.role_mine, self.role_yours = nn.Linear(96, hidden), nn.Linear(wide, 96), nn.Linear(wide, 96)
        self.role_out = nn.Linear(hidden, 3)
        self.span_hidden, self.span_out = nn.Linear(wide, hidden), nn.Linear(hidden, 4)
        self.span_none = nn.Linear(width, 2)
        self.pair_hidden, self.pair_out = nn.Linear(3 * width, hidden), nn.Linear(hidden, sizes["types"])
        self.pair_origin = nn.Embedding(2, hidden)
        for table in (self.pair_origin, self.role_path, self.role_coarse, self.role_distance, self.tag, self.dep):
            nn.init.normal_(table.weight, std=0.05)
        self.dropout = Dropout(dropout)

    def words(
        self, states: Tensor, piece_index: Tensor, word_of_piece: Tensor, count: int, tags: Tensor, deps: Tensor
    ) -> Tensor:
        """Word states: the mean of their pieces, with tag and dependency label."""
        flat = states.reshape(-1, states.shape[-1]).index_select(0, piece_index)
        total = torch.zeros(count, flat.shape[1]).index_add(0, word_of_piece, flat)
        pieces = torch.zeros(count).index_add(0, word_of_piece, torch.ones(len(word_of_piece)))
        return torch.cat([total / pieces.clamp(min=1)[:, None], self.tag(tags), self.dep(deps)], -1)

    def types(self, words: Tensor) -> Tensor:
        """Logits of no event and of each type."""
        return self.type_out(self.dropout(F.relu(self.type_hidden(self.dropout(words)))))

    def status(self, triggers: Tensor) -> Tensor:
        """Logits of each status and, last, of background."""
        return self.status_out(self.status_features(triggers))

    def voiced(self, triggers: Tensor) -> Tensor:
        """The logit that somebody but the report says so."""
        return self.voice_out(self.status_features(triggers)).squeeze(-1)

    def status_features(self, triggers: Tensor) -> Tensor:
        """What status and voice are read from."""
        return self.dropout(F.relu(self.status_hidden(self.dropout(triggers))))

    def modes(self, triggers: Tensor) -> Tensor:
        """Logits of each mode."""
        return self.mode_out(self.dropout(F.relu(self.type_hidden(self.dropout(triggers)))))

    def roles(self, words: Tensor, pairs: Tensor, types: Tensor) -> Tensor:
        """Logits of `pairs`, rows of trigger, candidate, path, coarse path, distance; `types` are each trigger's shares."""
        words = self.dropout(words)
        together = self.role_mine(words).index_select(0, pairs[:, 0]) * self.role_yours(words).index_select(0, pairs[:, 1])
        hidden = (
            self.role_both(together)
            + self.role_type(types)
            + self.role_trigger(words).index_select(0, pairs[:, 0])
            + self.role_candidate(words).index_select(0, pairs[:, 1])
            + self.role_path(pairs[:, 2])
            + self.role_coarse(pairs[:, 3])
            + self.role_distance(pairs[:, 4])
        )
        return self.role_out(self.dropout(F.relu(hidden)))

    def spans(self, words: Tensor) -> Tensor:
        """Logits that a word begins the source, ends it, begins the target, ends it."""
        return self.span_out(self.dropout(F.relu(self.span_hidden(self.dropout(words)))))

    def no_spans(self, states: Tensor) -> Tensor:
        """For each row the logits that there is no source, and no target."""
        return self.span_none(self.dropout(states[:, 0].float()))

    def pair(self, states: Tensor, source: Tensor, target: Tensor, origin: Tensor) -> Tensor:
        """Logits of the types of marked pairs; `origin` is whose convention the answer should follow, PLOVER's or PLV's."""
        rows = torch.arange(len(states))
        x = torch.cat([states[:, 0], states[rows, source], states[rows, target]], -1).float()
        return self.pair_out(self.dropout(F.relu(self.pair_hidden(self.dropout(x)) + self.pair_origin(origin))))
