"""Reads questions with a label, may they be answered from the library: an object a line."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.evaluation.json_lines import lines
from knowledge.errors import SourceRefused

# Questions of each label; with fewer, the figures that are held out say nothing.
FEWEST: Final = 10


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, and whether the library answers it."""

    question: str
    answerable: bool


def read(path: Path) -> list[Labelled]:
    """Return the questions of a file of JSON lines with `question` and `answerable`.

    Other keys are passed over. Raises SourceRefused, in one line, for a file that cannot be read,
    a line that does not fit, a question that stands there twice, and fewer than FEWEST of a label.
    """
    found: dict[str, Labelled] = {}
    for number, line in lines(path):
        each = _labelled(f"{path}:{number}", line)
        if each.question in found:
            raise SourceRefused(f"{path}:{number}: stands there twice; label a question once")
        found[each.question] = each
    for label, name in ((True, "true"), (False, "false")):
        count = sum(each.answerable is label for each in found.values())
        if count < FEWEST:
            raise SourceRefused(
                f'{path}: has {count} questions with "answerable": {name};'
                f" at least {FEWEST} of each are needed"
            )
    return list(found.values())


def _labelled(place: str, line: str) -> Labelled:
    """Return the question of a line."""
    try:
        read = json.loads(line)
    except json.JSONDecodeError as error:
        raise SourceRefused(f"{place}: not JSON ({error.msg})") from None
    question = read.get("question") if isinstance(read, dict) else None
    if not isinstance(question, str) or not question.strip():
        raise SourceRefused(f'{place}: needs "question", a text')
    if not isinstance(read.get("answerable"), bool):
        raise SourceRefused(f'{place}: needs "answerable", true or false')
    return Labelled(question, read["answerable"])
