"""The desk for what people say of answers: [Klopt], [Klopt niet], a reason, a line of text."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.desk import ASKING, Need, Serve, Visit, plain
from bot.conversation.memory import Memory
from bot.reply import Action, Button, Life, Reply
from bot.state.feedback import REASONS, Feedback, Given, Verdict
from bot.texts import Texts


class FeedbackDesk:
    """Serves the two verdicts and the reasons below an answer, and /feedback."""

    def __init__(self, feedback: Feedback, memory: Memory, texts: Texts) -> None:
        self._feedback = feedback
        self._memory = memory
        self._texts = texts

    @property
    def commands(self) -> Mapping[str, Serve]:
        """What it does for a command."""
        return {"/feedback": self._note}

    @property
    def actions(self) -> Mapping[str, Serve]:
        """What it does for a press, and for a thumb below an answer."""
        return {"feedback": self._verdict, "reason": self._reason}

    @property
    def needs(self) -> Mapping[str, Need]:
        """Whoever may ask."""
        return dict.fromkeys((*self.commands, *self.actions), ASKING)

    def _verdict(self, visit: Visit) -> list[Reply]:
        """Keep the verdict at once; after a bad one, ask for the reason."""
        verdict, answer_id, *_ = visit.about
        found = self._memory.find(visit.incoming.person, answer_id)
        if found is None or found.turn.asked is None:
            return [plain(visit.language, "error.expired", self._texts)]
        question = found.turn.asked.searched
        self._give(visit, Verdict(verdict), answer_id, question)
        if Verdict(verdict) is Verdict.RIGHT:
            return [plain(visit.language, "feedback.right", self._texts)]
        asks = plain(visit.language, "feedback.why", self._texts)
        buttons = [self._button(reason, answer_id, question, visit) for reason in REASONS]
        return [replace(asks, buttons=(tuple(buttons[:2]), tuple(buttons[2:])))]

    def _reason(self, visit: Visit) -> list[Reply]:
        """Keep the reason in the place of the bare verdict, and offer to write a line."""
        reason, answer_id, question = visit.about
        self._give(visit, Verdict(reason), answer_id, question)
        label = self._texts.get(visit.language, f"feedback.reason_{reason}")
        thanks = plain(visit.language, "feedback.wrong", self._texts, reason=label)
        return [replace(thanks, replaces=True)]

    def _note(self, visit: Visit) -> list[Reply]:
        """Add what was typed behind /feedback to the last verdict."""
        if not visit.about:
            return [plain(visit.language, "feedback.how", self._texts)]
        text = visit.incoming.text.strip().partition(" ")[2].strip()
        question = self._feedback.note(visit.incoming.person, text)
        if question is None:
            return [plain(visit.language, "feedback.how", self._texts)]
        return [plain(visit.language, "feedback.noted", self._texts, question=question)]

    def _button(self, reason: Verdict, answer_id: str, question: str, visit: Visit) -> Button:
        label = self._texts.get(visit.language, f"feedback.reason_{reason.value}")
        about = (reason.value, answer_id, question)
        return Button(label, action=Action("reason", about, Life.CHANGES))

    def _give(self, visit: Visit, verdict: Verdict, answer_id: str, question: str) -> None:
        person, chat = visit.incoming.person, visit.incoming.chat
        self._feedback.give(Given(person, chat, answer_id, question, visit.language), verdict)
