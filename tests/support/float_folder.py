"""Writes a container as the ordinary float32 folder of sentence-transformers.

What the fast engine is compared with, in tests and in `make bench`; and, made of a tiny container,
a model of one's own. 488 MB for the real one.
"""

import json
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from safetensors.numpy import save_file

from index import e5_folder, offline_model
from index.e5_container import Container, Floats, Shape, SpecialTokens
from index.offline_model import Packed
from tests.support.tiny_container import write_container

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_LAYER_NAMES: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_LAYER_NORMS: Final = ("aln", "oln")
_MODULES: Final = (
    ("", "base.modules.transformer.Transformer"),
    ("1_Pooling", "sentence_transformer.modules.pooling.Pooling"),
    ("2_Normalize", "base.modules.normalize.Normalize"),
)


def tiny_model(place: Path) -> Path:
    """Write a tiny model of random weights into a new folder below `place`, and return that."""
    folder = place / "tiny-model"
    folder.mkdir()
    return write_float_folder(Container(write_container(place / "tiny.bin").path), folder)


def in_float32(model: Packed) -> "SentenceTransformer":
    """A model as sentence-transformers runs it, out of a folder in the cache, written once."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes nine seconds

    folder = offline_model.default_cache() / f"float32-{model.revision}"
    if not folder.is_dir():  # 488 MB
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(dir=folder.parent))
        write_float_folder(offline_model.read(model), draft).rename(folder)
    return SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": "float32"})


def write_float_folder(container: Container, folder: Path) -> Path:
    """Write the model into an existing folder, which is returned."""
    e5_folder.write_tokenizer(container, folder)
    for name, content in _settings(container.shape, container.special).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    save_file(_weights(container), folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def _weights(container: Container) -> dict[str, Floats]:
    """The tensors under the names that BertModel gives them."""
    shape = container.shape
    width = shape.hidden
    weights = {
        "embeddings.word_embeddings.weight": container.tensor("emb.word").reshape(-1, width),
        "embeddings.position_embeddings.weight": container.tensor("emb.pos").reshape(-1, width),
        "embeddings.token_type_embeddings.weight": container.tensor("emb.type").reshape(-1, width),
        "embeddings.LayerNorm.weight": container.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": container.tensor("emb.ln.b"),
        # Mean pooling does not use the pooler; without its weights loading would complain.
        "pooler.dense.weight": np.zeros((width, width), dtype=np.float32),
        "pooler.dense.bias": np.zeros(width, dtype=np.float32),
    }
    for layer in range(shape.layers):
        for short, long in _LAYER_NAMES.items():
            weight = container.tensor(f"l{layer}.{short}.w")
            bias = container.tensor(f"l{layer}.{short}.b")
            if short not in _LAYER_NORMS:
                weight = weight.reshape(len(bias), -1)
            weights[f"encoder.layer.{layer}.{long}.weight"] = weight
            weights[f"encoder.layer.{layer}.{long}.bias"] = bias
    return weights


def _settings(shape: Shape, special: SpecialTokens) -> dict[str, Any]:
    """The folder's JSON files by name."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "intermediate_size": shape.feed_forward,
            "layer_norm_eps": 1e-12,
            "max_position_embeddings": shape.positions,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "pad_token_id": special.padding,
            "type_vocab_size": shape.token_types,
            "vocab_size": shape.vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.{module}"}
            for i, (path, module) in enumerate(_MODULES)
        ],
        "config_sentence_transformers.json": {
            "prompts": {"query": e5_folder.QUERY_PROMPT, "document": e5_folder.PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"embedding_dimension": shape.hidden, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
    }
