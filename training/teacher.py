"""The teacher's encoder: MPNet, eight times the student's work, read only in training.

Its pieces are BERT's with four more in front, so that what was cut for the student serves the teacher as well.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from network import Dropout, Layer
from safetensors.torch import load_file
from torch import Tensor, nn

from dragoman.learned.windows import CLS, PAD, SEP

LAYERS, WIDTH, HEADS, BUCKETS = 12, 768, 12, 32
SHIFT = 4
BEGIN, PADDING, END = 0, 1, 2
FIRST_POSITION = 2
PARTS = {
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "out",
    "attention.LayerNorm": "norm1",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm2",
}


def bucket(distance: Tensor, buckets: int = BUCKETS, furthest: int = 128) -> Tensor:
    """The bucket of a relative position (key minus query): half for each direction, exact when near, by logarithm beyond."""
    half = buckets // 2
    exact = half // 2
    away = distance.abs()
    far = exact + (torch.log(away.clamp(min=1).float() / exact) / math.log(furthest / exact) * (half - exact)).long()
    return (distance > 0).long() * half + torch.where(away < exact, away, far.clamp(max=half - 1))


class Teacher(nn.Module):
    """MPNet over the student's piece numbers."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, WIDTH), nn.Embedding(514, WIDTH)
        self.relative = nn.Embedding(BUCKETS, HEADS)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.layers = nn.ModuleList(Layer(WIDTH, 4 * WIDTH, HEADS, dropout, eps=1e-5) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)

    def forward(self, ids: Tensor, attention: Tensor) -> Tensor:
        """The states of [row, piece]; `attention` is 1 for pieces and 0 for padding."""
        own = ids + SHIFT
        for theirs, ours in ((CLS, BEGIN), (SEP, END), (PAD, PADDING)):
            own = torch.where(ids == theirs, ours, own)
        places = torch.arange(ids.shape[1])
        x = self.dropout(self.norm(self.word(own) + self.position(places + FIRST_POSITION)[None]))
        bias = self.relative(bucket(places[None, :] - places[:, None])).permute(2, 0, 1)[None]
        mask = bias + (1.0 - attention[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


def load_teacher(weights: Path, *, dropout: float = 0.1) -> Teacher:
    """The teacher with the published MPNet weights."""
    old = {name.removeprefix("mpnet."): value for name, value in load_file(weights).items()}
    teacher = Teacher(len(old["embeddings.word_embeddings.weight"]), dropout)
    new = {
        "word.weight": old["embeddings.word_embeddings.weight"],
        "position.weight": old["embeddings.position_embeddings.weight"],
        "relative.weight": old["encoder.relative_attention_bias.weight"],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for theirs, ours in PARTS.items():
            for kind in ("weight", "bias"):
                new[f"layers.{number}.{ours}.{kind}"] = old[f"encoder.layer.{number}.{theirs}.{kind}"]
    teacher.load_state_dict(new)
    return teacher
