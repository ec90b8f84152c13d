"""Opens a model: ours out of its folder, one of your own, or the hub's.

What these libraries need is imported where it is used: it takes nine seconds.
"""

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index import e5_adapter
from knowledge.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_HUB_TIMEOUT: Final = 10.0  # seconds


def of_engine(folder: Path, threads: int) -> "SentenceTransformer":
    """Return the default model out of its folder, with the engine that is made for it."""
    _be_quiet()
    from index import e5_engine  # noqa: PLC0415 - imports sentence_transformers

    return e5_engine.open_folder(folder, threads)


def open_model(model: str) -> "SentenceTransformer":
    """Return a model from its folder or from the hub's cache; else it is fetched.

    Raises ModelMissing.
    """
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


def weights_sha256(model: "SentenceTransformer") -> str:
    """Return a checksum of the network and its numbers, as a revision of one's own."""
    sha256 = hashlib.sha256(repr(model).encode())
    for name, tensor in model.state_dict().items():
        sha256.update(name.encode())
        sha256.update(tensor.contiguous().numpy())
    return sha256.hexdigest()
