"""Two questions in one message are two questions."""

import re
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.talk import small_talk
from bot.answering.understand.wording import words

MAX_PARTS: Final = 3
_SENTENCE: Final = 3  # words; more of them hold a verb
_FEWEST_WORDS: Final = 2  # "Toch?" after a question is no second one

_QUESTION: Final = re.compile(r"[^?]+\?+")
_ASKS: Final = (
    "wat|hoe|wie|waarom|wanneer|waar|hoeveel|welke|welk|op welke|in welke|voor wie"
    "|what|how|who|why|when|where|which|how many"
)
# "… en waarom is dat belangrijk?": a second question word, behind a first.
_JOINED: Final = re.compile(rf"(?i)\s*,?\s+(?=(?:en|and|maar|but)\s+(?:{_ASKS})\b)")
# "en wat was het doel?": one thing with its article, and nothing that it is of.
_OF_THE_FIRST: Final = re.compile(
    r"(?i)\w+ (?:wat|wie|waar|hoe|what|who|where|how) (?:is|was|zijn|waren|are|were)"
    r" (?:de|het|the) \w+\W*$"
)
_ENDS: Final = re.compile(r"[.!?]\s")
_OPENS: Final = re.compile(rf"(?i)(?:^|[.!:]\s)\W*(?:(?:en|and)\s+)?(?:{_ASKS})\b")


def split(text: str) -> list[str]:
    """Return the questions of a message in order, at most MAX_PARTS; one stays as it is.

    What is told before a question stays with it; a greeting does not.
    """
    asked = [part.strip() for part in _QUESTION.findall(text)]
    rest = text[sum(map(len, _QUESTION.findall(text))) :].strip()
    asked = [part for part in asked if _is_one(part)]
    if len(asked) < 2:  # noqa: PLR2004 - two questions
        return _joined(text)
    if rest and not small_talk(rest):
        asked[-1] = f"{asked[-1]} {rest}"
    last = " ".join(asked[MAX_PARTS - 1 :])
    return [*asked[: MAX_PARTS - 1], *([last] if last else [])]


def _is_one(part: str) -> bool:
    return len(words(part)) >= _FEWEST_WORDS and not small_talk(part)


def _joined(text: str) -> list[str]:
    """Return the two questions that "en" joins, when each has a question word of its own.

    The second keeps the "en" where it asks for one thing of the first ("en wat was het doel?").
    """
    opens = _OPENS.search(text)
    if opens is None:
        return [text]
    joint = _JOINED.search(text, opens.end())
    if joint is None or _ENDS.search(text, opens.end(), joint.start()):
        return [text]
    first, second = text[: joint.start()].strip(), text[joint.end() :].strip()
    asked = words(second)[1:]
    complete = len(words(first)) > _FEWEST_WORDS and len(asked) > _FEWEST_WORDS
    verb = lexicon.word_set("follow_up", "verbs").intersection(asked)
    if not complete or not (verb or len(asked) > _SENTENCE):
        return [text]
    alone = second if _OF_THE_FIRST.match(second) else second.partition(" ")[2]
    return [f"{first.rstrip(' ,')}?", alone[:1].upper() + alone[1:]]
