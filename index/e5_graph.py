"""Writes multilingual-e5-small as an ONNX graph for `index.e5_engine`: token ids in, vector out.

The twelve layers are multiplied in 8-bit integers, with the fused operators of ONNX Runtime. One
text goes through at a time, so there is no padding and no mask, and the scale that the runtime
finds for a text's numbers is that text's own: a vector does not depend on what it is embedded
with. The word vectors stay in the package's 4-bit blocks.

Rounding alone costs 0.005 to 0.009 nDCG@10 (mean cosine to the float32 model 0.9966). Two things
keep it (0.9998): attention and the way into the wide layer get their numbers in two bytes, and the
one unit of each wide layer that is far larger than the others is multiplied in float32. DECISIONS
11 has the trials.
"""

from pathlib import Path
from typing import Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.e5_container import BLOCK_WEIGHTS, Container, Floats, Shape

INPUT: Final = "token_ids"
POSITIONS: Final = "positions"  # the key under which the model says how many tokens it takes

_FUSED: Final = "com.microsoft"  # the domain of ONNX Runtime's own operators
_OPSETS: Final = (("", 21), (_FUSED, 1))
_IR_VERSION: Final = 10  # the first with 4-bit tensors
# Processors without VNNI add two products of a byte and a weight in 16 bits: 255 × 128 < 2¹⁵, and
# rounding may add 1 to a pair of weights.
_LARGEST_PAIR: Final = 127

_Array = NDArray[np.generic]
_Operand = str | _Array


def write(container: Container, path: Path) -> None:
    """Write the model: int64 [1, n] token ids give float32 [1, d], the mean over the tokens.

    n runs from 1 to the number of positions. The vector is not normalised.
    """
    graph = _Graph()
    hidden = _embeddings(graph, container)
    for layer in range(container.shape.layers):
        hidden = _feed_forward(
            graph, container, layer, _attention(graph, container, layer, hidden)
        )
    mean = graph.apply("ReduceMean", hidden, np.array([1], dtype=np.int64), keepdims=0)
    onnx.save(graph.model(mean, container.shape), path)


class _Graph:
    """Operators in the order in which they run; an array as operand becomes a constant."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def apply(self, operator: str, *operands: _Operand, **attributes: float) -> str:
        """Add an operator and return the name of what it gives."""
        return self.apply_many(operator, *operands, count=1, **attributes)[0]

    def apply_many(
        self, operator: str, *operands: _Operand, count: int, **attributes: float
    ) -> list[str]:
        """Add an operator that gives several things and return their names."""
        given = [f"{operator}-{len(self._nodes)}-{place}" for place in range(count)]
        taken = [each if isinstance(each, str) else self.constant(each) for each in operands]
        node = helper.make_node(operator, taken, given)
        node.attribute.extend(helper.make_attribute(*each) for each in attributes.items())
        self._nodes.append(node)
        return given

    def fused(self, operator: str, *operands: _Operand, **attributes: float) -> str:
        """Add one of ONNX Runtime's own operators."""
        name = self.apply(operator, *operands, **attributes)
        self._nodes[-1].domain = _FUSED
        return name

    def four_bits(self, numbers: NDArray[np.uint8]) -> str:
        """Add a constant of signed 4-bit numbers, two in a byte, the first in the low half."""
        flat = numbers.reshape(-1)
        pairs = flat[::2] | flat[1::2] << 4
        # 0…15 stand for -8…7: turning the highest bit makes them signed.
        raw = (pairs ^ 0x88).tobytes()
        name = f"constant-{len(self._constants)}"
        self._constants.append(
            helper.make_tensor(name, TensorProto.INT4, numbers.shape, raw, raw=True)
        )
        return name

    def model(self, outcome: str, shape: Shape) -> onnx.ModelProto:
        """Return the whole, from token ids to the vector of that name."""
        takes = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "n"])
        gives = helper.make_tensor_value_info(outcome, TensorProto.FLOAT, [1, shape.hidden])
        graph = helper.make_graph(self._nodes, "e5", [takes], [gives], self._constants)
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
        helper.set_model_props(model, {POSITIONS: str(shape.positions)})
        return model

    def constant(self, numbers: _Array) -> str:
        """Add a constant and return its name."""
        name = f"constant-{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(numbers), name))
        return name


def _embeddings(graph: _Graph, container: Container) -> str:
    """Word and place of each token, normalised."""
    width = container.shape.hidden
    words = container.blocks("emb.word")
    word = graph.fused(
        "GatherBlockQuantized",
        graph.four_bits(words.numbers.reshape(-1, width)),
        INPUT,
        words.scales.reshape(-1, width // BLOCK_WEIGHTS),
        block_size=BLOCK_WEIGHTS,
        gather_axis=0,
        quantize_axis=1,
    )
    # All tokens are of the first type.
    places = container.tensor("emb.pos").reshape(-1, width) + container.tensor("emb.type")[:width]
    first, axis = np.array([0], dtype=np.int64), np.array([0], dtype=np.int64)
    count = graph.apply("Shape", INPUT, start=1)
    place = graph.apply("Slice", places, first, count, axis)
    return _normalise(graph, container, "emb.ln", graph.apply("Add", word, place))


def _attention(graph: _Graph, container: Container, layer: int, hidden: str) -> str:
    """What each token takes from the others, added to it and normalised."""
    weights, biases = zip(*(_linear(container, f"l{layer}.{part}") for part in "qkv"), strict=True)
    asked = _fine_product(graph, hidden, np.concatenate(weights), np.concatenate(biases))
    parts = graph.apply_many("Split", asked, count=3, axis=-1, num_outputs=3)
    context = graph.fused("MultiHeadAttention", *parts, num_heads=container.shape.heads)
    taken = _product(graph, context, *_linear(container, f"l{layer}.ao"))
    return _normalise(graph, container, f"l{layer}.aln", graph.apply("Add", hidden, taken))


def _feed_forward(graph: _Graph, container: Container, layer: int, hidden: str) -> str:
    """Each token through the wide layer, added to it and normalised."""
    wide = graph.fused("Gelu", _fine_product(graph, hidden, *_linear(container, f"l{layer}.fi")))
    weight, bias = _linear(container, f"l{layer}.fo")
    # One unit reaches 4 to 63, the others stay below 5; it would set the scale for all. It is the
    # one with the longest outgoing weights, in the nine layers where one stands out.
    loud = np.linalg.norm(weight, axis=0).argsort()[-1:]
    quiet = np.ones(weight.shape[1], dtype=np.float32)
    quiet[loud] = 0
    most = _product(graph, graph.apply("Mul", wide, quiet), weight * quiet, bias)
    rest = graph.apply("MatMul", graph.apply("Gather", wide, loud, axis=2), weight[:, loud].T)
    both = graph.apply("Add", most, rest)
    return _normalise(graph, container, f"l{layer}.oln", graph.apply("Add", hidden, both))


def _linear(container: Container, name: str) -> tuple[Floats, Floats]:
    """Weights [out, in] and bias [out]."""
    bias = container.tensor(f"{name}.b")
    return container.tensor(f"{name}.w").reshape(len(bias), -1), bias


def _product(graph: _Graph, left: str, weight: Floats, bias: Floats) -> str:
    """`left`, in a byte a number, times weight [out, in], plus bias [out]."""
    return graph.fused("DynamicQuantizeMatMul", left, *_eight_bits(weight), bias)


def _fine_product(graph: _Graph, left: str, weight: Floats, bias: Floats) -> str:
    """The same with what the byte leaves over in a second byte."""
    rounded = graph.apply_many("DynamicQuantizeLinear", left, count=3)
    over = graph.apply("Sub", left, graph.apply("DequantizeLinear", *rounded))
    numbers, scale, middle = rounded
    whole, scales, middles = (graph.constant(each) for each in _eight_bits(weight))
    coarse = graph.fused(
        "MatMulIntegerToFloat", numbers, whole, scale, scales, middle, middles, bias
    )
    rest = graph.fused("DynamicQuantizeMatMul", over, whole, scales, middles)
    return graph.apply("Add", coarse, rest)


def _eight_bits(weight: Floats) -> tuple[NDArray[np.int8], Floats, NDArray[np.int8]]:
    """Weights [in, out], with the scale and the middle of each output."""
    pairs = weight.reshape(len(weight), -1, 2)
    # Of a pair, only weights of the same sign add up.
    largest = np.maximum(
        pairs.clip(min=0).sum(axis=2).max(axis=1), -pairs.clip(max=0).sum(axis=2).min(axis=1)
    )
    scales = np.where(largest == 0, 1, largest / _LARGEST_PAIR).astype(np.float32)
    whole = np.rint(weight / scales[:, None]).astype(np.int8)
    return whole.T, scales, np.zeros(len(weight), dtype=np.int8)


def _normalise(graph: _Graph, container: Container, name: str, hidden: str) -> str:
    """Layer normalisation; the fused one with the addition before it takes four times as long."""
    weight, bias = (container.tensor(f"{name}.{part}") for part in "wb")
    return graph.apply("LayerNormalization", hidden, weight, bias, epsilon=container.shape.epsilon)
