"""What our own training adds to the weights of multilingual-e5-small.

The model was made for every subject and many languages; people ask in other words than policy
is written in. Two thin matrices for a weight [out, in], `up` [out, r] and `down` [r, in], are
added to it as their product (LoRA: Hu et al. 2022, arXiv 2106.09685), so the file is 450 kB and
the network keeps its size and its speed. `tests/training` holds the material and makes the file.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from index.e5_container import Container, Floats

FILE: Final = Path(__file__).with_name("e5_adapter.safetensors")

# The container's names of what may learn, and BertModel's.
BERT_NAMES: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
}
_DOWN: Final = ".down"
_UP: Final = ".up"

Matrix = NDArray[np.float16]


class Adapted(Container):
    """A container whose weights have been trained on."""

    def __init__(self, path: Path, adapter: Path) -> None:
        """Read both files.

        `adapter` holds float16 tensors `NAME.down` [r, in] and `NAME.up` [out, r] for weights
        [out, in] of the container. Raises ValueError when they do not fit it, and what `Container`
        and safetensors raise when a file is none of theirs.
        """
        super().__init__(path)
        self._added = products(adapter)
        for name, added in self._added.items():
            if super().tensor(name).size != added.size:
                raise ValueError(f"{adapter.name} has another shape for {name} than {path.name}")

    def tensor(self, name: str) -> Floats:
        """Return the numbers of a tensor with what training added, flat, as float32."""
        numbers = super().tensor(name)
        return numbers + self._added[name].reshape(-1) if name in self._added else numbers


def products(adapter: Path) -> dict[str, Floats]:
    """Return what an adapter adds to each weight [out, in], by the weight's name."""
    thin = load_file(adapter)
    names = sorted(each.removesuffix(_UP) for each in thin if each.endswith(_UP))
    return {name: _product(thin, name) for name in names}


def bert_name(name: str) -> str:
    """Return what BertModel's encoder calls a weight of the container.

    >>> bert_name("l11.ao.w")
    'layer.11.attention.output.dense.weight'
    """
    layer, part, _ = name.split(".")
    return f"layer.{layer[1:]}.{BERT_NAMES[part]}.weight"


def _product(thin: dict[str, Matrix], name: str) -> Floats:
    """What is added to a weight."""
    up, down = (thin[name + part].astype(np.float32) for part in (_UP, _DOWN))
    product: Floats = up @ down
    return product
