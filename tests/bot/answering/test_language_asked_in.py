"""In which language somebody asks."""

import pytest

from bot.answering.model import Language
from bot.answering.understand import (
    language_of,
)
from index.dutch import is_english

LANGUAGES: tuple[tuple[str, Language], ...] = (
    ("Hoe betrekken we sport en cultuur?", "nl"),
    ("How do we involve sport and culture?", "en"),
    ("Wat doet Utrecht?", "nl"),
    ("What does Utrecht do?", "en"),
    ("wat is social return", "nl"),
    ("What is the Wet maatschappelijke ondersteuning?", "en"),
    ("WIE BETAALT DE CURSUS", "nl"),
    ("En in Zeist?", "nl"),
    ("And in Zeist?", "en"),
    ("is dat verplicht", "nl"),
    ("is it mandatory", "en"),
    ("what about budget", "en"),
    ("Tell me about volunteer centres", "en"),
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *LANGUAGES,
        ("vrijwilligerscentrale Zeist", "nl"),
        ("budget", "nl"),
        ("volunteering policy", "en"),
        ("What is een leerkring?", "en"),
        ("wat is een best practice", "nl"),
        ("bestuur vinden", "nl"),
        ("recruiting board members", "en"),
        ("Wmo", "nl"),
        ("best practices jeugdbeleid gemeente", "nl"),
        ("", "nl"),
        ("🙂", "nl"),
        ("2015", "nl"),
    ],
)
def test_a_question_is_dutch_or_english(text: str, language: Language) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("budget?", "en", "en"),
        ("budget?", "nl", "nl"),
        ("sport?", "en", "en"),
        ("Zeist?", "nl", "nl"),
        ("more", "en", "en"),
        ("jongeren", "en", "nl"),
        ("vrijwilligers in de zorg", "en", "nl"),
        ("how come", "nl", "en"),
        ("2", "en", "en"),
    ],
)
def test_a_word_of_either_language_is_in_that_of_before(
    text: str, before: Language, language: Language
) -> None:
    assert language_of(text, before) == language


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_the_index_by_itself_would_judge_the_language_the_same(
    text: str, language: Language
) -> None:
    assert is_english(text) == (language == "en")
