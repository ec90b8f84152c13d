"""What a message asks for: its language, kind and parts, and what a follow-up leaves out."""

from bot.answering.understand.kinds import kind_of, number_asked_for, verb_asked
from bot.answering.understand.language import language_of
from bot.answering.understand.listed import counted_off
from bot.answering.understand.people import people
from bot.answering.understand.question import Asked, Kind, Question, Wish, unread
from bot.answering.understand.reading import Background, questions, side_asked, understand
from bot.answering.understand.said import Listed, Spoken
from bot.answering.understand.talk import has_place, small_talk
from bot.answering.understand.turn import Offered, Turn, leaned_on, turn
from bot.answering.understand.wording import MAX_QUESTION, asks_nothing, tidy, whole, words

__all__ = [
    "MAX_QUESTION",
    "Asked",
    "Background",
    "Kind",
    "Listed",
    "Offered",
    "Question",
    "Spoken",
    "Turn",
    "Wish",
    "asks_nothing",
    "counted_off",
    "has_place",
    "kind_of",
    "language_of",
    "leaned_on",
    "number_asked_for",
    "people",
    "questions",
    "side_asked",
    "small_talk",
    "tidy",
    "turn",
    "understand",
    "unread",
    "verb_asked",
    "whole",
    "words",
]
