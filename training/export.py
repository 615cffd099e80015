"""The trained coder as files: encoder.onnx (int8), heads.npz, tokenizer.json, coder.json with names and hashes."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from examples import STATUSES, TYPES, Vocabulary
from fit import Coder
from onnxruntime.quantization import QuantType, quantize_dynamic


def export_encoder(coder: Coder, target: Path) -> None:
    """The encoder as one ONNX graph, weights of its products as int8 by output channel."""
    coder.eval()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        example = (torch.ones(2, 16, dtype=torch.long), torch.ones(2, 16, dtype=torch.long))
        axes = {0: "row", 1: "piece"}
        torch.onnx.export(
            coder.encoder,
            example,
            str(plain),
            input_names=["ids", "mask"],
            output_names=["states"],
            dynamic_axes={"ids": axes, "mask": axes, "states": axes},
            opset_version=17,
            dynamo=False,
        )
        fused = Path(folder) / "fused.onnx"
        optimise(plain, fused)
        quantize_dynamic(
            fused,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def optimise(plain: Path, fused: Path) -> None:
    """Fuses attention, norms and GELU where onnxruntime's own tool can."""
    from onnxruntime.transformers import optimizer  # noqa: PLC0415 - heavy, and absent from some builds

    model = optimizer.optimize_model(str(plain), model_type="bert", num_heads=12, hidden_size=384, opt_level=0)
    model.save_model_to_file(str(fused))


def export(
    coder: Coder, pair_coder: Coder, vocabulary: Vocabulary, tokenizer: Path, out: Path, temperature: dict[str, float]
) -> None:
    """Writes all files; the heads of pairs are those of `pair_coder`, which has an encoder of its own."""
    out.mkdir(parents=True, exist_ok=True)
    export_encoder(coder, out / "encoder.onnx")
    export_encoder(pair_coder, out / "pairs.onnx")
    of_pairs = pair_coder.heads.state_dict()
    heads = {
        name: (of_pairs[name] if name.startswith("pair_") else value).detach().numpy().astype(np.float16)
        for name, value in coder.heads.state_dict().items()
    }
    np.savez_compressed(out / "heads.npz", **heads)
    settings = json.loads(tokenizer.read_text(encoding="utf-8"))
    settings["truncation"] = settings["padding"] = None
    (out / "tokenizer.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    labels = {
        "types": TYPES,
        "statuses": STATUSES,
        "modes": vocabulary.modes,
        "tags": vocabulary.tags,
        "deps": vocabulary.deps,
        "paths": vocabulary.paths,
        "coarse": vocabulary.coarse,
    }
    hashes = {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in ("encoder.onnx", "pairs.onnx", "heads.npz", "tokenizer.json")
    }
    description = {"sha256": hashes, "temperature": temperature, "labels": labels}
    (out / "coder.json").write_text(json.dumps(description, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
