"""The gold set can be trusted: every entry resolves, and the set is made up as promised.

The articles themselves are not in the repository, so their part is skipped where they are absent.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

Entry = dict[str, Any]

HERE: Final = Path(__file__).parent
ARTICLES: Final = HERE.parents[2] / "shared" / "sources"
KEYS: Final = {"id", "question", "language", "kind", "status", "enough"}
LEFT_OUT: Final[Entry] = {  # where they are empty
    "gold": [],
    "supporting": [],
    "prev": None,
    "near": False,
    "method_missing": False,
    "note": "",
}
LARGEST: Final = 500_000  # bytes of a file of the set
KINDS: Final = {
    *("list", "definition", "who", "when", "how_many", "where"),
    *("how_to", "why", "yes_no", "compare", "other"),
}
LONGEST_ENTRY: Final = 500  # characters; the longest list item of the articles has 298
TOO_MANY_WORDS: Final = 5  # in a row, the same as in an article


def entries(name: str) -> list[Entry]:
    """The lines of one file of the set, with what they leave out."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [LEFT_OUT | json.loads(line) for line in lines]


OF_ARTICLES: Final = entries("articles.jsonl")
OF_BUNDLED: Final = entries("bundled.jsonl")
EXAMINED_FILE: Final = "../training/examined/questions.jsonl"  # trained on, and in this form
EXAMINED: Final = entries(EXAMINED_FILE)
WEIGHED: Final = [*OF_ARTICLES, *OF_BUNDLED]
ALL: Final = [*WEIGHED, *EXAMINED]


def plain(text: str) -> str:
    """NFC, with every run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def marks(entry: Entry) -> list[dict[str, str]]:
    """Gold and supporting places of one question."""
    return [*entry["gold"], *entry["supporting"]]


def pairs(questions: list[Entry]) -> Iterator[tuple[Entry, dict[str, str]]]:
    """Every marked place with the question that it belongs to."""
    return ((entry, mark) for entry in questions for mark in marks(entry))


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of five words of the text, in lower case."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[i:] for i in range(TOO_MANY_WORDS)), strict=False))


@cache
def bundled_sentences(stem: str) -> frozenset[str]:
    """The lines of a bundled text, a sentence each, without list marker and footnote."""
    page = files("knowledge.bundled").joinpath(f"{stem}.md").read_text("utf-8")
    body = page.split("\n---\n", 1)[1]
    return frozenset(re.sub(r"^(\d+\.|-) |(\[\^\d+\])+$", "", line) for line in body.splitlines())


def share(of: Callable[[Entry], bool]) -> int:
    """How many questions of the set with a locked part this holds for."""
    return sum(map(of, WEIGHED))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The articles and comments, by the names that the set uses."""
    if not ARTICLES.is_dir():
        pytest.skip("the articles are not beside the project")
    first, second = (plain(path.read_text("utf-8")) for path in sorted(ARTICLES.glob("*.txt")))
    article, _, comments = second.partition("Frank Hoes")
    hoes, _, gast = comments.partition("Willem-Jan de Gast")
    names = ("movisie", "nov", "nov-comment-hoes", "nov-comment-de-gast")
    return dict(zip(names, (first, article, hoes, gast), strict=True))


@pytest.mark.parametrize("name", ["articles.jsonl", "bundled.jsonl", EXAMINED_FILE])
def test_a_file_of_the_set_is_small_enough_to_be_kept(name: str) -> None:
    assert (HERE / name).stat().st_size <= LARGEST


def test_ids_are_unique() -> None:
    ids = [entry["id"] for entry in ALL]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "questions", [OF_ARTICLES, OF_BUNDLED, EXAMINED], ids=["articles", "bundled", "examined"]
)
def test_no_question_is_asked_twice_of_the_same_conversation(questions: list[Entry]) -> None:
    asked = [(entry["question"].casefold(), entry["prev"]) for entry in questions]

    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    "questions", [OF_ARTICLES, OF_BUNDLED, EXAMINED], ids=["articles", "bundled", "examined"]
)
def test_a_follow_up_names_an_earlier_question(questions: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in questions:
        assert entry["prev"] is None or entry["prev"] in seen, entry["id"]
        seen.add(entry["id"])


def test_every_entry_uses_the_words_of_the_format() -> None:
    for entry in ALL:
        assert set(entry) == KEYS | set(LEFT_OUT), entry["id"]
        assert entry["language"] in {"nl", "en"}, entry["id"]
        assert entry["kind"] in KINDS, entry["id"]
        assert entry["status"] in {"answered", "declined", "clarify"}, entry["id"]
        assert entry["enough"] in {"all", "any"}, entry["id"]
        assert entry["question"].strip(), entry["id"]


def test_only_an_answered_question_has_gold() -> None:
    for entry in ALL:
        assert bool(entry["gold"]) == (entry["status"] == "answered"), entry["id"]
        assert entry["gold"] or not entry["supporting"], entry["id"]
        assert not entry["near"] or entry["status"] == "declined", entry["id"]
        if entry["method_missing"]:
            assert (entry["kind"], entry["status"]) == ("how_to", "answered"), entry["id"]


def test_no_sentence_is_marked_twice_for_a_question() -> None:
    for entry in ALL:
        places = [tuple(sorted(mark.items())) for mark in marks(entry)]
        assert len(places) == len(set(places)), entry["id"]


def test_the_words_of_an_article_are_found_in_that_order(texts: dict[str, str]) -> None:
    for entry, mark in pairs([*OF_ARTICLES, *EXAMINED]):
        text = texts[mark["source"]]
        start = text.find(mark["first"])
        last = text.find(mark["last"], start)
        assert 0 <= start <= last, (entry["id"], mark)
        assert last + len(mark["last"]) - start <= LONGEST_ENTRY, (entry["id"], mark)


def test_no_more_than_four_words_of_an_article_stand_in_an_entry() -> None:
    for entry, mark in pairs([*OF_ARTICLES, *EXAMINED]):
        assert set(mark) == {"source", "first", "last"}, entry["id"]
        longest = max(len(mark["first"].split()), len(mark["last"].split()))
        assert longest < TOO_MANY_WORDS, (entry["id"], mark)


def test_no_question_copies_an_article(texts: dict[str, str]) -> None:
    copied = set().union(*map(runs, texts.values()))

    for entry in ALL:
        ours = runs(entry["question"]) | runs(entry["note"])
        assert not copied & ours, entry["id"]


def test_a_sentence_of_ours_stands_verbatim_in_its_source() -> None:
    for entry, mark in pairs(OF_BUNDLED):
        assert mark["text"] in bundled_sentences(mark["source"]), (entry["id"], mark)


def test_the_set_is_made_up_as_promised() -> None:
    unanswerable = share(lambda entry: entry["status"] == "declined")

    assert len(OF_ARTICLES) >= 170
    assert len(OF_BUNDLED) >= 90
    assert {entry["kind"] for entry in WEIGHED} == KINDS
    assert share(lambda entry: entry["language"] == "en") >= 0.15 * len(WEIGHED)
    assert unanswerable >= 80
    assert share(lambda entry: entry["near"]) >= 0.5 * unanswerable
    assert share(lambda entry: entry["method_missing"]) >= 20
    assert share(lambda entry: entry["prev"] is not None) >= 25
    assert share(lambda entry: entry["kind"] == "compare") >= 15
    assert share(lambda entry: entry["status"] == "clarify") >= 10
