"""Every sentence that a user can read, in Dutch and English: `nl.toml` and `en.toml`."""

import string
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Texts:
    """The catalogues. A text is named by its path: `texts.get("nl", "declined.no_source")`."""

    catalogues: dict[str, dict[str, str]]

    def get(self, language: str, name: str, /, **values: object) -> str:
        """Return the text with its placeholders filled; KeyError for an unknown name or value."""
        return self.catalogues[language][name].format(**values)

    def placeholders(self, language: str, name: str) -> set[str]:
        """Return the names between braces in a text."""
        parts = string.Formatter().parse(self.catalogues[language][name])
        return {field for _, field, _, _ in parts if field}


def load() -> Texts:
    """Return both catalogues, read from package data."""
    folder = resources.files(__name__)
    return Texts(
        {
            language: _flat(
                tomllib.loads(folder.joinpath(f"{language}.toml").read_text(encoding="utf-8"))
            )
            for language in LANGUAGES
        }
    )


def _flat(table: dict[str, Any], above: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{above}{key}.")
        else:
            flat[f"{above}{key}"] = value
    return flat
