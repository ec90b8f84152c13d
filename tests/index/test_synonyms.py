"""Words that stand in for each other, and what they count."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from index import dutch
from index.answerable import signals
from index.synonyms import others
from tests.support.shelf import Shelf

GROUPS = [
    group.split()
    for group in tomllib.loads(files("index").joinpath("synonyms.toml").read_text("utf-8"))[
        "groups"
    ]
]


@pytest.mark.parametrize("word", ["steunpunt", "steunpunten", "vrijwilligerscentrales"])
def test_a_word_has_its_group_in_whatever_form(word: str) -> None:
    assert "centrale" in others(word)


def test_a_word_does_not_stand_in_for_itself() -> None:
    for word in {word for group in GROUPS for word in group}:
        assert dutch.stem(word) not in map(dutch.stem, others(word))


def test_a_word_without_a_group_has_nothing() -> None:
    assert others("vingerhoed") == others("") == ()


def test_groups_are_folded_and_of_two_words_at_least() -> None:
    for group in GROUPS:
        assert len({dutch.stem(word) for word in group}) > 1, group
        assert all(dutch.words(word) == [word] for word in group), group
        assert max(Counter(group).values()) == 1, group
        assert not any(map(dutch.is_stop_word, group)), group


def test_no_group_is_a_part_of_another() -> None:
    stems = [frozenset(map(dutch.stem, group)) for group in GROUPS]

    for group, one in zip(GROUPS, stems, strict=True):
        assert sum(one <= other for other in stems) == 1, group


def test_another_word_for_the_same_covers_more_than_nothing_and_less_than_the_word(
    shelf: Shelf,
) -> None:
    shelf.holds("Dank", "Elke vrijwilliger krijgt een geschenk.")
    shelf.index.refresh(shelf.library)

    def coverage(question: str) -> float:
        return signals(question, shelf.index.search(question), shelf.index).coverage

    assert coverage("rooster") < coverage("cadeautje") < coverage("geschenk")


def test_another_word_for_the_same_finds_a_passage_after_the_word_itself(shelf: Shelf) -> None:
    shelf.holds("Dank", "Elke deelnemer krijgt een geschenk.")
    shelf.holds("Dank je", "Elke deelnemer krijgt een cadeautje.")
    shelf.holds("Zaal", "De zaal is open.")
    shelf.index.refresh(shelf.library)

    hits = shelf.index.search("cadeautje")

    scores = {hit.source.metadata.title: hit.keyword_score for hit in hits}
    assert scores["Dank je"] > scores["Dank"] > scores["Zaal"] == 0


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("betrekken", "baan"),
        ("kosten", "verdringing"),
        ("opstellen", "houding"),
        ("financiering", "subsidiegever"),
        ("behouden", "vertrekken"),
    ],
)
def test_words_that_only_share_a_stem_or_a_subject_do_not_stand_in(word: str, other: str) -> None:
    assert other not in others(word)
