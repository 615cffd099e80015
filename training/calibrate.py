"""Temperatures that make probabilities mean what they say, and how far they are from it."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812


def temperature(logits: torch.Tensor, gold: torch.Tensor) -> float:
    """The divisor of the logits with the least cross entropy, from .5 to 3."""
    tried = np.exp(np.linspace(np.log(0.5), np.log(3.0), 60))
    losses = [float(F.cross_entropy(logits / float(t), gold)) for t in tried]
    return round(float(tried[int(np.argmin(losses))]), 3)


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = 10) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error, and for each bin its mean confidence, its share right and its size."""
    table, error = [], 0.0
    edges = np.linspace(0, 1, bins + 1)
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            mean, share = float(confidence[inside].mean()), float(right[inside].mean())
            table.append((round(mean, 3), round(share, 3), int(inside.sum())))
            error += inside.sum() * abs(mean - share) / len(confidence)
    return round(float(error), 4), table
