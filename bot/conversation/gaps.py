"""The desk for the list of questions that the sources do not answer.

Whoever asked sees the exact words that will be kept, and says yes. Moderators see the list with
/hiaten and end a gap; whoever asked is told how.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.conversation.desk import ASKING, Need, Serve, Visit, plain, titled
from bot.reply import Action, Button, Life, Reply
from bot.state.gaps import End, Gap, Gaps, Wish
from bot.state.roles import Role
from bot.texts import Texts
from knowledge.errors import SourceRefused

_LISTED: Final = 10
_MODERATOR: Final = Need(Role.MODERATOR, alone=True)


class GapDesk:
    """Serves [Zet op de vragenlijst] and /hiaten."""

    def __init__(self, gaps: Gaps, texts: Texts) -> None:
        self._gaps = gaps
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {"/hiaten": self._list}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press."""
        return {
            "gap": self._propose,
            "keep_gap": self._keep,
            "leave_gap": self._leave,
            "end_gap": self._end,
        }

    @property
    def needs(self) -> Mapping[str, Need]:
        """Whoever may ask hands in; moderators see the list, when nobody reads along."""
        return {
            **dict.fromkeys(("gap", "keep_gap", "leave_gap"), ASKING),
            **dict.fromkeys(("/hiaten", "end_gap"), _MODERATOR),
        }

    def _propose(self, visit: Visit) -> list[Reply]:
        """Show the exact words, and ask."""
        question = visit.about[0]
        asks = plain(visit.language, "gap.propose", self._texts, question=question)
        buttons = (
            self._button("keep", visit, Action("keep_gap", (question,), Life.CHANGES)),
            self._button("leave", visit, Action("leave_gap", life=Life.CHANGES)),
        )
        return [replace(asks, buttons=(buttons,))]

    def _keep(self, visit: Visit) -> list[Reply]:
        person, chat = visit.incoming.person, visit.incoming.chat
        self._gaps.keep(Wish(person, chat, visit.about[0], visit.language))
        return [replace(plain(visit.language, "gap.kept", self._texts), replaces=True)]

    def _leave(self, visit: Visit) -> list[Reply]:
        return [replace(plain(visit.language, "gap.left", self._texts), replaces=True)]

    def _list(self, visit: Visit) -> list[Reply]:
        """The open gaps, or with the number of one that one and its three ends."""
        language = visit.language
        gaps = self._gaps.gaps()
        if not gaps:
            return [self._none(visit)]
        found = [gap for gap in gaps if visit.about and str(gap.number) == visit.about[0]]
        if found:
            return [self._one(found[0], visit)]
        lines = [self._texts.get(language, "gaps.unknown")] if visit.about else []
        lines += [
            self._texts.get(
                language,
                "gap.line",
                number=gap.number,
                count=len(gap.questions),
                question=gap.question,
            )
            for gap in gaps[:_LISTED]
        ]
        lines.append(self._texts.get(language, "gap.how", count=len(gaps)))
        return [titled(language, "gap.title", lines, self._texts)]

    def _one(self, gap: Gap, visit: Visit) -> Reply:
        lines = [f"“{question}”" for question in gap.questions]
        shown = titled(visit.language, "gap.title", lines, self._texts)
        ends = tuple(
            self._button(end.value, visit, Action("end_gap", (str(gap.number), end), Life.CHANGES))
            for end in End
        )
        return replace(shown, buttons=(ends,))

    def _end(self, visit: Visit) -> list[Reply]:
        """End a gap, and have everybody told who asked."""
        number, end = visit.about
        try:
            told = self._gaps.end(int(number), End(end), ending(End(end), self._texts))
        except SourceRefused:
            return [plain(visit.language, "error.expired", self._texts)]
        said = plain(visit.language, "gap.ended", self._texts, count=told)
        return [replace(said, replaces=True)]

    def _none(self, visit: Visit) -> Reply:
        return plain(visit.language, "gap.none", self._texts)

    def _button(self, name: str, visit: Visit, action: Action) -> Button:
        return Button(self._texts.get(visit.language, f"gap.button_{name}"), action=action)


def ending(end: End, texts: Texts) -> Callable[[str, str], str]:
    """Return what somebody is told of the end of their question, by language and question."""
    return lambda language, question: texts.get(language, f"gap.end_{end}", question=question)
