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


def _run(work: str, data: Path) -> Cold:
    script = _TOLD.format(work=work)
    command = [sys.executable, "-c", script, str(data)]
    told = subprocess.run(  # noqa: S603 - our own script
        command, capture_output=True, text=True, check=True
    )
    return Cold(**json.loads(told.stdout.splitlines()[-1]))
