"""Memory and cold start, each in a process of its own: ours, and the bare library's."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# Not getrusage: there a child begins with the peak of the process that started it.
_TOLD = """
import json, re, sys, time
began = time.perf_counter()
{work}
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps({{"seconds": time.perf_counter() - began, "megabytes": peak}}))
"""
_INDEX = """
import json, re, sys
from pathlib import Path
from index.search import Index
from index.store import IndexStore
from index.vectors import VectorIndex

class Embedder:
    name, dimension = sys.argv[2], int(sys.argv[3])

    def embed_passages(self, texts):
        raise SystemExit("the index is not whole")

class Library:
    revision = 1

    def __init__(self, marks):
        self._marks = marks

    def marks(self):
        return self._marks

    def searched(self):
        return set(self._marks)

def megabytes():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024

store = IndexStore(Path(sys.argv[1]) / "index.db")
library = Library(store.marks())
VectorIndex(8)
before = megabytes()
index = Index(Path(sys.argv[1]), Embedder())
index.refresh(library)
print(json.dumps({"seconds": 0.0, "megabytes": megabytes() - before}))
"""
_OURS = """
from pathlib import Path
from bot import settings
from bot.wiring import assemble
advisor = assemble(settings.load(Path(sys.argv[1]))).ready()
advisor.answerer.answer("Hoe betrekken we sport en cultuur?")
"""
_STOCK = """
from tests.benchmarks.contenders import stock_embedding, stock_model
stock_embedding(stock_model())("Hoe betrekken we sport en cultuur?")
"""


@dataclass(frozen=True, slots=True)
class Cold:
    """Seconds from the start of Python to the first answer, and the most memory it took."""

    seconds: float
    megabytes: float


def ours(data: Path) -> Cold:
    """The bot to its first answer, on a data folder that is indexed already."""
    _run(_OURS, data)
    return _run(_OURS, data)


def stock(data: Path) -> Cold:
    """sentence-transformers to its first embedding."""
    return _run(_STOCK, data)


def index(folder: Path, embedder: str, dimension: int) -> float:
    """Megabytes that an index takes when it is open, its library and the model left out."""
    return _told(_INDEX, folder, embedder, str(dimension)).megabytes


def _run(work: str, data: Path) -> Cold:
    return _told(_TOLD.format(work=work), data)


def _told(script: str, *arguments: Path | str) -> Cold:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    told = subprocess.run(  # noqa: S603 - our own script
        command, capture_output=True, text=True, check=True
    )
    return Cold(**json.loads(told.stdout.splitlines()[-1]))
