"""Where to look for what lies next door: `signposts.toml` has organisations and no facts."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.answering.model import Language, Signpost
from index.dutch import fold


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject next door: its words, and who knows about it in each language."""

    words: re.Pattern[str]
    names: dict[Language, str]
    url: str

    def signpost(self, language: Language) -> Signpost:
        """Return where to look, named in a language."""
        return Signpost(self.names[language], self.url)

    def is_spoken_of(self, texts: Iterable[str]) -> bool:
        """Tell whether one of the texts uses a word of the subject."""
        return any(self.words.search(fold(text)) for text in texts)


def subject_of(question: str) -> Subject | None:
    """Return the first subject whose words the question uses."""
    folded = fold(question)
    return next((each for each in _subjects() if each.words.search(folded)), None)


@cache
def _subjects() -> tuple[Subject, ...]:
    file = resources.files(__package__).joinpath("signposts.toml")
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["signpost"]
    return tuple(
        Subject(
            re.compile("|".join(entry["words"])),
            {"nl": entry["nl"], "en": entry["en"]},
            entry["url"],
        )
        for entry in entries
    )
