"""What was said before: a turn of a conversation, as follow-ups find it."""

from bot.answering.understand import (
    Offered,
    Question,
    Spoken,
    Turn,
    understand,
)

ROUTES = (
    "Van plan naar praktijk: eerst een visie, dan beleid.",
    "Van binnen naar buiten: zoek steun bij andere afdelingen.",
    "Samen met de clubs: spreek doelen af met het veld.",
)
WAYS = (
    ("Met andere beleidsterreinen", "Hoe betrek je andere beleidsterreinen?"),
    ("Met clubs uit het veld", "Hoe maak je beleid met de clubs?"),
)


def turn(
    question: str,
    *said: str,
    items: tuple[str, ...] = (),
    offered: tuple[tuple[str, str], ...] = (),
) -> Turn:
    """The turn of a question that was answered by what was said, and then by a list."""
    asked = understand(question)
    spoken = [Spoken(text, None, "praktijk") for text in said]
    spoken += [Spoken(text, place, "praktijk") for place, text in enumerate(items)]
    ways = tuple(Offered(*each) for each in offered)
    return Turn(
        "A-1", asked.understood, asked.opening, asked.language, asked.kind, tuple(spoken), ways
    )


def after(question: str, text: str, *said: str) -> Question:
    """What is understood of a text behind such a turn."""
    return understand(text, turn(question, *said))
