"""Runs multilingual-e5-small as a module of SentenceTransformer, on ONNX Runtime.

The graph (`index.e5_graph`) takes one text at a time: no padding, and no vector that depends on
its neighbours. Importing this module imports torch, so `index.opening` does it late.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # it ships no types
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule, Normalize
from transformers import PreTrainedTokenizerFast

from index import e5_folder
from index.e5_graph import INPUT, POSITIONS

_IDS: Final = "input_ids"


def open_folder(folder: Path, threads: int) -> SentenceTransformer:
    """Return the model out of a folder that `e5_folder` wrote, on that many threads.

    Raises what ONNX Runtime raises when the folder holds no such model.
    """
    prompts = {"query": e5_folder.QUERY_PROMPT, "document": e5_folder.PASSAGE_PROMPT}
    # Handed over as they are: naming our class in the folder would ask for trust_remote_code.
    modules: list[torch.nn.Module] = [E5Engine(folder, threads), Normalize()]
    return SentenceTransformer(modules=modules, device="cpu", prompts=prompts)


class E5Engine(InputModule):
    """Texts to the mean of their tokens' vectors: tokenizer, network and pooling in one module."""

    tokenizer: PreTrainedTokenizerFast

    def __init__(self, folder: Path, threads: int) -> None:
        """Load tokenizer and network; `threads` multiply side by side."""
        super().__init__()  # type: ignore[no-untyped-call]  # no types there
        file = str(folder / e5_folder.TOKENIZER)
        self.tokenizer = PreTrainedTokenizerFast(tokenizer_file=file)  # type: ignore[no-untyped-call]  # nor there
        self._session = onnxruntime.InferenceSession(
            folder / e5_folder.NETWORK, _options(threads), providers=["CPUExecutionProvider"]
        )
        written = self._session.get_modelmeta().custom_metadata_map
        self.max_seq_length = int(written[POSITIONS])
        self._dimension = int(self._session.get_outputs()[0].shape[1])

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector."""
        return self._dimension

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_: object
    ) -> dict[str, Any]:
        """Return the token ids of each text, cut where the model's window ends."""
        texts = [(prompt or "") + text for text in inputs]
        cut = self.tokenizer(texts, truncation=True, max_length=self.max_seq_length)
        return {_IDS: cut[_IDS]}

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Add "sentence_embedding", float32 [n, d]."""
        rows = [self._vector(ids) for ids in features[_IDS]]
        return {**features, "sentence_embedding": torch.from_numpy(np.concatenate(rows))}

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Refuse: the folder that this was loaded from is the only form of this model."""
        raise NotImplementedError(f"the fast engine cannot be saved to {output_path}")

    def _vector(self, ids: list[int]) -> NDArray[np.float32]:
        """One text's vector, float32 [1, d]."""
        (row,) = self._session.run(None, {INPUT: np.array([ids], dtype=np.int64)})
        found: NDArray[np.float32] = row
        return found


def _options(threads: int) -> onnxruntime.SessionOptions:
    """How ONNX Runtime is to run the graph."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # The fusions that a higher level makes are in the graph; one of them, of the addition with
    # the normalisation after it, makes a text 20 % slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    # Texts differ in length, and a plan is kept for each length that has been met.
    options.enable_mem_pattern = False
    options.log_severity_level = 3  # errors, which are raised as well
    return options
