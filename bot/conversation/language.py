"""The desk for the language: `/taal nl`, `/taal en`, or `/taal auto` for that of each question."""

from collections.abc import Mapping
from dataclasses import replace

from bot.answering.model import Language
from bot.conversation.desk import ANYBODY, Need, Serve, Visit, plain
from bot.reply import Action, Button, Life, Reply
from bot.state.languages import Languages
from bot.texts import Texts

_CHOICES: Mapping[str, Language | None] = {"nl": "nl", "en": "en", "auto": None}
# What people type for them.
_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("nl", "nederlands", "dutch"), "nl"),
    **dict.fromkeys(("en", "engels", "english"), "en"),
    "auto": "auto",
}


class LanguageDesk:
    """Serves /taal and its buttons."""

    def __init__(self, languages: Languages, texts: Texts) -> None:
        self._languages = languages
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {"/taal": self._ask, "/language": self._ask}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press."""
        return {"language": self._chosen}

    @property
    def needs(self) -> Mapping[str, Need]:
        """Everybody."""
        return dict.fromkeys((*self.commands, *self.actions), ANYBODY)

    def _ask(self, visit: Visit) -> list[Reply]:
        """Offer the choices, or take the one that was typed."""
        name = _NAMES.get(visit.about[0].casefold()) if visit.about else None
        if name is not None:
            return self._chosen(replace(visit, about=(name,)))
        question = plain(visit.language, "language.ask", self._texts)
        return [replace(question, buttons=(tuple(self._button(c, visit) for c in _CHOICES),))]

    def _chosen(self, visit: Visit) -> list[Reply]:
        """Remember it, and say so in that language."""
        name = visit.about[0]
        language = _CHOICES[name]
        self._languages.choose(visit.incoming.person, language)
        said = plain(language or visit.language, f"language.{name}", self._texts)
        return [replace(said, replaces=visit.incoming.action is not None)]

    def _button(self, name: str, visit: Visit) -> Button:
        """A choice, named in its own language."""
        language = _CHOICES[name] or visit.language
        label = self._texts.get(language, f"language.{name}_button")
        return Button(label, action=Action("language", (name,), Life.STAYS))
