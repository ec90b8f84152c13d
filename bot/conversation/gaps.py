"""The desk for the list of questions that the sources do not answer.

Whoever asked sees the exact words that will be kept, and says yes. Moderators see the list with
/hiaten and end a gap; whoever asked is told how, and of a question for others to whom to go.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.answering.signposts import subject_of
from bot.conversation.desk import ASKING, Need, Serve, Visit, plain, titled
from bot.reply import Action, Button, Life, Reply
from bot.state.gaps import End, Gap, Gaps, Wish
from bot.state.roles import Role
from bot.texts import Texts
from knowledge.errors import SourceRefused

_LISTED: Final = 10
_LONGEST_NAME: Final = 200  # characters of an organisation with its address
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
            "refer_gap": self._refer,
        }

    @property
    def needs(self) -> Mapping[str, Need]:
        """Whoever may ask hands in; moderators see the list, when nobody reads along."""
        return {
            **dict.fromkeys(("gap", "keep_gap", "leave_gap"), ASKING),
            **dict.fromkeys(("/hiaten", "end_gap", "refer_gap"), _MODERATOR),
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
        """The open gaps; with the number of one that one, and with a name behind it a referral."""
        gaps = self._gaps.gaps()
        if not gaps:
            return [self._none(visit)]
        found = [gap for gap in gaps if visit.about and str(gap.number) == visit.about[0]]
        if found and visit.about[1:]:
            where = " ".join(visit.about[1:])[:_LONGEST_NAME]
            return [self._referral(found[0], where, visit)]
        return [self._one(found[0], visit) if found else self._listed(gaps, visit)]

    def _listed(self, gaps: Sequence[Gap], visit: Visit) -> Reply:
        """The open gaps, a line each; said that a number is unknown where one was given."""
        get = partial(self._texts.get, visit.language)
        lines = [get("gaps.unknown")] if visit.about else []
        lines += [
            get("gap.line", number=gap.number, count=len(gap.questions), question=gap.question)
            for gap in gaps[:_LISTED]
        ]
        lines.append(get("gap.how", count=len(gaps)))
        return titled(visit.language, "gap.title", lines, self._texts)

    def _one(self, gap: Gap, visit: Visit) -> Reply:
        """One gap, and its three ends."""
        lines = [f"“{question}”" for question in gap.questions]
        shown = titled(visit.language, "gap.title", lines, self._texts)
        ends = tuple(
            self._button(end.value, visit, Action("end_gap", (str(gap.number), end), Life.CHANGES))
            for end in End
        )
        return replace(shown, buttons=(ends,))

    def _end(self, visit: Visit) -> list[Reply]:
        """End a gap, and have everybody told who asked; referred: once it is said to whom."""
        number, end, *where = visit.about
        if end == End.REFERRED and not where:
            return [self._to_whom(int(number), visit)]
        try:
            text = ending(End(end), self._texts, *where)
            self._gaps.end(int(number), End(end), text)
        except SourceRefused:
            return [plain(visit.language, "error.expired", self._texts)]
        return [replace(plain(visit.language, "gap.ended", self._texts), replaces=True)]

    def _to_whom(self, number: int, visit: Visit) -> Reply:
        """Ask who answers this; offer those that we know for such questions."""
        found = [gap for gap in self._gaps.gaps() if gap.number == number]
        if not found:
            return plain(visit.language, "error.expired", self._texts)
        subjects = filter(None, map(subject_of, found[0].questions))
        known = dict.fromkeys(subject.signpost(visit.language) for subject in subjects)
        buttons = tuple(
            Button(
                sign.name.partition(" (")[0],
                action=Action("refer_gap", (str(number), f"{sign.name}, {sign.url}")),
            )
            for sign in known
        )
        asked = {"number": number, "question": found[0].question}
        asks = plain(visit.language, "referral.ask", self._texts, **asked)
        return replace(asks, buttons=(buttons,) if buttons else (), replaces=True)

    def _refer(self, visit: Visit) -> list[Reply]:
        """Show what will be told when a known organisation is named."""
        number, where = visit.about
        found = [gap for gap in self._gaps.gaps() if str(gap.number) == number]
        if not found:
            return [plain(visit.language, "error.expired", self._texts)]
        return [self._referral(found[0], where, visit)]

    def _referral(self, gap: Gap, where: str, visit: Visit) -> Reply:
        """The very words that whoever asked will read, and a button that sends them."""
        told = ending(End.REFERRED, self._texts, where)(visit.language, gap.question)
        shown = titled(visit.language, "referral.tells", [told], self._texts)
        sends = Action("end_gap", (str(gap.number), End.REFERRED, where), Life.CHANGES)
        label = self._texts.get(visit.language, "referral.send")
        by_press = visit.incoming.action is not None
        return replace(shown, buttons=((Button(label, action=sends),),), replaces=by_press)

    def _none(self, visit: Visit) -> Reply:
        return plain(visit.language, "gap.none", self._texts)

    def _button(self, name: str, visit: Visit, action: Action) -> Button:
        return Button(self._texts.get(visit.language, f"gap.button_{name}"), action=action)


def ending(end: End, texts: Texts, where: str = "") -> Callable[[str, str], str]:
    """Return what somebody is told of the end of their question, by language and question.

    `where`: who answers it, for one that was referred.
    """
    name = f"gap.end_{end}"
    return lambda language, question: texts.get(language, name, question=question, where=where)
